import { describe, expect, test } from 'vitest';
import { contact, feedsBeside } from './customer-feeds.ts';
import { allNightsBut, dateOf, dayNumber, pick, visits } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';
const ago = (days: number): string => dateOf(dayNumber(asOf) - days);

const segments = async (testCase: Omit<Case, 'asOf'>) =>
  (await workbench({ asOf, ...testCase }, ['customer_segments'])).customer_segments!;

/** A customer who was last here so many days ago, on so many days in a row, and brought so much in all. */
const buyer = (customer: string, last: number, days: number, amount: number): Line[] =>
  Array.from({ length: days }, (_, i) => ({
    customer,
    on: ago(last + i),
    amount: i === 0 ? amount - (days - 1) : 1,
  }));

/** Six customers: the cuts lie on the second to the fifth of them. */
const SIX = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('scores', () => {
  test('are 1 and the number of quintile cuts strictly below the value, and 5 is best of all three', async () => {
    const rows = await segments({
      lines: SIX.flatMap((name, i) => buyer(name, 60 - i * 10, 1 + i, 100 * (1 + i))),
    });
    expect(pick(rows, 'recency_days', 'frequency', 'monetary', 'r_score', 'f_score', 'm_score')).toEqual([
      [60, 1, '100.0000', 1, 1, 1],
      [50, 2, '200.0000', 1, 1, 1],
      [40, 3, '300.0000', 2, 2, 2],
      [30, 4, '400.0000', 3, 3, 3],
      [20, 5, '500.0000', 4, 4, 4],
      [10, 6, '600.0000', 5, 5, 5],
    ]);
  });

  test('of four customers are 1, 2, 4 and 5: a cut between two of them parts these two', async () => {
    const rows = await segments({
      lines: [1, 2, 3, 400].flatMap((amount, i) => buyer(SIX[i]!, 5, 1, amount)),
    });
    expect(pick(rows, 'm_score').flat()).toEqual([1, 2, 4, 5]);
  });

  test('are equal for equal values, be it most of the customers', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => buyer(`c${i}`, 5, i < 7 ? 1 : 2, 10)).flat();
    const rows = await segments({ lines });
    expect(pick(rows, 'f_score').flat()).toEqual([1, 1, 1, 1, 1, 1, 1, 4, 4, 4]);
    expect(new Set(pick(rows, 'm_score', 'r_score').flat())).toEqual(new Set([1]));
  });

  test('of money and frequency look at the 12 months to the as-of date, that of recency further back', async () => {
    const rows = await segments({
      lines: [
        ...visits('long gone', '2023-12-31'),
        ...visits('just in', '2024-01-01', asOf),
        { customer: 'just in', on: '2024-06-01', amount: -25 },
        { customer: 'just in', on: '2024-06-02', amount: 900, is_excluded: true },
        { customer: 'only returns', on: '2024-06-02', amount: -1 },
      ],
    });
    expect(pick(rows, 'customer_id', 'recency_days', 'frequency', 'monetary', 'fm_score')).toEqual([
      ['just in', 0, 2, '-5.0000', '3.0000'],
      ['long gone', 366, 0, '0.0000', '3.0000'],
      ['only returns', null, null, null, null],
    ]);
    expect(rows[0]).toMatchObject({
      window_starts_on: '2024-01-01',
      window_ends_on: asOf,
      is_complete: true,
    });
  });

  test('are complete where the data reaches back to the first month and no night is missing', async () => {
    const complete = async (first: string, given = {}) =>
      (await segments({ lines: visits('a', first, asOf), given }))[0]!.is_complete;
    expect(await complete('2024-01-20')).toBe(true);
    expect(await complete('2024-02-01')).toBe(false);
    expect(await complete('2024-01-20', allNightsBut('none', '2024-01-20', asOf))).toBe(true);
    expect(await complete('2024-01-20', allNightsBut('2024-03-01', '2024-01-20', asOf))).toBe(false);
  });
});

describe('segments', () => {
  test('follow the published rules: the best are champions, the worst lost', async () => {
    const rows = await segments({
      lines: SIX.flatMap((name, i) => buyer(name, 60 - i * 10, 1 + i, 100 * (1 + i))),
    });
    expect(pick(rows, 'segment').flat()).toEqual([
      ...['lost', 'lost', 'hibernating'],
      ...['need_attention', 'loyal_customers', 'champions'],
    ]);
  });

  test('tell who is new from who has been and gone', async () => {
    const rows = await segments({
      lines: SIX.flatMap((name, i) => buyer(name, 10 + i * 10, 1 + i, 100 * (1 + i))),
    });
    expect(pick(rows, 'r_score', 'fm_score', 'segment')).toEqual([
      [5, '1.0000', 'recent_customers'],
      [4, '1.0000', 'promising'],
      [3, '2.0000', 'about_to_sleep'],
      [2, '3.0000', 'at_risk_customers'],
      [1, '4.0000', 'at_risk_customers'],
      [1, '5.0000', 'cannot_lose_them'],
    ]);
  });

  test('take the mean of frequency and money, in halves: often, but little', async () => {
    const rows = await segments({ lines: SIX.flatMap((name, i) => buyer(name, 10, 1 + i, 600 - 90 * i)) });
    expect(pick(rows, 'f_score', 'm_score', 'fm_score')).toEqual([
      [1, 5, '3.0000'],
      [1, 4, '2.5000'],
      [2, 3, '2.5000'],
      [3, 2, '2.5000'],
      [4, 1, '2.5000'],
      [5, 1, '3.0000'],
    ]);
  });
});

describe('the stage of life', () => {
  const stageOf = async (days: number[], settings = {}) => {
    const [row] = await segments({ lines: visits('a', ...days.map(ago)), settings });
    return [row!.lifecycle_stage, row!.days_in_stage, row!.moved_by, row!.stage_strategy];
  };

  test.each([
    ['one purchase day', [89], ['first_time', 89, 'first_purchase', 'cultivate']],
    ['one, half of the inactive days ago', [90], ['at_risk', 0, 'overdue', 'win_back']],
    ['one, one day short of the inactive days ago', [179], ['at_risk', 89, 'overdue', 'win_back']],
    ['one, as long ago as makes inactive', [180], ['lapsed', 0, 'inactive', 'win_back']],
    ['two purchase days', [100, 20], ['repeat', 20, 'second_purchase', 'cultivate']],
    ['two, far apart', [300, 20], ['repeat', 20, 'second_purchase', 'cultivate']],
    ['three purchase days', [60, 40, 20], ['repeat', 40, 'second_purchase', 'cultivate']],
    ['three, twice the own gap ago', [80, 60, 40], ['repeat', 60, 'second_purchase', 'cultivate']],
    ['three, longer than twice the own gap ago', [81, 61, 41], ['at_risk', 0, 'overdue', 'win_back']],
    ['three, the last after a time away', [300, 290, 50], ['repeat', 50, 'came_back', 'cultivate']],
    ['four purchase days', [40, 30, 20, 10], ['loyal', 10, 'fourth_purchase', 'keep']],
    ['six, loyal since the fourth', [60, 50, 40, 30, 20, 10], ['loyal', 30, 'fourth_purchase', 'keep']],
    ['back after a time away', [300, 290, 280, 270, 29], ['loyal', 29, 'came_back', 'keep']],
    ['every day, until 29 days ago', [32, 31, 30, 29], ['loyal', 29, 'fourth_purchase', 'keep']],
    ['every day, until 30 days ago', [33, 32, 31, 30], ['at_risk', 0, 'overdue', 'win_back']],
    ['a rhythm longer than the limit', [600, 400, 200], ['lapsed', 20, 'inactive', 'win_back']],
  ])('%s', async (_, days, expected) => {
    expect(await stageOf(days)).toEqual(expected);
  });

  test('follows the inactive days of the configuration', async () => {
    const settings = { status_inactive_days: 19 };
    expect((await stageOf([9], settings))[0]).toBe('first_time');
    expect((await stageOf([10], settings))[0]).toBe('at_risk');
    expect((await stageOf([19], settings))[0]).toBe('lapsed');
    expect((await stageOf([6, 5, 4, 3], settings))[0]).toBe('loyal');
    expect((await stageOf([7, 6, 5, 4], settings))[0]).toBe('at_risk');
  });
});

describe('who never bought', () => {
  const given = feedsBeside({
    customers: [
      { customer_id: 'bought', registered_on: ago(300) },
      { customer_id: 'by registration', registered_on: ago(100) },
      { customer_id: 'tomorrow', registered_on: '2025-01-01' },
      { customer_id: 'undated' },
      { customer_id: 'undated, called' },
    ],
    contacts: [
      contact('by a call', ago(50)),
      contact('by registration', ago(60)),
      contact('undated, called', ago(7)),
    ],
  });
  const lines: Line[] = [
    ...visits('bought', ago(20)),
    { customer: 'by a return', on: ago(40), amount: -5 },
    { customer: 'by postage', on: ago(30), amount: 5, is_excluded: true },
    { customer: 'by a call', on: ago(10), amount: 0 },
  ];

  test('is a target, to be converted, since the first day anything was known', async () => {
    const rows = await segments({ lines, given });
    const columns = ['customer_id', 'lifecycle_stage', 'days_in_stage', 'moved_by'];
    expect(pick(rows, ...columns, 'relationship_group', 'stage_strategy')).toEqual([
      ['bought', 'first_time', 20, 'first_purchase', 'ordinary', 'cultivate'],
      ['by a call', 'target', 50, 'contacted', 'potential', 'convert'],
      ['by a return', 'target', 40, 'line_without_purchase', 'potential', 'convert'],
      ['by postage', 'target', 30, 'line_without_purchase', 'potential', 'convert'],
      ['by registration', 'target', 100, 'registered', 'potential', 'convert'],
      // Nothing says since when.
      ['undated', 'target', null, 'registered', 'potential', 'convert'],
      ['undated, called', 'target', 7, 'contacted', 'potential', 'convert'],
    ]);
  });

  test('has no scores, and changes nobody else', async () => {
    const rows = await segments({ lines, given });
    const scores = ['recency_days', 'frequency', 'monetary', 'r_score', 'f_score', 'm_score', 'fm_score'];
    const [bought, ...targets] = pick(rows, ...scores, 'segment', 'stage_since');
    expect(bought).toEqual([20, 1, '10.0000', 1, 1, 1, '1.0000', 'lost', ago(20)]);
    for (const target of targets) expect(target.slice(0, -1)).toEqual(Array(8).fill(null));
    expect(rows[1]).toMatchObject({ window_starts_on: '2024-01-01', window_ends_on: asOf });
  });
});

test('the loyal are one group, all others who bought the ordinary ones', async () => {
  const rows = await segments({
    lines: [
      ...visits('at risk', ago(90)),
      ...visits('lapsed', ...[240, 230, 220, 210].map(ago)),
      ...visits('loyal', ...[40, 30, 20, 10].map(ago)),
      ...visits('repeat', ...[40, 30].map(ago)),
    ],
  });
  expect(pick(rows, 'lifecycle_stage', 'relationship_group')).toEqual([
    ['at_risk', 'ordinary'],
    ['lapsed', 'ordinary'],
    ['loyal', 'loyal'],
    ['repeat', 'ordinary'],
  ]);
});
