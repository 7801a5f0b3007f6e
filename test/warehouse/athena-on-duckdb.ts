/**
 * Athena and Glue as servers on loopback, over a folder that plays the bucket: tables are looked up in Glue, and DuckDB does
 * what Athena would, for the models mean the same on both. What Athena refuses, such as a target that is not empty, fails.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDatabaseCommand, GlueClient, paginateGetTables, type Table } from '@aws-sdk/client-glue';
import { onTestFinished } from 'vitest';
import { openBuildTables } from '../../lib/catalog/glue-build.ts';
import { openAthena } from '../../lib/engine/athena.ts';
import { type Engine, openDuckdb, parquetOf } from '../../lib/engine/duckdb.ts';
import { listAll, type Store } from '../../lib/storage/store.ts';
import type { OnAthena } from '../../lib/warehouse/athena/work.ts';
import { relationsRead } from '../../lib/warehouse/models.ts';
import { startGlue } from '../catalog/glue-server.ts';
import { athenaServer, type Outcome, type Started } from '../engine/athena-server.ts';
import { newFolder } from '../folders.ts';

const BUCKET = 's3://shop';
const DATABASE = 'shop_build';
const UNLOAD =
  /^UNLOAD \(\n([\s\S]*)\n\) TO 's3:\/\/shop\/(.*\/)' WITH \(format = 'PARQUET', compression = 'ZSTD'\)$/;

export interface FakeAthena extends OnAthena {
  store: Store;
  glue: GlueClient;
  /** Every statement that was started. */
  started: Started[];
  /** Models that fail half-way, with what they say. */
  failing: Map<string, string>;
}

/** @param folder the store that plays the bucket */
export async function fakeAthena(folder: Store): Promise<FakeAthena> {
  const store: Store = { ...folder, location: BUCKET };
  const glue = new GlueClient({
    ...{ endpoint: (await startGlue()).endpoint, region: 'eu-central-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
  const work = await newFolder();
  const engine = await openDuckdb({ temporary: work, threads: 1 });
  onTestFinished(() => {
    engine.close();
    glue.destroy();
  });
  const failing = new Map<string, string>();
  let turn: Promise<unknown> = Promise.resolve();
  const server = await athenaServer(({ QueryString }) => {
    const answer = turn.then(() => answerOf(QueryString, { store, glue, engine, failing, work }));
    turn = answer.catch(() => {});
    return answer.catch((error: Error) => ({ error: { reason: error.message } }));
  });
  const { client, started } = server;
  const athena = openAthena({ client, workGroup: 'shop-build', database: DATABASE, wait: async () => {} });
  return {
    athena,
    published: athena,
    tables: openBuildTables(glue, DATABASE),
    store,
    glue,
    started,
    failing,
  };
}

type World = Pick<FakeAthena, 'store' | 'glue' | 'failing'> & { engine: Engine; work: string };

async function answerOf(statement: string, world: World): Promise<Outcome> {
  const { engine, store, failing, work } = world;
  const [, unloaded, target] = UNLOAD.exec(statement) ?? [];
  await layViews(unloaded ?? statement, world);
  if (unloaded === undefined || target === undefined) return rowsOf(engine, statement);
  if ((await store.list(target, { limit: 1 })).objects.length > 0) throw new Error(`${target} is not empty`);
  const folder = await mkdtemp(join(work, 'unload-'));
  // Made once, then parted: made again, rows without an order may come in another, and be in both parts or in none.
  await engine.run(`create or replace temp table unloaded as ${unloaded}`);
  const [all] = await engine.rows('select count(*) as rows from unloaded');
  const half = Math.ceil(Number(all?.rows) / 2);
  // Athena names files as it likes, and writes none where there is no row.
  for (const [i, part] of (half === 0 ? [] : [`< ${half}`, `>= ${half}`]).entries()) {
    const path = join(folder, `${i}`);
    await engine.copy(`select * from unloaded where rowid ${part} order by rowid`, path);
    await store.putFile(`${target}20240101_000000_0000${i}_${Math.random().toString(36).slice(2)}`, path);
    const fault = [...failing].find(([name]) => target.endsWith(`/${name}/`))?.[1];
    if (fault !== undefined) throw new Error(fault);
  }
  return {};
}

/** Lets DuckDB read the tables of a statement as Glue says they are. */
async function layViews(sql: string, { store, glue, engine }: World): Promise<void> {
  const tables = new Map<string, Table>();
  for await (const { TableList } of paginateGetTables({ client: glue }, { DatabaseName: DATABASE }))
    for (const table of TableList!) tables.set(table.Name!, table);
  for (const name of relationsRead(sql)) {
    const table = tables.get(name);
    if (!table) continue;
    const { Location = '', Columns = [], InputFormat = '' } = table.StorageDescriptor!;
    const keys = await Array.fromAsync(listAll(store, Location.slice(BUCKET.length + 1)), ({ key }) => key);
    const named = InputFormat.includes('Symlink') ? await listed(store, keys) : keys;
    const files = await Promise.all(named.map((key) => store.localFile(key, '')));
    const columns = Columns.map(({ Name, Type }) => `cast(${Name} as ${Type}) as ${Name}`).join(', ');
    const nothing = Columns.map(({ Name, Type }) => `cast(null as ${Type}) as ${Name}`).join(', ');
    await engine.run(
      `create or replace view ${name} as select ${files.length > 0 ? `${columns} from ${parquetOf(...files)}` : `${nothing} where false`}`,
    );
  }
}

async function listed(store: Store, lists: string[]): Promise<string[]> {
  const texts = await Promise.all(lists.map(async (key) => readFile(await store.localFile(key, ''), 'utf8')));
  return texts
    .join('')
    .trim()
    .split('\n')
    .map((line) => line.slice(BUCKET.length + 1));
}

async function rowsOf(engine: Engine, sql: string): Promise<Outcome> {
  const described = await engine.rows(`describe ${sql}`);
  const columns = described.map(({ column_name, column_type }) => ({
    name: String(column_name),
    type: String(column_type).toLowerCase().replace(/\(.*/, ''),
  }));
  const rows = (await engine.rows(sql)).map((row) =>
    columns.map(({ name }) => (row[name] === null ? null : String(row[name]))),
  );
  return { columns, rows };
}
