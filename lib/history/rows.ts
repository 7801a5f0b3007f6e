/** The rows that two releases do not have in common, table by table, by the key that the contract gives. */
import { STAMP, type Table } from '../contract/table.ts';
import { TABLES } from '../contract/tables.ts';
import { type Engine, parquetOf, quoteName, type Row } from '../engine/duckdb.ts';
import { atMost } from '../storage/parallel.ts';
import type { Store } from '../storage/store.ts';
import { filesOf, type Manifest, type PublishedTable } from '../warehouse/release.ts';

export interface RowsOf {
  name: string;
  rows_a: number;
  rows_b: number;
  added: number;
  removed: number;
  changed: number;
}

export interface RowsDifference {
  tables: RowsOf[];
  /** Tables that one of the releases does not have. */
  only_in_a: string[];
  only_in_b: string[];
  /** Tables of both that the present code does not know by this key. */
  not_compared: string[];
}

/** A row that is not the same in both, column by column as `[in a, in b]`; of a changed row only what differs. */
export interface ShownRow {
  change: 'added' | 'removed' | 'changed';
  key: Row;
  columns: Record<string, [before: Row[string], after: Row[string]]>;
}

interface Both {
  table: Table;
  a: PublishedTable;
  b: PublishedTable;
}

/** Files of a table that are brought here at once. */
const AT_ONCE = 8;

export interface RowsTools {
  engine: Engine;
  store: Store;
  folder: string;
  progress: (what: string) => void;
}

/** Counts what differs. Both files of a table that have the same bytes are not read. */
export async function rowsDifference(a: Manifest, b: Manifest, tools: RowsTools): Promise<RowsDifference> {
  const [inA, inB] = [a, b].map(({ tables }) => new Map(tables.map((table) => [table.name, table])));
  const names = [...new Set([...inA!.keys(), ...inB!.keys()])].sort();
  const found: RowsDifference = {
    tables: [],
    only_in_a: names.filter((name) => !inB!.has(name)),
    only_in_b: names.filter((name) => !inA!.has(name)),
    not_compared: [],
  };
  for (const [name, one] of inA!) {
    const other = inB!.get(name);
    if (!other) continue;
    tools.progress(`comparing ${name}`);
    const table = TABLES.find((known) => known.name === name);
    const counts = table && (await countsOf({ table, a: one, b: other }, tools));
    if (counts) found.tables.push({ name, rows_a: one.rows, rows_b: other.rows, ...counts });
    else found.not_compared.push(name);
  }
  return found;
}

type Counts = Pick<RowsOf, 'added' | 'removed' | 'changed'>;

async function countsOf(both: Both, tools: RowsTools): Promise<Counts | undefined> {
  if (both.a.sha256 === both.b.sha256) return { added: 0, removed: 0, changed: 0 };
  const differing = await layDiffering(both, tools);
  if (!differing) return undefined;
  const [row] = await tools.engine.rows(
    `select count(*) filter (not coalesce(a.is_there, false)) as added,
       count(*) filter (not coalesce(b.is_there, false)) as removed,
       count(*) filter (a.is_there and b.is_there) as changed
     from ${differing.joined}`,
  );
  return row as unknown as Counts;
}

/** The first rows that differ, in the order of their keys: changed ones, then those that were added or removed. */
export async function shownRows(
  name: string,
  [a, b]: readonly [Manifest, Manifest],
  most: number,
  tools: RowsTools,
): Promise<ShownRow[]> {
  const table = TABLES.find((known) => known.name === name);
  const [one, other] = [a, b].map(({ tables }) => tables.find((published) => published.name === name));
  if (!table || !one || !other) return [];
  const differing = await layDiffering({ table, a: one, b: other }, tools);
  if (!differing) return [];
  const { key, others, joined } = differing;
  const columns = [...key, ...others];
  const both = columns.flatMap((column, i) => [
    `a.${quoteName(column)} as a_${i}`,
    `b.${quoteName(column)} as b_${i}`,
  ]);
  const order = key.map((column) => `coalesce(a.${quoteName(column)}, b.${quoteName(column)})`);
  const rows = await tools.engine.rows(
    `select a.is_there as in_a, b.is_there as in_b, ${both.join(', ')} from ${joined}
     order by ${['a.is_there and b.is_there nulls last', 'a.is_there nulls first', ...order].join(', ')} limit ${most}`,
  );
  return rows.map((row): ShownRow => {
    const valuesOf = (i: number): [Row[string], Row[string]] => [row[`a_${i}`]!, row[`b_${i}`]!];
    const change = !row.in_a ? 'added' : !row.in_b ? 'removed' : 'changed';
    const side = row.in_a ? 0 : 1;
    const differ = columns
      .map((column, i): [string, [Row[string], Row[string]]] => [column, valuesOf(i)])
      .slice(key.length)
      .filter(([, [before, after]]) => JSON.stringify(before) !== JSON.stringify(after));
    return {
      change,
      key: Object.fromEntries(key.map((column, i) => [column, valuesOf(i)[side]!])),
      columns: Object.fromEntries(differ),
    };
  });
}

interface Differing {
  key: string[];
  /** The other columns that both files have, without the stamp. */
  others: string[];
  /** What stands behind FROM: a row of a as `a` beside the row of b with the same key as `b`, where they are not equal. */
  joined: string;
}

/**
 * Lays down the rows that have no equal in the other release; undefined where a file lacks a column of the key. Ten million
 * lines are told apart by two hashes of 64 bits each, of the key and of the rest: of a row that has changed, the second
 * would have to come out the same. What then is left is compared by the key itself.
 */
async function layDiffering({ table, a, b }: Both, tools: RowsTools): Promise<Differing | undefined> {
  const { engine, store, folder } = tools;
  const sides = await Promise.all(
    [a, b].map(async (published) => {
      const paths = await atMost(AT_ONCE, filesOf(published), ({ key }) => store.localFile(key, folder));
      return parquetOf(...paths);
    }),
  );
  const stamp = new Set(STAMP.map(({ name }) => name));
  const [inA, inB] = await Promise.all(sides.map(async (file) => columnsOf(file, engine)));
  const key = table.key.filter((column) => !stamp.has(column));
  const common = inA!.filter((column) => inB!.includes(column) && !stamp.has(column));
  if (!key.every((column) => common.includes(column))) return undefined;
  const others = common.filter((column) => !key.includes(column));

  const hashed = (columns: string[]): string =>
    columns.length === 0 ? '0' : `hash(${columns.map(quoteName).join(', ')})`;
  for (const [i, side] of ['a', 'b'].entries())
    await engine.run(
      `create or replace view side_${side} as
       select ${common.map(quoteName).join(', ')}, ${hashed(key)} as of_key, ${hashed(others)} as of_rest from ${sides[i]}`,
    );
  for (const [side, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ])
    await engine.run(
      `create or replace table differing_${side} as
       select * exclude (of_key, of_rest), true as is_there from side_${side}
       anti join (select of_key, of_rest from side_${other}) using (of_key, of_rest)`,
    );
  const equal = key.map((column) => `a.${quoteName(column)} is not distinct from b.${quoteName(column)}`);
  const on = equal.length === 0 ? 'true' : equal.join(' and ');
  return { key, others, joined: `differing_a a full join differing_b b on ${on}` };
}

async function columnsOf(file: string, engine: Engine): Promise<string[]> {
  const columns = await engine.rows(`describe select * from ${file}`);
  return columns.map(({ column_name }) => String(column_name));
}
