/** Lays down what the models start from: relations of the lake, and rows that the configuration or the ledger gives. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from 'apache-arrow';
import { sqlType } from '../contract/columns.ts';
import { FEEDS } from '../contract/feeds.ts';
import { GIVEN_INPUTS, INPUTS, lakeOf, lakeQuarantine } from '../contract/inputs.ts';
import type { Relation } from '../contract/table.ts';
import { type Engine, parquetOf, quoteFile } from '../engine/duckdb.ts';
import { lakeKey, quarantineKey } from '../intake/take.ts';
import type { Resolved, State } from '../ledger/resolve.ts';
import { atMost } from '../storage/parallel.ts';
import type { Store } from '../storage/store.ts';

export type GivenRow = Record<string, string | number | boolean | null>;

const casts = (schema: Schema): string =>
  schema.fields.map((field) => `cast(${field.name} as ${sqlType(field)}) as ${field.name}`).join(', ');

/** A relation over Parquet files of the lake; without any file it is empty, with the same columns. */
export async function layFiles(
  engine: Engine,
  relation: Relation,
  files: readonly string[],
  folder: string,
): Promise<void> {
  if (files.length === 0) return layRows(engine, relation.name, relation.schema, [], folder);
  await engine.run(
    `create or replace view ${relation.name} as select ${casts(relation.schema)} from ${parquetOf(...files)}`,
  );
}

/** A relation of rows handed over as values: texts are cast to the types of the schema. */
export async function layRows(
  engine: Engine,
  name: string,
  schema: Schema,
  rows: readonly GivenRow[],
  folder: string,
): Promise<void> {
  if (rows.length === 0) {
    const empty = schema.fields.map((field) => `cast(null as ${sqlType(field)}) as ${field.name}`);
    await engine.run(`create or replace table ${name} as select ${empty.join(', ')} where false`);
    return;
  }
  const path = join(folder, `${name}.given.json`);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const columns = schema.fields.map((field) => `${field.name}: 'VARCHAR'`).join(', ');
  await engine.run(
    `create or replace table ${name} as select ${casts(schema)}
     from read_json(${quoteFile(path)}, format = 'newline_delimited', columns = {${columns}})`,
  );
}

export interface Inputs {
  /** All receipts, resolved. */
  receipts: readonly Resolved[];
  /** Rows of the inputs that a plan gives, by name. */
  given: Record<string, GivenRow[]>;
}

/** What a corrected or withdrawn dump had wrong is nobody's concern any more. */
const CONCERNS: readonly State[] = ['current', 'refused'];

/** Which files of the lake make up its relations, by the names of those. */
export function lakeKeys(resolved: readonly Resolved[]): Record<string, string[]> {
  const keysOf = (wanted: (resolved: Resolved) => boolean, key: typeof lakeKey): string[] => [
    ...new Set(resolved.filter(wanted).map(({ receipt }) => key(receipt.feed, receipt.dump_id))),
  ];
  const isRead =
    (feed: string) =>
    ({ receipt, state, keptFor }: Resolved): boolean =>
      receipt.feed === feed && (state === 'current' || keptFor !== undefined);
  const isRejected = ({ receipt, state }: Resolved): boolean =>
    CONCERNS.includes(state) && receipt.reading.rows_quarantined > 0;
  return {
    ...Object.fromEntries(FEEDS.map((feed) => [lakeOf(feed).name, keysOf(isRead(feed.name), lakeKey)])),
    [lakeQuarantine.name]: keysOf(isRejected, quarantineKey),
  };
}

/** Files of a bucket that are brought here at once. */
const AT_ONCE = 8;

/**
 * Lays down the lake, and the rows that the plan gives.
 * @param names those of them that are needed; default: all
 */
export async function layInputs(
  engine: Engine,
  inputs: Inputs,
  store: Store,
  folder: string,
  names: ReadonlySet<string> = new Set(INPUTS.map(({ name }) => name)),
): Promise<void> {
  const lake = lakeKeys(inputs.receipts);
  for (const relation of INPUTS) {
    const keys = names.has(relation.name) && lake[relation.name];
    if (!keys) continue;
    const files = await atMost(AT_ONCE, keys, (key) => store.localFile(key, folder));
    await layFiles(engine, relation, files, folder);
  }
  for (const { name, schema } of GIVEN_INPUTS) {
    if (names.has(name)) await layRows(engine, name, schema, inputs.given[name] ?? [], folder);
  }
}
