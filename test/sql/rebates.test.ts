import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { givenFeeds } from './given-feeds.ts';
import { pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const scaleOf = (
  scale: string,
  customer_type: string,
  more: GivenRow,
  ...steps: [from: number, rate: number][]
) =>
  steps.map(([net_sales_from, rate]) => ({
    ...{ scale, customer_type, category: null, phase: 'growing', period: 'month' },
    ...more,
    ...{ net_sales_from, rate },
  }));

const customers = [
  { customer_id: 'ann', customer_type: 'dealer' },
  { customer_id: 'bob', customer_type: 'consumer' },
  { customer_id: 'cyd', customer_type: 'dealer' },
];

const tea = (on: string, amount: number, more = {}): Line => ({
  ...{ customer: 'ann', on, amount, category: 'tea' },
  ...more,
});

const shop: Case = {
  asOf: '2024-04-10',
  lines: [
    { customer: 'bob', on: '2023-11-01', amount: 500, category: 'tea' },
    tea('2024-01-10', 99.99),
    tea('2024-01-20', 5, { category: 'coffee' }),
    tea('2024-01-20', 700, { is_excluded: true }),
    tea('2024-02-10', 100),
    tea('2024-04-05', -10),
    tea('2024-04-11', 800),
  ],
  given: givenFeeds({ customers }),
};

const rebatesOf = async (settings_rebate_steps: GivenRow[], changed: Partial<Case> = {}) => {
  const given = { ...shop.given, settings_rebate_steps };
  return (await workbench({ ...shop, given, ...changed }, ['rebates'])).rebates!;
};

const MONTHLY = scaleOf('tea', 'dealer', { category: 'tea' }, [100, 0.02], [250, 0.05]);

describe('rebates', () => {
  test('gives every period from the first with a line its step, the rebate, and what is missing to the next', async () => {
    const rows = await rebatesOf(MONTHLY);
    expect(
      pick(
        rows,
        'period_starts_on',
        'period_ends_on',
        'is_complete',
        'net_sales',
        'step_from',
        'rate',
        'rebate',
      ),
    ).toEqual([
      // A cent below the step: coffee and postage do not count.
      ['2024-01-01', '2024-01-31', true, '99.9900', null, 0, '0.0000'],
      ['2024-02-01', '2024-02-29', true, '100.0000', '100.0000', 0.02, '2.0000'],
      ['2024-03-01', '2024-03-31', true, '0.0000', null, 0, '0.0000'],
      ['2024-04-01', '2024-04-30', false, '-10.0000', null, 0, '0.0000'],
    ]);
    expect(pick(rows, 'next_step_from', 'to_next_step', 'next_rate')).toEqual([
      ['100.0000', '0.0100', 0.02],
      ['250.0000', '150.0000', 0.05],
      ['100.0000', '100.0000', 0.02],
      ['100.0000', '110.0000', 0.02],
    ]);
    expect(rows[0]).toMatchObject({
      customer_id: 'ann',
      scale: 'tea',
      customer_type: 'dealer',
      category: 'tea',
    });
  });

  test('knows nothing above the last step', async () => {
    const rows = await rebatesOf(scaleOf('all', 'dealer', {}, [0, 0.01], [100, 0.02]));
    // All categories count: 104.99 × 0.02. A step from 0 holds at 0 and not below.
    expect(
      pick(rows, 'net_sales', 'step_from', 'rebate', 'next_step_from', 'to_next_step', 'next_rate'),
    ).toEqual([
      ['104.9900', '100.0000', '2.0998', null, null, null],
      ['100.0000', '100.0000', '2.0000', null, null, null],
      ['0.0000', '0.0000', '0.0000', '100.0000', '100.0000', 0.02],
      ['-10.0000', null, '0.0000', '0.0000', '10.0000', 0.01],
    ]);
  });

  test('is withdrawn in the ripe phase, which is said', async () => {
    const rows = await rebatesOf(scaleOf('old', 'dealer', { phase: 'ripe' }, [100, 0.02], [250, 0.05]));
    expect(
      pick(rows, 'phase', 'step_from', 'rate', 'rebate', 'to_next_step', 'next_rate').slice(0, 2),
    ).toEqual([
      ['ripe', '100.0000', 0, '0.0000', null, null],
      ['ripe', '100.0000', 0, '0.0000', null, null],
    ]);
  });

  test.each([
    // The data starts in November: its quarter and its year are not whole.
    [
      'quarter',
      [
        ['2023-10-01', '2023-12-31', false, '500.0000'],
        ['2024-01-01', '2024-03-31', true, '0.0000'],
        ['2024-04-01', '2024-06-30', false, '0.0000'],
      ],
    ],
    [
      'year',
      [
        ['2023-01-01', '2023-12-31', false, '500.0000'],
        ['2024-01-01', '2024-12-31', false, '0.0000'],
      ],
    ],
  ])('goes by the %s of the calendar, and says which is whole', async (period, expected) => {
    const rows = await rebatesOf(scaleOf('all', 'consumer', { period }, [1, 0.01]));
    expect(pick(rows, 'period_starts_on', 'period_ends_on', 'is_complete', 'net_sales')).toEqual(expected);
  });

  test('a year is whole on its last day', async () => {
    const whole = async (asOf: string) => {
      const line = { customer: 'ann', on: '2024-01-01', amount: 5 };
      const rows = await rebatesOf(scaleOf('all', 'dealer', { period: 'year' }, [1, 0.01]), {
        asOf,
        lines: [line],
      });
      return pick(rows, 'is_complete');
    };
    expect(await whole('2024-12-30')).toEqual([[false]]);
    expect(await whole('2024-12-31')).toEqual([[true]]);
  });

  test('a half of the last decimal is rounded up, whatever a binary fraction makes of it', async () => {
    const amounts = [0.35, 0.69, 1.39, 0.0002];
    const lines = amounts.map((amount, i) => ({ customer: 'ann', on: `2024-0${i + 1}-01`, amount }));
    const rows = await rebatesOf(scaleOf('all', 'dealer', {}, [0, 0.025]), { lines });
    // 0.00875, 0.01725, 0.03475, 0.000005
    expect(pick(rows, 'rebate')).toEqual([['0.0088'], ['0.0173'], ['0.0348'], ['0.0000']]);
  });

  test('a type may have several scales, and a scale several types', async () => {
    const rows = await rebatesOf([
      ...MONTHLY,
      ...scaleOf('year', 'dealer', { period: 'year' }, [10, 0.01]),
      ...scaleOf('year', 'consumer', { period: 'year' }, [1000, 0.01]),
    ]);
    expect(
      pick(rows, 'customer_id', 'scale', 'period_starts_on', 'net_sales').filter(
        ([, scale]) => scale === 'year',
      ),
    ).toEqual([
      // 99.99 + 5 + 100 − 10
      ['ann', 'year', '2024-01-01', '194.9900'],
      ['bob', 'year', '2023-01-01', '500.0000'],
      ['bob', 'year', '2024-01-01', '0.0000'],
    ]);
    expect(rows).toHaveLength(7);
  });

  test('is empty where no scale is promised, or nobody knows who is of which type', async () => {
    expect(await rebatesOf([])).toEqual([]);
    expect(await rebatesOf(MONTHLY, { given: { settings_rebate_steps: MONTHLY } })).toEqual([]);
  });
});
