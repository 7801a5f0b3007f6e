/**
 * How the text of a dump becomes typed values, as SQL expressions: each canonical column has its value, null where the
 * text is empty or wrong, and a fault, which says in words what is wrong. Nothing is guessed per row.
 */
import { Bool, DateDay, Decimal, TimestampMillisecond } from 'apache-arrow';
import { type Column, sqlType } from '../contract/columns.ts';
import type { Feed } from '../contract/feeds.ts';
import { quoteText } from '../engine/duckdb.ts';

/** The part of a source's configuration that decides values. */
export interface ValueRules {
  columns: Record<
    string,
    { from?: string; value?: string; format?: string; timezone?: string; when?: Record<string, string[]> }
  >;
  decimal?: '.' | ',';
  customer_prefix: string;
  /** First day that a row may have, `YYYY-MM-DD`. */
  not_before: string;
  /** The report's time zone. */
  timezone: string;
  /** Day on which the dump arrived, in that zone: no row is later. */
  arrived_on: string;
}

export interface ValueColumn {
  name: string;
  /** SQL over the trimmed text `<name>` of the raw dump. */
  value: string;
  /** SQL: null where the value is right, else the reason. */
  fault: string;
}

const BLANKS = `' ' || chr(9) || chr(10) || chr(13) || chr(160)`;

/** The text of a mapped column: trimmed, null where empty. */
const textOf = (name: string, mapping: { value?: string }): string =>
  mapping.value === undefined ? `nullif(trim(${name}, ${BLANKS}), '')` : quoteText(mapping.value);

const shown = (text: string): string => `'"' || left(${text}, 60) || '"'`;

/**
 * Numbers: an optional sign, before or behind; thousands only where the decimal sign is named; never NaN or infinite.
 * More than four decimals are rounded half away from zero.
 */
function number(text: string, type: string, decimal: '.' | ',' | undefined): string {
  const signed = `case when ${text} like '%-' then '-' || trim(left(${text}, length(${text}) - 1)) else ${text} end`;
  const cast = (plain: string): string => `try_cast(${plain} as ${type})`;
  const group = decimal === ',' ? `[. '\u00a0\u202f]` : `[, '\u00a0\u202f]`;
  const grouped = `^[+-]?[0-9]{1,3}(${group.replace("'", "''")}[0-9]{3})+(${decimal === ',' ? ',' : '[.]'}[0-9]*)?$`;
  const ungrouped = `regexp_replace(${signed}, '${group.replace("'", "''")}', '', 'g')`;
  if (decimal === ',') {
    const isPlain = `regexp_matches(${signed}, '^[+-]?[0-9]*(,[0-9]*)?([eE][+-]?[0-9]+)?$')`;
    return `case when ${isPlain} then ${cast(`replace(${signed}, ',', '.')`)}
      when regexp_matches(${signed}, '${grouped}') then ${cast(`replace(${ungrouped}, ',', '.')`)} end`;
  }
  // try_cast takes 1_000 for a thousand; nobody's till writes that.
  const plain = `case when not contains(${text}, '_') then ${cast(text)} end`;
  const more = [cast(`case when ${text} like '%-' then ${signed} end`)];
  if (decimal === '.')
    more.push(`case when regexp_matches(${signed}, '${grouped}') then ${cast(ungrouped)} end`);
  return `coalesce(${plain}, ${more.join(', ')})`;
}

function numberFault(text: string, value: string, decimal: '.' | ',' | undefined): string {
  const isComma = `regexp_matches(${text}, '^[+-]?[0-9.]*,[0-9]+-?$')`;
  const undecided =
    decimal === undefined
      ? `when ${isComma} then ${shown(text)} || ' has a comma: say decimal: "," or decimal: "." for this source'`
      : '';
  const tooLarge = `when try_cast(${text} as double) is not null and isfinite(try_cast(${text} as double)) then ${shown(text)} || ' is too large'`;
  return `case when ${text} is not null and ${value} is null then case ${undecided} ${tooLarge} else ${shown(text)} || ' is not a number' end end`;
}

const HAS_TIME = /%[HIMSfpTXcgL]/;
const ISO_DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}';
const ISO_TIME = `${ISO_DAY}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?`;
const ISO_OFFSET = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$';

/** Wall time in the report's zone. A day without a time never shifts. */
function wallTime(text: string, mapping: { format?: string; timezone?: string }, rules: ValueRules): string {
  const report = quoteText(rules.timezone);
  const shift = (time: string): string =>
    mapping.timezone ? `timezone(${report}, timezone(${quoteText(mapping.timezone)}, ${time}))` : time;
  if (mapping.format !== undefined) {
    const parsed = `try_strptime(${text}, ${quoteText(mapping.format)})`;
    if (mapping.format.includes('%z') || mapping.format.includes('%Z'))
      return `timezone(${report}, ${parsed})`;
    return HAS_TIME.test(mapping.format) ? shift(parsed) : parsed;
  }
  return `case when regexp_matches(${text}, '${ISO_DAY}$') then try_cast(${text} as timestamp)
    when regexp_matches(${text}, '${ISO_TIME}$') then ${shift(`try_cast(${text} as timestamp)`)}
    when regexp_matches(${text}, '${ISO_TIME}${ISO_OFFSET}') then timezone(${report}, try_cast(${text} as timestamptz)) end`;
}

/** A day; a month alone stands for its first day. */
const dayOf = (text: string, mapping: { format?: string }): string =>
  mapping.format !== undefined
    ? `cast(try_strptime(${text}, ${quoteText(mapping.format)}) as date)`
    : `case when regexp_matches(${text}, '${ISO_DAY}$') then try_cast(${text} as date)
       when regexp_matches(${text}, '^[0-9]{4}-[0-9]{2}$') then try_cast(${text} || '-01' as date) end`;

function timeFault(text: string, value: string, mapping: { format?: string }, rules: ValueRules): string {
  const format =
    mapping.format === undefined
      ? 'a date as YYYY-MM-DD, with or without a time'
      : `a date in the format ${mapping.format}`;
  return `case when ${value} is null then ${shown(text)} || ${quoteText(` is not ${format}`)}
    when ${value} < timestamp ${quoteText(rules.not_before)} then ${shown(text)} || ${quoteText(` is before ${rules.not_before} (not_before)`)}
    when cast(${value} as date) > date ${quoteText(rules.arrived_on)} then ${shown(text)} || ${quoteText(` is after the day the dump arrived, ${rules.arrived_on}`)} end`;
}

/** The value and the fault of every mapped column, in the order of the contract. */
export function valueColumns(feed: Feed, rules: ValueRules): ValueColumn[] {
  const needed = new Set(feed.needed.flatMap((alternatives) => pickAlternative(alternatives, rules)));
  return feed.columns.flatMap((column) => {
    const mapping = rules.columns[column.name];
    if (!mapping || mapping.when) return [];
    const text = textOf(column.name, mapping);
    const { value, fault } = typed(column, text, mapping, rules);
    const mustBe = needed.has(column.name) && !feed.mayBeEmpty.includes(column.name);
    const empty = mustBe ? `when ${text} is null then 'is empty'` : `when ${text} is null then null`;
    return [{ name: column.name, value, fault: `case ${empty} else ${fault} end` }];
  });
}

/** Of several ways to give what is needed, the first that the mapping gives. */
const pickAlternative = (
  alternatives: readonly (readonly string[])[],
  rules: ValueRules,
): readonly string[] => alternatives.find((names) => names.every((name) => rules.columns[name])) ?? [];

function typed(
  column: Column,
  text: string,
  mapping: { format?: string; timezone?: string },
  rules: ValueRules,
): { value: string; fault: string } {
  const { type } = column;
  if (type instanceof Decimal) {
    const value = number(text, sqlType(column), rules.decimal);
    return { value, fault: numberFault(text, value, rules.decimal) };
  }
  if (type instanceof TimestampMillisecond) {
    const value = wallTime(text, mapping, rules);
    return { value, fault: timeFault(text, value, mapping, rules) };
  }
  if (type instanceof DateDay) {
    const value = dayOf(text, mapping);
    return { value, fault: timeFault(text, value, mapping, rules) };
  }
  if (type instanceof Bool) throw new TypeError(`column ${column.name}: a flag is mapped by when`);
  if (column.name === 'customer_id' && rules.customer_prefix !== '') {
    return { value: `${quoteText(rules.customer_prefix)} || ${text}`, fault: 'null' };
  }
  if (column.name === 'currency') {
    const value = `upper(${text})`;
    const fault = `case when not regexp_matches(${text}, '^[A-Za-z]{3}$') then ${shown(text)} || ' is not an ISO currency code' end`;
    return { value, fault };
  }
  return { value: text, fault: 'null' };
}
