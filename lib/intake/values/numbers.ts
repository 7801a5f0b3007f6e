/** Numbers as people and tills write them: explicit about the decimal sign, never NaN, never infinite. */
import { quoteText } from '../../engine/duckdb.ts';
import { shown } from './shown.ts';

export type DecimalSign = '.' | ',';

/** Between thousands: the other sign, an apostrophe, and the spaces of three keyboards. */
const groupOf = (decimal: DecimalSign): string => `[${decimal === ',' ? '.' : ','} '\u00a0\u202f]`;

const matches = (text: string, pattern: string): string => `regexp_matches(${text}, ${quoteText(pattern)})`;

/** A sign behind the digits, as ERP systems print it, moves to the front. */
const signInFront = (text: string): string =>
  `case when ${text} like '%-' then '-' || trim(left(${text}, length(${text}) - 1)) else ${text} end`;

/**
 * The number a text says, null where it says none. Thousands are grouped only where the decimal sign is named: without,
 * `1,234` may be one or a thousand. More decimals than the type has are rounded half away from zero.
 * @param text name of a column of trimmed text
 * @param type a DECIMAL
 * @param decimal undefined: a point, and no comma anywhere
 */
export function numberValue(text: string, type: string, decimal: DecimalSign | undefined): string {
  const cast = (plain: string): string => `try_cast(${plain} as ${type})`;
  const signed = signInFront(text);
  // The cast itself knows exponents and refuses what is no number, but it takes 1_000, which nobody's till writes.
  const written = (plain: string): string => `case when not contains(${text}, '_') then ${cast(plain)} end`;
  // The cheap cast comes first: the rest is for the few texts that it does not know.
  if (decimal === undefined) return `coalesce(${written(text)}, ${written(signed)})`;

  const sign = decimal === ',' ? ',' : '[.]';
  const group = groupOf(decimal);
  const isGrouped = matches(signed, `^[+-]?[0-9]{1,3}(${group}[0-9]{3})+(${sign}[0-9]*)?$`);
  const ungrouped = `regexp_replace(${signed}, ${quoteText(group)}, '', 'g')`;
  if (decimal === '.') {
    return `coalesce(${written(text)}, ${written(signed)}, case when ${isGrouped} then ${cast(ungrouped)} end)`;
  }
  const isPlain = matches(signed, '^[+-]?[0-9]*(,[0-9]*)?([eE][+-]?[0-9]+)?$');
  const withPoint = (comma: string): string => cast(`replace(${comma}, ',', '.')`);
  return `case when ${isPlain} then ${withPoint(signed)} when ${isGrouped} then ${withPoint(ungrouped)} end`;
}

/** Why a text is not the number `value`: null where it is. @param value name of the column made of it */
export function numberFault(text: string, value: string, decimal: DecimalSign | undefined): string {
  const undecided =
    decimal === undefined
      ? `when ${matches(text, '^[+-]?[0-9.]*,[0-9]+-?$')}
          then ${shown(text)} || ' has a comma: say decimal: "," or decimal: "." for this source'`
      : '';
  const digits = decimal === ',' ? '[0-9]+(,[0-9]*)?' : '([0-9]+[.]?[0-9]*|[.][0-9]+)';
  const plain = `${digits}([eE][+-]?[0-9]+)?`;
  const isTooLarge = matches(text, `^([+-]?${plain}|${plain} *-)$`);
  return `case when ${value} is null then case ${undecided}
      when ${isTooLarge} then ${shown(text)} || ' is too large'
      else ${shown(text)} || ' is not a number' end end`;
}

/** Wide enough for every BIGINT, and for decimals that show that a number is none. */
const WIDE = 'decimal(38,10)';

/** The whole number a text says, null where it says none; `1975.0` is one, as exports of floating-point columns write it. */
export function wholeValue(text: string, decimal: DecimalSign | undefined): string {
  const number = numberValue(text, WIDE, decimal);
  return `case when ${number} = trunc(${number}) then try_cast(${number} as bigint) end`;
}

/** Why a text is not the whole number `value`: null where it is. */
export function wholeFault(text: string, value: string, decimal: DecimalSign | undefined): string {
  const noNumber = numberFault(text, numberValue(text, WIDE, decimal), decimal);
  return `case when ${value} is null
    then coalesce(${noNumber}, ${shown(text)} || ' is not a whole number') end`;
}

/** Why a number is too small or too large to be true. @param value name of the column made of `text` */
export function limitFault(
  text: string,
  value: string,
  [least, greatest]: readonly [number, number?],
): string {
  const wanted = greatest === undefined ? `${plain(least)} or more` : `${plain(least)} to ${plain(greatest)}`;
  const isBeyond = greatest === undefined ? '' : ` or ${value} > ${plain(greatest)}`;
  return `case when ${value} < ${plain(least)}${isBeyond}
    then 'is ' || left(${text}, 60) || ': it must be ${wanted}' end`;
}

/** Digits without an exponent or groups. */
const plain = (number: number): string =>
  number.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 8 });
