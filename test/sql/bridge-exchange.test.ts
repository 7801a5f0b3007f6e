import { describe, expect, test } from 'vitest';
import { readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import { type Rate, rated } from './rates.ts';
import { dateOf, dayNumber, pick, seeded } from './rows.ts';
import { type Line, onWorkbench, workbench } from './workbench.ts';

const bridge = async (asOf: string, lines: Line[], rates: Rate[]) =>
  (await workbench({ asOf, lines, given: rated(lines, rates) }, ['customer_base_bridge']))
    .customer_base_bridge!;

const of = async (asOf: string, lines: Line[], rates: Rate[], name = 'month') =>
  (await bridge(asOf, lines, rates)).filter((row) => row.window_name === name && row.window_ends_on === asOf);

const line = (customer: string | null, on: string, amount: number, currency = 'USD'): Line => {
  return { customer, on, amount, currency };
};

describe('what exchange rates did stands apart', () => {
  const rates: Rate[] = [
    ['2024-02-10', 'USD', '0.9'],
    ['2024-02-20', 'USD', '0.8'],
    ['2024-03-10', 'USD', '1'],
    ['2024-03-10', 'GBP', '1.2'],
  ];
  const lines = [
    line('old', '2024-01-10', 5, 'EUR'),
    ...[line('same', '2024-02-10', 100), line('same', '2024-03-10', 100)],
    ...[line('more', '2024-02-10', 100), line('more', '2024-03-10', 110)],
    ...[line('less', '2024-02-20', 100), line('less', '2024-03-10', 90)],
    ...[line('euro', '2024-02-10', 10, 'EUR'), line('euro', '2024-03-10', 12, 'EUR')],
    ...[line('gone', '2024-02-20', 100), line('fresh', '2024-03-10', 50)],
    ...[line('pound', '2024-03-10', 10, 'GBP'), line('old', '2024-03-10', -10), line(null, '2024-03-10', 20)],
  ];

  test('and a customer who buys as much again is unchanged, one who buys less has contracted', async () => {
    const march = await of('2024-03-31', lines, rates);
    // In March the dollar is 1. Before, it was 0.9 for same and more, 0.8 for less, and for everybody on average
    // (90 + 90 + 80 + 80) ÷ 400 = 0.85. Of pounds there were none: what they were then nobody knows.
    expect(pick(march, 'class', 'customers', 'net_sales_before', 'net_sales', 'net_sales_change')).toEqual([
      // 100 − 90, 110 − 99, 90 − 72, 50 − 42.5, −10 + 8.5 and 20 − 17.
      ['exchange', 0, '0.0000', '48.0000', '48.0000'],
      ['lapsed', 1, '80.0000', '0.0000', '-80.0000'],
      // 50 × 0.85 + 12.
      ['new', 2, '0.0000', '54.5000', '54.5000'],
      ['no_purchase', 1, '0.0000', '-8.5000', '-8.5000'],
      ['reactivated', 0, '0.0000', '0.0000', '0.0000'],
      // 90 × 0.8: in euros it would have been more than the 80 before.
      ['retained_contraction', 1, '80.0000', '72.0000', '-8.0000'],
      // 110 × 0.9 + 12 in euros.
      ['retained_expansion', 2, '100.0000', '111.0000', '11.0000'],
      ['retained_unchanged', 1, '90.0000', '90.0000', '0.0000'],
      ['unidentified', 0, '0.0000', '17.0000', '17.0000'],
    ]);
  });

  test('it is 0 where every line is in the reporting currency', async () => {
    const euros = lines.map((each) => ({ ...each, currency: 'EUR' }));
    const march = await of('2024-03-31', euros, rates);
    expect(march.find((row) => row.class === 'exchange')).toMatchObject({
      ...{ customers: 0, net_sales_before: '0.0000', net_sales: '0.0000' },
    });
    expect(march.find((row) => row.class === 'retained_contraction')!.net_sales).toBe('90.0000');
  });

  test('returns at another rate weigh as sales do, so that no average lies outside the rates it is of', async () => {
    const [exchange] = await of(
      '2024-03-31',
      [line('a', '2024-02-10', 100), line('a', '2024-02-20', -99), line('a', '2024-03-10', 199)],
      [
        ['2024-02-10', 'USD', '0.9'],
        ['2024-02-20', 'USD', '1.1'],
        ['2024-03-10', 'USD', '1'],
      ],
    );
    // 199 − 199 × (90 + 108.9) ÷ 199.
    expect(exchange!.net_sales).toBe('0.1000');
  });

  test('net and gross revenue retention are free of it', async () => {
    const rows = await of(
      '2023-12-31',
      [
        ...[line('a', '2022-01-10', 100), line('a', '2023-01-10', 100)],
        ...[line('b', '2022-01-10', 10, 'EUR'), line('b', '2023-01-10', 5, 'EUR')],
      ],
      [
        ['2022-01-10', 'USD', '0.9'],
        ['2023-01-10', 'USD', '1.2'],
      ],
      'trailing_12_months',
    );
    // (90 + 5) ÷ (90 + 10); at the rates of each day net retention would be 125 ÷ 100.
    expect([...new Set(rows.map((row) => `${row.nrr} ${row.grr}`))]).toEqual(['0.95 0.95']);
  });
});

describe('with any currencies and rates', () => {
  const CHECKS = [
    'customer_base_bridge_closes',
    'customer_base_bridge_ties',
    'exchange_rates_applied',
    'reconciliation',
    'sales_bounds',
  ];
  const first = dayNumber('2022-01-01');
  const span = 820;

  /** Half of all lines in one of three currencies, whose rates come and go and have awkward decimals. */
  function shop(seed: number): { lines: Line[]; rates: Rate[] } {
    const below = seeded(seed);
    const some = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
    const lines = Array.from({ length: 300 }, (_, i): Line => {
      return {
        ...{ customer: below(8) === 0 ? null : `c${below(25)}`, order: `o${i}`, line: '1' },
        on: dateOf(first + below(span)),
        amount: (below(4) === 0 ? -1 : 1) * (below(100_000_000) / 10_000),
        currency: some([null, 'EUR', 'EUR', 'USD', 'GBP', 'JPY']),
        is_excluded: below(20) === 0,
      };
    });
    const rates = ['USD', 'GBP', 'JPY', 'EUR'].flatMap((currency) =>
      Array.from({ length: 90 }, (): Rate => {
        const rate = (1 + below(299_999_999)) / 100_000_000;
        return [dateOf(first + below(span)), currency, rate.toFixed(8)];
      }),
    );
    return { lines, rates };
  }

  test.each([1, 2, 3, 4])('both ends are the net sales of sales (shop %i)', async (seed) => {
    const { lines, rates } = shop(seed);
    const given = rated(lines, rates);
    const cents = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 10_000), 0);
    const receipts = given.receipts!.map((receipt) =>
      receipt.feed === 'sales'
        ? {
            ...receipt,
            ...{ rows_read: 300, rows_accepted: 300, rows_quarantined: 0 },
            net_sales_accepted: cents / 10_000,
          }
        : receipt,
    );
    const asOf = dateOf(first + span - 20);
    const tables = ['customer_base_bridge', 'repeat_purchase', 'reconciliation', 'exchange_rates'];
    await onWorkbench({ asOf, lines, given: { ...given, receipts } }, tables, async (engine) => {
      const checks = (await readChecks()).filter(({ name }) => CHECKS.includes(name));
      expect(checks).toHaveLength(CHECKS.length);
      const found = await runChecks(engine, checks);
      expect(found.filter(({ failed }) => failed > 0)).toEqual([]);
      const [kinds] = await engine.rows(`
        select
          (select sum(rows_held) from reconciliation) as held,
          (select count(*) from sales where currency <> 'EUR') as converted,
          (select count(*) from customer_base_bridge where class = 'exchange' and net_sales <> 0) as effects`);
      for (const [name, rows] of Object.entries(kinds!)) expect(Number(rows), name).toBeGreaterThan(10);
    });
  });
});
