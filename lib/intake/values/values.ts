/**
 * How the text of a dump becomes typed values, as SQL: each canonical column has its text, its value, null where the
 * text is empty or wrong, and a fault, which says in words what is wrong. Nothing is guessed per row.
 */
import { Bool, DateDay, Decimal, TimestampMillisecond } from 'apache-arrow';
import { type Column, sqlType } from '../../contract/columns.ts';
import type { Feed } from '../../contract/feeds.ts';
import { quoteText } from '../../engine/duckdb.ts';
import { type DecimalSign, numberFault, numberValue } from './numbers.ts';
import { shown } from './shown.ts';
import { dayValue, type TimeMapping, type TimeRules, timeFault, timeValue } from './times.ts';

interface ValueMapping extends TimeMapping {
  from?: string;
  value?: string;
  when?: Record<string, string[]>;
}

/** The part of a source's configuration that decides values. */
export interface ValueRules extends TimeRules {
  columns: Record<string, ValueMapping>;
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

const BLANKS = `' ' || chr(9) || chr(10) || chr(13) || chr(160)`;

/** Trimming looks at every character; most texts show by their ends that there is nothing to trim. */
function trimmed(text: string): string {
  const ends = ["' '", 'chr(9)', 'chr(10)', 'chr(13)', 'chr(160)'].map(
    (blank) => `not suffix(${text}, ${blank})`,
  );
  const isTrim = `${text} >= '!' and not prefix(${text}, chr(160)) and ${ends.join(' and ')}`;
  return `case when ${isTrim} then ${text} else nullif(trim(${text}, ${BLANKS}), '') end`;
}

/** The text of a mapped column: trimmed, null where empty. */
function textOf(name: string, { value }: ValueMapping): string {
  if (value === undefined) return trimmed(name);
  return value.trim() === '' ? 'cast(null as varchar)' : quoteText(value.trim());
}

/** The text, the value and the fault of every mapped column, in the order of the contract. */
export function valueColumns(feed: Feed, rules: ValueRules): ValueColumn[] {
  const needed = new Set(feed.needed.flatMap((alternatives) => pickAlternative(alternatives, rules)));
  return feed.columns.flatMap((column) => {
    const { name } = column;
    const mapping = rules.columns[name];
    if (!mapping || mapping.when) return [];
    const { value, fault } = typed(column, mapping, rules);
    const mustBe = needed.has(name) && !feed.mayBeEmpty.includes(name);
    const whenEmpty = `when ${textName(name)} is null then ${mustBe ? "'is empty'" : 'null'}`;
    return [{ name, text: textOf(name, mapping), value, fault: `case ${whenEmpty} else ${fault} end` }];
  });
}

/** Of several ways to give what is needed, the first that the mapping gives. */
const pickAlternative = (
  alternatives: readonly (readonly string[])[],
  rules: ValueRules,
): readonly string[] => alternatives.find((names) => names.every((name) => rules.columns[name])) ?? [];

type Typed = Pick<ValueColumn, 'value' | 'fault'>;

function typed(column: Column, mapping: ValueMapping, rules: ValueRules): Typed {
  const { name, type } = column;
  const text = textName(name);
  if (type instanceof Decimal) {
    return {
      value: numberValue(text, sqlType(column), rules.decimal),
      fault: numberFault(text, name, rules.decimal),
    };
  }
  if (type instanceof TimestampMillisecond) {
    return { value: timeValue(text, mapping, rules), fault: timeFault(text, name, mapping, rules) };
  }
  if (type instanceof DateDay) {
    return { value: dayValue(text, mapping), fault: timeFault(text, name, mapping, rules) };
  }
  if (type instanceof Bool) throw new TypeError(`column ${name}: a flag is mapped by when`);
  if (name === 'customer_id')
    return { value: `${quoteText(rules.customer_prefix)} || ${text}`, fault: 'null' };
  if (name === 'currency') {
    const isCode = `regexp_matches(${text}, '^[A-Za-z]{3}$')`;
    return {
      value: `upper(${text})`,
      fault: `case when not ${isCode} then ${shown(text)} || ' is not an ISO currency code' end`,
    };
  }
  return { value: text, fault: 'null' };
}
