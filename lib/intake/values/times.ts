/** Days and times: in the format that the mapping names or as ISO 8601, never guessed; wall time in the report's zone. */
import { quoteText } from '../../engine/duckdb.ts';
import { shown } from './shown.ts';

export interface TimeMapping {
  /** strptime directives. */
  format?: string;
  /** IANA name of the zone the dump's times are in; default: the report's. */
  timezone?: string;
}

export interface TimeRules {
  /** First day that a row may belong to, `YYYY-MM-DD`. */
  not_before: string;
  /** The report's time zone. */
  timezone: string;
  /** Day on which the dump arrived, in that zone: no row is later. */
  arrived_on: string;
}

const HAS_TIME = /%-?[HIMSfpTXcgLn]/;
const HAS_OFFSET = /%[zZ]/;

const ISO_DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}';
const ISO_TIME = `${ISO_DAY}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?`;
const ISO_OFFSET = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)';

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, '${pattern}$')`;

/** ISO 8601 lets seconds and the colon of an offset go; the cast wants both. */
const fullIso = (text: string): string =>
  `regexp_replace(regexp_replace(${text}, '([+-][0-9]{2})([0-9]{2})$', '\\1:\\2'), '^(.{16})([Z+-])', '\\1:00\\2')`;

/** `infinity` and `epoch` are dates to strptime whatever the format; a written date has a digit. */
const parsed = (text: string, format: string): string =>
  `try_strptime(case when ${matches(text, '[0-9].*')} then ${text} end, ${quoteText(format)})`;

/**
 * Wall time in the report's zone. A day without a time never shifts.
 * @param text name of a column of trimmed text
 */
export function timeValue(text: string, { format, timezone }: TimeMapping, rules: TimeRules): string {
  const report = quoteText(rules.timezone);
  const shifted = (time: string): string =>
    timezone === undefined ? time : `timezone(${report}, timezone(${quoteText(timezone)}, ${time}))`;
  if (format !== undefined) {
    const time = parsed(text, format);
    if (HAS_OFFSET.test(format)) return `timezone(${report}, cast(${time} as timestamptz))`;
    return HAS_TIME.test(format) ? shifted(time) : time;
  }
  const time = `try_cast(${text} as timestamp)`;
  return `case when ${matches(text, ISO_DAY)} then ${time}
    when ${matches(text, ISO_TIME)} then ${shifted(time)}
    when ${matches(text, ISO_TIME + ISO_OFFSET)} then timezone(${report}, try_cast(${fullIso(text)} as timestamptz)) end`;
}

/** The day of a time in the report's zone; of a clock without a zone, the day it shows. */
export const dayValue = (text: string, { format }: TimeMapping, rules: TimeRules): string =>
  `cast(${timeValue(text, format === undefined ? {} : { format }, rules)} as date)`;

/** A day of the month that is meant; a month alone stands for its first day. @param text name of a column of trimmed text */
export const monthValue = (text: string, { format }: TimeMapping): string =>
  format !== undefined
    ? `cast(${parsed(text, format)} as date)`
    : `case when ${matches(text, ISO_DAY)} then try_cast(${text} as date)
       when ${matches(text, '^[0-9]{4}-[0-9]{2}')} then try_cast(${text} || '-01' as date) end`;

/** Between which days a value may be. */
export interface Span {
  first: string;
  /** What `first` is called in the configuration, where it stands there. */
  setting?: string;
  /** Missing where it may be in the future. */
  arrived_on?: string;
}

/** A day before that is a mistyped year, or how a system writes that it knows none. */
const EARLIEST = '1900-01-01';

/** `not_before` is about the day a row belongs to: a customer may have registered long before the first sale. */
export const spanOf = (
  { not_before, arrived_on }: TimeRules,
  { isOfRow, mayBeAhead }: { isOfRow: boolean; mayBeAhead: boolean },
): Span => ({
  ...(isOfRow ? { first: not_before, setting: 'not_before' } : { first: EARLIEST }),
  ...(mayBeAhead ? {} : { arrived_on }),
});

/** Why a text is not the day or time `value`, or why that cannot be: null where it is right. */
export function timeFault(text: string, value: string, { format }: TimeMapping, span: Span): string {
  const { first, setting, arrived_on } = span;
  const wanted =
    format === undefined ? 'a date as YYYY-MM-DD, with or without a time' : `a date in the format ${format}`;
  const because = (reason: string): string => `${shown(text)} || ${quoteText(reason)}`;
  const why = setting === undefined ? '' : ` (${setting})`;
  const tooLate = ` is after the day the dump arrived, ${arrived_on}`;
  const isAhead =
    arrived_on === undefined
      ? ''
      : `when cast(${value} as date) > date ${quoteText(arrived_on)} then ${because(tooLate)}`;
  return `case when ${value} is null then ${because(` is not ${wanted}`)}
    when ${value} < timestamp ${quoteText(first)} then ${because(` is before ${first}${why}`)}
    ${isAhead} end`;
}

/** SQL: does the text say a day without a time? */
const isDayOnly = (text: string, format: string | undefined): string => {
  if (format === undefined) return matches(text, ISO_DAY);
  return HAS_TIME.test(format) ? 'false' : 'true';
};

/** Why a day or time cannot be, where another of its row is later: null where it can. A day alone is compared by day. */
export const orderFault = (
  text: string,
  value: string,
  { format }: TimeMapping,
  [otherText, other]: readonly [string, string],
): string =>
  `case when ${value} < case when ${isDayOnly(text, format)} then cast(${other} as date) else ${other} end
    then ${shown(text)} || ' is before ${other} ' || ${shown(otherText)} end`;
