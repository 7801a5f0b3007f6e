/** Figures as the page shows them; behind each stands the exact value, and where in which answer it is found. */
import type { Row } from '../engine/duckdb.ts';
import { type Markup, markup } from './markup.ts';

export type Value = Row[string] | undefined;

/** How a value is shown; a note is a text of several words. */
export type Kind = 'text' | 'note' | 'flag' | 'count' | 'money' | 'share' | 'decimal' | 'day' | 'month';

/** What is rounded to nothing has no sign. */
const signDisplay = 'negative';
const whole = new Intl.NumberFormat('en-US', { signDisplay, maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', {
  signDisplay,
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: 'halfExpand',
});
const decimal = new Intl.NumberFormat('en-US', { signDisplay, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  signDisplay,
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const month = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What stands where nothing was measured. */
export const NOT_KNOWN = '–';

const isKnown = (value: Value): boolean => value !== null && value !== undefined;

/** A value as text. Money comes as exact decimal text and is rounded half away from zero. */
export function shown(value: Value, kind: Kind): string {
  if (!isKnown(value)) return NOT_KNOWN;
  switch (kind) {
    case 'count':
      return whole.format(Number(value));
    case 'money':
      return cents.format(value as Intl.StringNumericLiteral);
    case 'share':
      return percent.format(Number(value));
    case 'decimal':
      return decimal.format(Number(value));
    case 'flag':
      return value ? 'yes' : 'no';
    case 'month':
      return month.format(new Date(String(value)));
    default:
      return String(value);
  }
}

const NUMERIC: readonly Kind[] = ['count', 'money', 'share', 'decimal'];
export const isNumeric = (kind: Kind): boolean => NUMERIC.includes(kind);

/** A longer text than this is there as a whole, but only its first lines are in sight. */
const LONG = 200;

/** The exact value with its shown text: what a test, or a reader's script, reads back. */
export function exactly(value: Value, kind: Kind): Markup {
  const text = shown(value, kind);
  if (!isKnown(value)) return markup`${text}`;
  if (isNumeric(kind)) return markup`<data value="${String(value)}">${text}</data>`;
  if (kind === 'month') return markup`<time datetime="${String(value)}">${text}</time>`;
  return text.length > LONG ? markup`<span class="long">${text}</span>` : markup`${text}`;
}

/** A figure that stands outside of a plain table, such as in a sentence: with its query, row and column. */
export function figure(
  rows: readonly Row[],
  column: string,
  kind: Kind,
  { query, row = 0 }: { query: string; row?: number },
): Markup {
  return markup`<span data-query="${query}" data-row="${row}" data-column="${column}">${exactly(rows[row]?.[column], kind)}</span>`;
}
