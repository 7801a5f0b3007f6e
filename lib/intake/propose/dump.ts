/** The first rows of the dumps of one source, and what is proposed for their columns. */
import { dateReadings, isIso, readWith } from './dates.ts';

export type Confidence = 'sure' | 'likely' | 'guess';

export interface Proposed {
  /** Canonical column. */
  column: string;
  header: string;
  confidence: Confidence;
  /** What a reader should know before relying on it. */
  remarks: string[];
}

export interface Dump {
  headers: readonly string[];
  /** Rows of each file that was looked at. */
  samples: readonly (readonly (readonly string[])[])[];
}

export interface Unfit {
  header: string;
  reason: string;
}

/** Most of the values must be of the type; a few may be broken and will be quarantined. */
export const MOST = 0.95;

/** The non-empty values of a column over all files. */
export function valuesOf(dump: Dump, header: string): string[] {
  const at = dump.headers.indexOf(header);
  return dump.samples
    .flatMap((rows) => rows.map((row) => row[at]?.trim() ?? ''))
    .filter((text) => text !== '');
}

/** Share of the values that pass. */
export const share = (values: readonly string[], test: (text: string) => boolean): number =>
  values.filter(test).length / values.length;

/** Do these texts hold dates, in the given format or in one that is tried? */
export const isDated = (values: readonly string[], format?: string): boolean =>
  (format !== undefined && readWith(format, values) !== undefined) ||
  dateReadings(values).length > 0 ||
  share(values, isIso) >= MOST;
