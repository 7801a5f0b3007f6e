/** What a test looks at in the rows of a table, and what rows are made from: days and chance. */
import type { Row } from '../../lib/engine/duckdb.ts';
import type { Line } from './workbench.ts';

/** Of every row the values of the named columns, in that order. */
export const pick = (rows: Row[] | undefined, ...columns: string[]) =>
  rows!.map((row) => columns.map((column) => row[column]));

const DAY = 86_400_000;

/** The day number of a date, as `YYYY-MM-DD`; consecutive days have consecutive numbers. */
export const dayNumber = (date: string): number => Date.parse(date) / DAY;

export const dateOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** All days from the first to the last, both included. */
export const daysBetween = (first: string, last: string): string[] =>
  Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, i) => dateOf(dayNumber(first) + i));

/** Inputs of a shop that promises every night of a span, of which all came but one. */
export const allNightsBut = (missing: string, first: string, last: string) => ({
  settings_expected_sources: [{ source: 'shop' }],
  dump_named_days: daysBetween(first, last)
    .filter((day) => day !== missing)
    .map((delivered_on) => ({ source: 'shop', delivered_on })),
});

/** A customer who buys for 10 on each of these days. */
export const visits = (customer: string, ...days: string[]): Line[] =>
  days.map((on) => ({ customer, on, amount: 10 }));

/** Whole numbers from 0 to below the limit, the same ones every time. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
