/** What a part of the page is: one module each. It says what it asks of the published tables, and tells the answers. */
import type { Row } from '../engine/duckdb.ts';
import type { Markup } from './markup.ts';

/** Rows by the name of the query that they answer. */
export type Answers = Readonly<Record<string, readonly Row[]>>;

export interface Section {
  /** Names it in links. */
  readonly id: string;
  readonly title: string;
  /**
   * SELECTs on the published tables, by a name of their own. They are shown on the page: every figure is in an answer as it
   * stands, so that it can be found again.
   */
  readonly queries: Readonly<Record<string, string>>;
  /** Undefined where the tables hold nothing to tell. */
  readonly tell: (answers: Answers, release: Release) => Told | undefined;
}

export interface Told {
  /** One sentence, written from the numbers: what is to be seen. */
  sentence: Markup;
  body: Markup;
}

/** What the page needs to know of the release it is about. */
export interface Release {
  release_id: string;
  as_of_date: string;
  code: string;
  engine: string;
  settings: Readonly<Record<string, string | number | boolean | null>>;
  inputs: readonly {
    feed: string;
    source: string;
    file: string;
    dump_id: string;
    content_sha256: string;
    state: string;
  }[];
  tables: readonly { name: string; key: string; rows: number }[];
  checks: readonly { name: string; sentence: string; failed: number }[];
  /** What should hold, with how many rows for which it does not; missing in releases from before there were warnings. */
  warnings?: readonly { name: string; sentence: string; failed: number }[];
  /** Who approved it; missing where nobody was asked. */
  sign_offs?: readonly { by: string; at: string; note?: string }[];
}
