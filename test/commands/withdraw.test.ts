import { describe, expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

describe('withdraw', () => {
  test('takes a dump out, and what came under its name before counts again', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('run');
    await shop.write('dumps/2024-06-03.csv', dump('2024-06-03', 11));
    await shop.patronage('run');
    expect(await shop.query('select net_sales from sales')).toEqual([{ net_sales: '11.0000' }]);
    const { withdrawn, current } = json(await shop.patronage('withdraw', '2024-06-03.csv', '--json'));
    expect([withdrawn.arrival, current.arrival]).toEqual([2, 1]);
    await shop.patronage('refresh');
    expect(await shop.query('select net_sales from sales')).toEqual([{ net_sales: '10.0000' }]);
  });

  test('brings a dump back when its file is named to intake', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('intake');
    expect((await shop.patronage('withdraw', '2024-06-03.csv')).out).toMatch(/is withdrawn\.\nTo publish it/);
    expect((await shop.patronage('intake')).out).toBe('Nothing new to take in.\n');
    expect((await shop.patronage('intake', 'dumps/2024-06-03.csv')).out).toContain('(till): accepted');
  });

  test('says of a dump that does not count what it is, and of an unknown one that it never came', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 'x') });
    await shop.patronage('intake');
    expect(await shop.patronage('withdraw', '2024-06-03.csv')).toMatchObject({
      status: 2,
      err: '2024-06-03.csv does not count anyway: it is refused\n',
    });
    expect(await shop.patronage('withdraw', 'nix')).toMatchObject({
      status: 2,
      err: 'nix: no such dump has come; see patronage status --json\n',
    });
    expect((await shop.patronage('withdraw')).status).toBe(2);
  });
});
