/** Small dumps and what is proposed for them, in short. */
import type { Look } from '../../../lib/intake/look.ts';
import { type Answers, type Proposal, proposeConfiguration } from '../../../lib/intake/propose/file.ts';

/** A dump as the first look gives it, from lines of values between bars. */
export function dump(path: string, [header, ...rows]: string[], rest: Partial<Look> = {}) {
  const split = (line: string): string[] => line.split('|').map((value) => value.trim());
  const look: Look = {
    format: 'csv',
    compression: 'none',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    headers: split(header!),
    sample: rows.map(split),
    ...rest,
  };
  return { path, look };
}

/** What is proposed for one dump. */
export const propose = (lines: string[], answers: Answers = {}, rest: Partial<Look> = {}): Proposal =>
  proposeConfiguration([dump('/data/shop.csv', lines, rest)], answers, '/data');

/** Canonical column → header and confidence. */
export const mapped = ({ found }: Proposal): Record<string, string> =>
  Object.fromEntries(
    Object.values(found)[0]!.columns.map((one) => [one.column, `${one.header}, ${one.confidence}`]),
  );
/** What is said about a canonical column. */
export const remarks = ({ found }: Proposal, column: string): string[] =>
  Object.values(found)[0]!.columns.find((one) => one.column === column)?.remarks ?? [];
/** Questions that nobody but the reader can answer, with the options that do. */
export const open = ({ questions }: Proposal): string[] =>
  questions.filter((one) => one.default === undefined).map((one) => `${one.text}: ${one.option}`);
