import { describe, expect, test } from 'vitest';
import { type AthenaOptions, openAthena } from '../../lib/engine/athena.ts';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { unload } from '../../lib/engine/unload.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { listAll, type Store } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';
import { athenaServer, type Outcome, type Started } from './athena-server.ts';

/** Athena on a server where every statement comes to this, with all that was waited for. */
async function athenaOn(
  run: Outcome | ((query: Started) => Promise<Outcome>),
  options: Partial<AthenaOptions> = {},
  served: Parameters<typeof athenaServer>[1] = {},
) {
  const server = await athenaServer(typeof run === 'function' ? run : () => run, served);
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  const { client } = server;
  const athena = openAthena({ client, workGroup: 'shop-build', database: 'shop_build', wait, ...options });
  return { ...server, athena, waits };
}

describe('a statement', () => {
  test('runs in its work group and database, from nothing that an earlier query found, and what it reads is summed up', async () => {
    const { athena, started } = await athenaOn({ scanned: 7 });
    await athena.run('sales', 'select 1');
    await athena.run('orders', 'select 2');
    expect(started).toMatchObject([{ QueryString: 'select 1' }, { QueryString: 'select 2' }]);
    for (const query of started)
      expect(query).toMatchObject({
        WorkGroup: 'shop-build',
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'shop_build' },
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
      });
    expect(athena.scanned()).toBe(14);
  });

  test('is looked at ever less often, and within its time only; then it is stopped', async () => {
    const { athena, waits, started } = await athenaOn(
      { looks: Number.POSITIVE_INFINITY, scanned: 5 },
      { longest: 60_000 },
    );
    await expect(athena.run('sales', 'select 1')).rejects.toThrow(
      'sales: it took longer than 60 s (query q0)',
    );
    expect(started[0]?.state).toBe('CANCELLED');
    expect(waits.slice(0, 3)).toEqual([250, 375, 562.5]);
    expect(Math.max(...waits)).toBe(5_000);
    expect(waits.length).toBeLessThan(25);
    expect(athena.scanned()).toBe(5);
  });

  test('that is called off is stopped', async () => {
    const calling = new AbortController();
    const wait = async (): Promise<void> => calling.abort();
    const { signal } = calling;
    const { athena, started } = await athenaOn({ looks: Number.POSITIVE_INFINITY }, { wait, signal });
    await expect(athena.run('sales', 'select 1')).rejects.toThrow('sales: it was called off');
    expect(started[0]?.state).toBe('CANCELLED');
    await expect(athena.run('sales', 'select 1')).rejects.toThrow('aborted');
    expect(started).toHaveLength(1);
  });

  test.each<[string, NonNullable<Outcome['error']>]>([
    ['TYPE_MISMATCH: line 3', { ErrorMessage: 'TYPE_MISMATCH: line 3', reason: 'failed' }],
    ['Query exhausted resources', { reason: 'Query exhausted resources' }],
    ['no reason is given', {}],
  ])('that fails says %s', async (message, error) => {
    const { athena } = await athenaOn({ error });
    await expect(athena.run('sales', 'select 1')).rejects.toThrow(`sales: ${message} (query q0)`);
  });

  test('whose start is turned down is started again, and is the same query', async () => {
    const { athena, started, tokens } = await athenaOn({}, {}, { throttled: 2 });
    await athena.run('sales', 'select 1');
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
    await athena.run('sales', 'select 1');
    expect(started).toHaveLength(2);
  });

  test('that is longer than Athena takes is not sent', async () => {
    const { athena, tokens } = await athenaOn({});
    await athena.run('sales', `select '${'é'.repeat(131_067)}a'`);
    await expect(athena.run('sales', `select '${'é'.repeat(131_072)}'`)).rejects.toThrow(
      'sales: the statement has 262153 bytes, Athena takes 262144',
    );
    expect(tokens).toHaveLength(1);
  });
});

test('rows have the values that DuckDB gives, over all pages, and no row of names', async () => {
  const sql = `select cast(n as bigint) as whole, cast(n as decimal(18,4)) as money, date '2024-02-29' as day, n > 1 as is_more,
    n / 2e0 as half, case when n = 2 then 'é' end as word, timestamp '2024-01-01 10:30:00' as at from (values (1), (2), (3)) t (n)`;
  const duckdb = await openDuckdb({ temporary: await newFolder() });
  const types = ['bigint', 'decimal(18,4)', 'date', 'boolean', 'double', 'varchar', 'timestamp'];
  const wanted = await duckdb.rows(sql);
  duckdb.close();
  const columns = Object.keys(wanted[0]!).map((name, i) => ({ name, type: types[i]!.replace(/\(.*/, '') }));
  const rows = [1, 2, 3].map((n) =>
    [n, `${n}.0000`, '2024-02-29', n > 1, n / 2, n === 2 ? 'é' : null, '2024-01-01 10:30:00.000'].map(
      (value) => (value === null ? null : String(value)),
    ),
  );
  const { athena } = await athenaOn({ columns, rows }, {}, { pageSize: 2 });
  expect(await athena.rows('check', sql)).toEqual(wanted);
});

describe('what is unloaded', () => {
  const SALES = { name: 'sales', sql: 'select 1', prefix: 'builds/r1/sales/' };
  const keysOf = (store: Store): Promise<string[]> => Array.fromAsync(listAll(store, ''), ({ key }) => key);

  async function storeWith(...keys: string[]): Promise<Store> {
    const store = openFolder(await newFolder());
    for (const key of keys) await store.put(key, 'x');
    return store;
  }

  test('goes to an empty folder, and nothing beside it is touched', async () => {
    const store = await storeWith('builds/r1/sales/old', 'builds/r1/sales_by_day/kept');
    const seen: string[][] = [];
    const { athena, started } = await athenaOn(async () => {
      seen.push(await keysOf(store));
      await store.put('builds/r1/sales/new', 'x');
      return {};
    });
    await unload(athena, SALES, store);
    expect(seen).toEqual([['builds/r1/sales_by_day/kept']]);
    expect(await keysOf(store)).toEqual(['builds/r1/sales/new', 'builds/r1/sales_by_day/kept']);
    expect(started[0]?.QueryString).toBe(
      `UNLOAD (\nselect 1\n) TO '${store.location}/builds/r1/sales/' WITH (format = 'PARQUET', compression = 'ZSTD')`,
    );
  });

  test.each<[string, Outcome]>([
    ['fails', { error: { reason: 'out of memory' } }],
    ['takes too long', { looks: Number.POSITIVE_INFINITY }],
  ])('leaves nothing where it %s', async (_, outcome) => {
    const store = await storeWith('builds/r1/orders/kept');
    const { athena } = await athenaOn(async () => {
      await store.put('builds/r1/sales/half', 'x');
      return outcome;
    });
    await expect(unload(athena, SALES, store)).rejects.toThrow('sales: ');
    expect(await keysOf(store)).toEqual(['builds/r1/orders/kept']);
  });

  test('never empties what is no folder', async () => {
    const { athena, started } = await athenaOn({});
    await expect(unload(athena, { ...SALES, prefix: 'builds/r1/sales' }, await storeWith())).rejects.toThrow(
      'end in /',
    );
    expect(started).toEqual([]);
  });
});
