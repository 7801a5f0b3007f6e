import { Schema } from 'apache-arrow';
import { type Column, count, day, text } from './columns.ts';

/** A published table: what one row is, what makes it unique, and what every column means. */
export interface Table {
  readonly name: string;
  /** One row per … */
  readonly grain: string;
  /** What the table is for, in a sentence or two that an analyst understands. */
  readonly meaning: string;
  /** The columns that together identify a row: checked to be unique. */
  readonly key: readonly string[];
  /** The order of the rows in the file; it starts or ends with the key, so that it is total and the bytes are stable. */
  readonly order: readonly string[];
  readonly schema: Schema;
  /** Marts carry as_of_date and release_id; line tables do not, so that they stay the same bytes while their lines do. */
  readonly isStamped: boolean;
  /** Restricted tables may hold personal data and are kept under `restricted/`. */
  readonly isRestricted: boolean;
}

/** A relation that models read and nobody publishes under this name: the lake, the settings lists, the receipts. */
export interface Relation {
  readonly name: string;
  readonly meaning: string;
  readonly schema: Schema;
}

interface Definition {
  name: string;
  grain: string;
  meaning: string;
  key: string[];
  order?: string[];
  columns: Column[];
}

function define(definition: Definition, isStamped: boolean, isRestricted: boolean): Table {
  const { name, grain, meaning, key, order = key, columns } = definition;
  const names = new Set(columns.map((column) => column.name));
  for (const column of [...key, ...order]) {
    if (!names.has(column))
      throw new TypeError(`table ${name}: key or order names ${column}, which it does not have`);
  }
  return {
    name,
    grain,
    meaning,
    key,
    order,
    schema: new Schema(columns),
    isStamped,
    isRestricted,
  };
}

/** The two columns that every mart ends with. */
export const STAMP: readonly Column[] = [
  day('as_of_date', 'the last business day the numbers cover, inclusive'),
  text('release_id', 'the release this row belongs to'),
];

/** A mart: one file under sql/marts, stamped with as_of_date and release_id. */
export const mart = (definition: Definition): Table =>
  define({ ...definition, columns: [...definition.columns, ...STAMP] }, true, false);

/** A mart that may hold personal data as it came in. */
export const restrictedMart = (definition: Definition): Table =>
  define({ ...definition, columns: [...definition.columns, ...STAMP] }, true, true);

/** A line table: one file under sql/staging, published without a stamp. */
export const lineTable = (definition: Definition): Table => define(definition, false, false);

export const relation = (name: string, meaning: string, columns: Column[]): Relation => ({
  name,
  meaning,
  schema: new Schema(columns),
});

/** The order of rows in a dump is the order of its records, counted from 1 after the header. */
export const dumpRow: Column = count('dump_row', 'number of the record in its dump, from 1');
