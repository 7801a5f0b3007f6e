/**
 * What must hold of a release before it is published, and what should: queries that return a row for all that does not. A
 * failing check keeps a release back. A warning never does: what it finds is in the data as it came, kept and counted.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '../contract/table.ts';
import { TABLES } from '../contract/tables.ts';
import type { Engine, Row } from '../engine/duckdb.ts';
import { atMost } from '../storage/parallel.ts';
import { SQL_FOLDER } from './models.ts';

export interface Check {
  readonly name: string;
  /** What must hold, or should. */
  readonly sentence: string;
  /** A SELECT in Athena's dialect that returns a row for everything that does not hold, ordered. */
  readonly sql: string;
}

export interface CheckResult {
  name: string;
  sentence: string;
  /** Rows that the check returned: 0 where it holds. */
  failed: number;
  /** The first of them, at most five. */
  first: Row[];
}

/** Whatever answers queries. */
export type Asked = Pick<Engine, 'rows'>;

const SHOWN = 5;
/** Under `sql/`, the folder of each kind; its texts begin with the kind and what must hold, or should. */
const FOLDERS = { check: 'checks', warning: 'warnings' } as const;
type Kind = keyof typeof FOLDERS;

/** One row with the number of nulls per column, where there are any; the footers of the files answer it. */
function notNullCheck(table: Table): Check {
  const columns = table.schema.fields.filter((field) => !field.nullable).map((field) => field.name);
  const counts = columns.map((name) => `count(*) - count(${name}) as ${name}`);
  const found = columns.map((name) => `${name} > 0`);
  return {
    name: `${table.name}_not_null`,
    sentence: `no column of ${table.name} is null that its contract says is not`,
    sql: `select *\nfrom (\n  select ${counts.join(',\n    ')}\n  from ${table.name}\n) nulls\nwhere ${found.join('\n  or ')}`,
  };
}

/**
 * The keys that occur more than once. A grouping over the whole key is exact and spills to disk: seconds for 10 million
 * lines, within 300 MB. Hashes of keys are hardly faster, and equal ones would have to be looked at again.
 */
function keyCheck(table: Table): Check {
  const key = table.key.join(', ');
  return {
    name: `${table.name}_key`,
    sentence: `${key} are unique in ${table.name}`,
    sql: `select ${key}, count(*) as times\nfrom ${table.name}\ngroup by ${key}\nhaving count(*) > 1\norder by ${key}`,
  };
}

/** The checks that follow from the contract alone: two per table, in the order of the tables. */
export const contractChecks = (tables: readonly Table[] = TABLES): Check[] =>
  tables.flatMap((table) => [notNullCheck(table), keyCheck(table)]);

/**
 * Reads a check, or a warning: its first line says what must hold, or should.
 * @throws TypeError where it does not
 */
export function checkOf(name: string, sql: string, kind: Kind = 'check'): Check {
  const sentence = new RegExp(`^-- ${kind}: (.+)\n`).exec(sql)?.[1];
  if (!sentence)
    throw new TypeError(`sql: ${kind} ${name} does not begin with "-- ${kind}: " and what must hold`);
  return { name, sentence, sql };
}

/** Reads every text of a kind, in the order of their names. */
async function readKind(kind: Kind): Promise<Check[]> {
  const folder = join(SQL_FOLDER, FOLDERS[kind]);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) =>
      checkOf(file.slice(0, -'.sql'.length), await readFile(join(folder, file), 'utf8'), kind),
    ),
  );
}

/** Every check under `sql/checks`. */
export const readChecks = (): Promise<Check[]> => readKind('check');

/** Every warning under `sql/warnings`. */
export const readWarnings = (): Promise<Check[]> => readKind('warning');

/** All that must hold of a release. */
export const allChecks = async (): Promise<Check[]> => [...contractChecks(), ...(await readChecks())];

/**
 * Runs checks; one that fails does not keep the others from being run.
 * @param atOnce how many at the same time; one machine does well with one
 */
export const runChecks = (engine: Asked, checks: readonly Check[], atOnce = 1): Promise<CheckResult[]> =>
  atMost(atOnce, checks, async ({ name, sentence, sql }) => {
    const first = await engine.rows(`${sql}\nlimit ${SHOWN}`);
    const failed = first.length < SHOWN ? first.length : await countRows(engine, sql);
    return { name, sentence, failed, first };
  });

async function countRows(engine: Asked, sql: string): Promise<number> {
  const [row] = await engine.rows(`select count(*) as failed from (\n${sql}\n) failing`);
  return Number(row?.failed);
}
