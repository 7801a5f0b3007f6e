import { describe, expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

describe('run', () => {
  test('publishes what is in although a dump is refused, and ends with 1', async () => {
    const shop = await openTill({
      '2024-06-03': dump('2024-06-03', 10),
      '2024-06-04': dump('2024-06-04', 'x'),
    });
    const { status, out } = await shop.patronage('run');
    expect(status).toBe(1);
    expect(out).toContain('2024-06-04.csv (till): REFUSED');
    expect(out).toMatch(
      /Published\. Every row of the sales is accounted for: 1 row read = 1 accepted \+ 0 quarantined/,
    );
    expect(await shop.query('select net_sales from sales')).toEqual([{ net_sales: '10.0000' }]);
  });

  test('changes nothing when it runs again', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    const first = json(await shop.patronage('run', '--json'));
    const second = json(await shop.patronage('run', '--json'));
    expect(first.refresh).toMatchObject({ outcome: 'published', as_of_date: '2024-06-03' });
    expect(second).toEqual({
      intake: { taken: [], known: [] },
      refresh: { ...first.refresh, outcome: 'unchanged' },
      report: first.report,
    });
  });

  test('gives programs the receipts also where nothing can be published', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 'x') });
    const said = await shop.patronage('run', '--json');
    expect(said.status).toBe(1);
    expect(said.err).toMatch(/^no sales are in: .*\n$/);
    const { intake, refresh } = json(said);
    expect(intake.taken[0]).toMatchObject({ name: '2024-06-03.csv', state: 'refused' });
    expect(refresh).toEqual({ outcome: 'nothing', reason: said.err.trimEnd() });
  });

  test('takes no argument, and names the command that does', async () => {
    const shop = await openTill();
    const { status, err } = await shop.patronage('run', 'dumps/x.csv');
    expect([status, err]).toEqual([
      2,
      'dumps/x.csv: one argument too many; run takes none; to take in single files, use intake\n',
    ]);
  });

  test('says in place of empty tiers that no month is complete enough for them', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    expect((await shop.patronage('run')).out).toContain('nobody is in a tier');
  });
});
