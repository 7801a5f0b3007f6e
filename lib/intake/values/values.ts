/**
 * How the text of a dump becomes typed values, as SQL: each canonical column has its text, its value, null where the
 * text is empty or wrong, and a fault, which says in words what is wrong. Nothing is guessed per row.
 */
import { Bool, DateDay, Decimal, Int64, TimestampMillisecond } from 'apache-arrow';
import { type Column, sqlType } from '../../contract/columns.ts';
import type { Feed } from '../../contract/feeds.ts';
import { quoteText } from '../../engine/duckdb.ts';
import type { Attributes } from './attributes.ts';
import { type DecimalSign, limitFault, numberFault, numberValue, wholeFault, wholeValue } from './numbers.ts';
import { shown } from './shown.ts';
import { trimmed } from './text.ts';
import {
  dayValue,
  monthValue,
  orderFault,
  spanOf,
  type TimeMapping,
  type TimeRules,
  timeFault,
  timeValue,
} from './times.ts';
import { flagFault, flagValue, translated, wordFault, wordValue } from './words.ts';

interface ValueMapping extends TimeMapping {
  from?: string;
  value?: string;
  values?: Record<string, string>;
  when?: Record<string, string[]>;
}

/** The part of a source's configuration that decides values. */
export interface ValueRules extends TimeRules {
  columns: Record<string, ValueMapping>;
  attributes: Attributes;
  decimal?: DecimalSign;
  customer_prefix: string;
}

export interface ValueColumn {
  name: string;
  /** SQL over the column `<name>` of the raw dump; it is then called `t_<name>`. */
  text: string;
  /** SQL over `t_<name>`; it is then called `<name>`. */
  value: string;
  /** SQL over `t_<name>` and `<name>`: null where the value is right, else the reason. */
  fault: string;
}

export const textName = (name: string): string => `t_${name}`;

/** The text of a mapped column: trimmed, null where empty, and what the mapping says that it means. */
function textOf(name: string, { value, values }: ValueMapping): string {
  if (value === undefined) return translated(trimmed(name), values ?? {});
  return value.trim() === '' ? 'cast(null as varchar)' : quoteText(value.trim());
}

/** The text, the value and the fault of every mapped column, in the order of the contract. */
export function valueColumns(feed: Feed, rules: ValueRules): ValueColumn[] {
  const needed = new Set(feed.needed.flatMap((alternatives) => pickAlternative(alternatives, rules)));
  return feed.columns.flatMap((column) => {
    const { name } = column;
    const mapping = rules.columns[name];
    if (!mapping || mapping.when) return [];
    const { value, fault } = typed(feed, column, mapping, rules);
    const mustBe = needed.has(name) && !feed.mayBeEmpty.includes(name);
    const whenEmpty = `when ${textName(name)} is null then ${mustBe ? "'is empty'" : 'null'}`;
    const faults = [fault, ...amongOthers(feed, name, rules)];
    const first = faults.length === 1 ? fault : `coalesce(${faults.join(', ')})`;
    return [{ name, text: textOf(name, mapping), value, fault: `case ${whenEmpty} else ${first} end` }];
  });
}

/** What may be wrong of a value that is none by itself: it is beyond what can be, or earlier than another of its row. */
function amongOthers(feed: Feed, name: string, rules: ValueRules): string[] {
  const limits = feed.limits[name];
  const other = feed.notEarlierThan[name];
  const isThere = other !== undefined && rules.columns[other] !== undefined;
  return [
    ...(limits ? [limitFault(textName(name), name, limits)] : []),
    ...(isThere
      ? [orderFault(textName(name), name, rules.columns[name] ?? {}, [textName(other), other])]
      : []),
  ];
}

/** Of several ways to give what is needed, the first that the mapping gives. */
const pickAlternative = (
  alternatives: readonly (readonly string[])[],
  rules: ValueRules,
): readonly string[] => alternatives.find((names) => names.every((name) => rules.columns[name])) ?? [];

type Typed = Pick<ValueColumn, 'value' | 'fault'>;

function typed(feed: Feed, column: Column, mapping: ValueMapping, rules: ValueRules): Typed {
  const { name, type } = column;
  const { decimal } = rules;
  const text = textName(name);
  if (type instanceof Decimal)
    return { value: numberValue(text, sqlType(column), decimal), fault: numberFault(text, name, decimal) };
  if (type instanceof Int64)
    return { value: wholeValue(text, decimal), fault: wholeFault(text, name, decimal) };
  if (type instanceof Bool) return { value: flagValue(text), fault: flagFault(text, name) };
  if (type instanceof TimestampMillisecond || type instanceof DateDay) {
    const isOfRow = name === feed.time;
    const span = spanOf(rules, { isOfRow, mayBeAhead: feed.mayBeAhead.includes(name) });
    const fault = timeFault(text, name, mapping, span);
    if (type instanceof TimestampMillisecond) return { value: timeValue(text, mapping, rules), fault };
    const isMonth = isOfRow && feed.day === 'month';
    return { value: isMonth ? monthValue(text, mapping) : dayValue(text, mapping, rules), fault };
  }
  if (feed.customers.includes(name))
    return { value: `${quoteText(rules.customer_prefix)} || ${text}`, fault: 'null' };
  const words = feed.oneOf[name];
  if (words) return { value: wordValue(text, words), fault: wordFault(text, name, words) };
  if (name === 'currency') {
    const isCode = `regexp_matches(${text}, '^[A-Za-z]{3}$')`;
    return {
      value: `upper(${text})`,
      fault: `case when not ${isCode} then ${shown(text)} || ' is not an ISO currency code' end`,
    };
  }
  return { value: text, fault: 'null' };
}
