import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Shop } from '../command-line.ts';
import { dump, json, openTill } from './till.ts';

/** Puts the rows of one dump into the place of another's, as nothing but a fault could. */
async function tamper(shop: Shop): Promise<void> {
  const { receipts } = json(await shop.patronage('status', '--json'));
  const rows = receipts.map(({ dump_id }: { dump_id: string }) =>
    join(shop.folder, `warehouse/lake/sales/dump=${dump_id}/rows.parquet`),
  );
  await copyFile(rows[0], rows[1]);
}

describe('a release that fails a check', () => {
  test('is not published: the former one stays, the checks are named, and the status is 1', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('run');
    await shop.write('dumps/2024-06-04.csv', dump('2024-06-04', 1, 2, 3));
    await shop.patronage('intake');
    await tamper(shop);
    const { status, out, err } = await shop.patronage('refresh');
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^Not published, the former release stays: \d+ checks? failed\.\n/);
    expect(err).toMatch(/it does not hold that .* \(\d+ rows?\)\n/);
    expect(await shop.query('select sum(net_sales) as net_sales from sales')).toEqual([
      { net_sales: '10.0000' },
    ]);

    const failed = json(await shop.patronage('refresh', '--json'));
    expect(failed.outcome).toBe('failed');
    expect(failed.checks[0]).toMatchObject({ name: expect.any(String), sentence: expect.any(String) });
    expect(failed.checks[0].failed).toBeGreaterThan(0);
  });
});

test('refresh without a dump says that nothing is in, to people and to programs', async () => {
  const shop = await openTill();
  const said = await shop.patronage('refresh', '--json');
  expect(said.status).toBe(1);
  expect(said.err).toContain('no sales are in');
  expect(json(said)).toEqual({ outcome: 'nothing', reason: said.err.trimEnd() });
});
