/** What a feed is: the columns a dump can be mapped to, which of them it must have, and what its values may be. */
import type { Column } from './columns.ts';

export interface Feed<Name extends string = string> {
  readonly name: Name;
  readonly meaning: string;
  /** Canonical columns that a mapping may name, in the order of the contract. */
  readonly columns: readonly Column[];
  /** Each entry is satisfied by any one of its alternatives; an alternative is a set of columns. */
  readonly needed: readonly (readonly (readonly string[])[])[];
  /** The column that says on which day, or at what time, a row belongs; undefined where rows belong to none. */
  readonly time?: string;
  /** The column of the lake that holds the day of `time`, or the first day of its month. */
  readonly day?: string;
  /** Rows may leave these needed columns empty. */
  readonly mayBeEmpty: readonly string[];
  /** The amount of the row, for the reconciliation; undefined where it has none. */
  readonly amount?: string;
  /** Columns that name a customer, and so get the prefix of the source. */
  readonly customers: readonly string[];
  /** Columns of days that may still be to come when the dump arrives. */
  readonly mayBeAhead: readonly string[];
  /** The only values that a column may have. */
  readonly oneOf: Readonly<Record<string, readonly string[]>>;
  /** The least number that a column may have, and the greatest where there is one. */
  readonly limits: Readonly<Record<string, readonly [least: number, greatest?: number]>>;
  /** Columns that are never earlier than another of their row, by that other. */
  readonly notEarlierThan: Readonly<Record<string, string>>;
  /** May a source bring attributes of its own beside the canonical columns? */
  readonly hasAttributes: boolean;
}

/** What a feed says of itself only where it is so. */
type Seldom =
  | 'mayBeEmpty'
  | 'customers'
  | 'mayBeAhead'
  | 'oneOf'
  | 'limits'
  | 'notEarlierThan'
  | 'hasAttributes';

/** What is not said is not so. */
export const feed = <
  const Name extends string,
  Definition extends Omit<Feed<Name>, Seldom> & Partial<Pick<Feed<Name>, Seldom>>,
>(
  definition: Definition & { name: Name },
): Feed<Name> & Definition => ({
  mayBeEmpty: [],
  customers: [],
  mayBeAhead: [],
  oneOf: {},
  limits: {},
  notEarlierThan: {},
  hasAttributes: false,
  ...definition,
});

/** How dumps write a flag, in any case. */
export const FLAG_WORDS = {
  true: ['true', 'yes', 'y', 't', '1'],
  false: ['false', 'no', 'n', 'f', '0'],
} as const;
