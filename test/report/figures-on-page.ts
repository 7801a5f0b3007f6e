/** Is every figure of a page in the answer that it names, rounded as it is shown? */
import type { Row } from '../../lib/engine/duckdb.ts';
import { NOT_KNOWN, shown } from '../../lib/report/figures.ts';

/** A figure, and where it says that it is found. */
export interface Figure {
  query: string;
  row: number;
  column: string;
  /** What a reader sees. */
  text: string;
  /** What stands behind it; none where the text is all. */
  exact?: string;
}

const WRITTEN = /^-?\d{1,3}(,\d{3})*(\.\d+)?%?$/;

/** Is the text this value, rounded at its last digit? */
function isRounded(text: string, value: number): boolean {
  if (!WRITTEN.test(text)) return false;
  const [, decimals = ''] = text.replace('%', '').split('.');
  const whole = text.endsWith('%') ? value * 100 : value;
  // A half may have gone either way, and a double does not hold it exactly.
  return Math.abs(Number(text.replace(/[,%]/g, '')) - whole) <= 0.5 * 10 ** -decimals.length * (1 + 1e-9);
}

/** What is shown of a value that is no number. @param readable what a page makes of a text */
function wordsFor(value: Row[string] | undefined, readable: (text: string) => string): string {
  if (value === null) return NOT_KNOWN;
  return typeof value === 'boolean' ? { true: 'yes', false: 'no' }[`${value}`] : readable(String(value));
}

/** How a figure differs from its answer; undefined where it does not. @param readable what a page makes of a text */
export function faultOf(
  { query, row, column, text, exact }: Figure,
  answers: Readonly<Record<string, readonly Row[]>>,
  readable: (text: string) => string,
): string | undefined {
  const at = `${query}, row ${row}, ${column}`;
  const answer = answers[query]?.[row];
  if (!answer || !(column in answer)) return `${at}: is not in the answer`;
  const value = answer[column];
  if (exact !== undefined && exact !== String(value)) return `${at}: ${exact} stands for ${value}`;
  const isRight =
    exact === undefined
      ? text === wordsFor(value, readable)
      : isRounded(text, Number(exact)) || text === shown(exact, 'month');
  return isRight ? undefined : `${at}: "${text}" is shown for ${value}`;
}
