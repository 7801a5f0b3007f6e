import { describe, expect, test } from 'vitest';
import { readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { generatedCase } from './generated.ts';
import { allNightsBut, pick } from './rows.ts';
import { type Case, type Line, onWorkbench, workbench } from './workbench.ts';

const receipt = (dump_id: string, arrival: number, source: string): GivenRow => ({
  feed: 'spend',
  source,
  dump_id,
  file: `${dump_id}.csv`,
  arrival,
  state: 'current',
  content_sha256: dump_id,
});

const receipts = [
  receipt('first', 8, 'marketing'),
  receipt('second', 9, 'marketing'),
  receipt('fair', 7, 'events'),
];

/** Lines of spend as the lake holds them: dump, month, channel, amount. */
const spent = (...lines: [dump: string, month: string, channel: string | null, amount: number][]) =>
  lines.map(([dump_id, month, channel, amount], i) => ({
    source: receipts.find((one) => one.dump_id === dump_id)!.source!,
    month: `${month}-01`,
    channel,
    amount,
    dump_id,
    dump_row: i + 1,
  }));

// January was corrected; nothing is said of March; what is said of June comes after the as-of date.
const lake_spend = spent(
  ['first', '2024-01', 'search', 70],
  ['first', '2024-01', 'leaflets', 30],
  ['first', '2024-02', 'search', 30],
  ['second', '2024-01', 'search', 80],
  ['second', '2024-01', 'leaflets', 40],
  ['second', '2024-05', null, 50],
  ['second', '2024-06', 'search', 900],
);

const bought = (customer: string, on: string, gross_margin: number | null): Line => ({
  ...{ customer, on, amount: 100, gross_margin },
});

const lines = [
  bought('ann', '2024-01-10', 40),
  bought('bob', '2024-01-20', 20),
  bought('ann', '2024-02-15', 20),
  bought('bob', '2024-03-05', 40),
  bought('cyd', '2024-02-03', 12),
  bought('cyd', '2024-05-02', 25),
  bought('dan', '2024-03-08', 5),
  bought('eve', '2024-05-03', 90),
];

const shop: Case = { asOf: '2024-05-20', lines, given: { receipts, lake_spend } };

const monthsOf = async (spend: GivenRow[], asOf = '2024-05-20') => {
  const { acquisition_spend } = await workbench({ ...shop, asOf, given: { receipts, lake_spend: spend } }, [
    'acquisition_spend',
  ]);
  return pick(acquisition_spend, 'month', 'amount');
};

/** Cohort by cohort, the portfolio last: month, spend, CAC, months to payback. */
const costsOf = async (changed: Partial<Case> = {}) => {
  const { lifetime_value_by_cohort } = await workbench({ ...shop, ...changed }, ['lifetime_value_by_cohort']);
  return pick(lifetime_value_by_cohort, 'cohort_month', 'acquisition_spend', 'cac', 'payback_months');
};

describe('acquisition_spend', () => {
  test('channels of a month add up, and a later dump says all of a month that it names', async () => {
    expect(await monthsOf(lake_spend)).toEqual([
      ['2024-01-01', '120.0000'],
      ['2024-02-01', '30.0000'],
      ['2024-05-01', '50.0000'],
    ]);
  });

  test('a month counts from its first day on, and none after the as-of date', async () => {
    expect(await monthsOf(lake_spend, '2024-04-30')).toHaveLength(2);
    expect(await monthsOf(lake_spend, '2024-05-01')).toHaveLength(3);
    expect(await monthsOf(lake_spend, '2024-06-01')).toHaveLength(4);
  });

  test('another source does not replace but adds, whenever it came', async () => {
    const fair = spent(['fair', '2024-01', 'fairs', 5], ['fair', '2024-04', 'fairs', 8]);
    expect(await monthsOf([...lake_spend, ...fair])).toEqual([
      ['2024-01-01', '125.0000'],
      ['2024-02-01', '30.0000'],
      ['2024-04-01', '8.0000'],
      ['2024-05-01', '50.0000'],
    ]);
  });
});

describe('what a customer cost', () => {
  test('is the spend of the cohort month ÷ its customers, paid back in the month whose end brings as much margin per customer', async () => {
    // January: 30, 40, 60 of 60. February: 12, 12, 12 of 30, and 37 in May, which has not ended. March: nobody said.
    expect(await costsOf()).toEqual([
      ['2024-01-01', '120.0000', 60, 2],
      ['2024-02-01', '30.0000', 30, null],
      ['2024-03-01', null, null, null],
      ['2024-05-01', '50.0000', null, null],
      [null, '200.0000', 50, null],
    ]);
  });

  test('is known of the last cohort, too, once its month has closed', async () => {
    expect(await costsOf({ asOf: '2024-05-31' })).toEqual([
      ['2024-01-01', '120.0000', 60, 2],
      ['2024-02-01', '30.0000', 30, 3],
      ['2024-03-01', null, null, null],
      ['2024-05-01', '50.0000', 50, 0],
      [null, '200.0000', 50, null],
    ]);
  });

  test('is not known where a night of the cohort month is missing, nor is a payback behind one', async () => {
    const nights = allNightsBut('2024-02-10', '2024-01-10', '2024-05-31');
    const given = { ...shop.given, ...nights };
    expect(await costsOf({ asOf: '2024-05-31', given })).toEqual([
      ['2024-01-01', '120.0000', 60, null],
      ['2024-02-01', '30.0000', null, null],
      ['2024-03-01', null, null, null],
      ['2024-05-01', '50.0000', 50, 0],
      [null, '200.0000', 170 / 3, null],
    ]);
  });

  test('is never paid back where no line has a cost, and is paid back at once where nothing was spent', async () => {
    const costless = lines.map((line) => ({ ...line, gross_margin: null }));
    const [january] = await costsOf({ lines: costless });
    expect(january).toEqual(['2024-01-01', '120.0000', 60, null]);
    const free = { receipts, lake_spend: spent(['first', '2024-01', null, 0]) };
    expect((await costsOf({ given: free }))[0]).toEqual(['2024-01-01', '0.0000', 0, 0]);
  });

  test('is null in every row where there is no such feed', async () => {
    for (const row of await costsOf({ given: {} })) expect(row.slice(1)).toEqual([null, null, null]);
  });
});

describe('lifetime margin to CAC', async () => {
  const months = ['2022-01', '2022-06', '2022-09', '2023-12'];
  const spend = spent(
    ['first', '2022-01', null, 500],
    ['first', '2022-06', null, 0],
    ['first', '2022-09', null, -50],
    ['first', '2023-12', null, 300],
  );
  const { lifetime_value_by_cohort: rows } = await workbench(
    { ...generatedCase(), given: { receipts, lake_spend: spend } },
    ['lifetime_value_by_cohort'],
  );
  const measured = rows!.filter((row) => months.includes(String(row.cohort_month).slice(0, 7)));
  const ratio = (row: (typeof measured)[number]) => Number(row.lifetime_margin_to_cac);

  test('is lifetime gross margin per customer ÷ CAC, and null where no money went out on balance or nobody said', () => {
    const [first, free, refunded, last] = measured;
    for (const row of [first!, last!]) {
      expect(ratio(row)).toBeGreaterThan(0);
      expect(ratio(row)).toBeCloseTo(Number(row.lifetime_gross_margin_per_customer) / Number(row.cac), 9);
    }
    expect(free).toMatchObject({ cac: 0, lifetime_margin_to_cac: null });
    expect(refunded).toMatchObject({ acquisition_spend: '-50.0000', lifetime_margin_to_cac: null });
    const others = rows!.filter((row) => row.acquisition_spend === null);
    expect(others).toHaveLength(rows!.length - 5);
    for (const row of others) expect(row.lifetime_margin_to_cac).toBeNull();
  });

  test('of the portfolio is that of the cohorts with a CAC', () => {
    const sum = (column: string) => measured.reduce((total, row) => total + Number(row[column]), 0);
    const portfolio = rows!.find(({ scope }) => scope === 'portfolio')!;
    expect(portfolio).toMatchObject({ acquisition_spend: '750.0000', cac: 750 / sum('customers') });
    expect(ratio(portfolio)).toBeCloseTo(sum('lifetime_gross_margin') / 750, 9);
  });

  test('is null without a forecast', async () => {
    const few = await workbench(shop, ['lifetime_value_by_cohort']);
    for (const row of few.lifetime_value_by_cohort!) expect(row.lifetime_margin_to_cac).toBeNull();
  });
});

test('the check of spend holds on a corrected month, and sees one that is a cent off or was left out', async () => {
  const checks = (await readChecks()).filter(({ name }) => name === 'acquisition_spend_ties');
  await onWorkbench(shop, ['lifetime_value_by_cohort'], async (engine) => {
    const failing = async () => (await runChecks(engine, checks)).flatMap(({ first }) => first);
    expect(checks).toHaveLength(1);
    expect(await failing()).toEqual([]);
    const line = "dump_id = 'second' and channel = 'leaflets'";
    await engine.run(`update lake_spend set amount = amount + 0.0100 where ${line}`);
    expect(pick(await failing(), 'scope', 'expected_acquisition_spend', 'acquisition_spend')).toEqual([
      ['cohort', '120.0100', '120.0000'],
      ['portfolio', '200.0100', '200.0000'],
    ]);
    await engine.run(`delete from lake_spend where ${line}`);
    expect(pick(await failing(), 'scope', 'expected_acquisition_spend')).toEqual([
      ['cohort', '80.0000'],
      ['portfolio', '160.0000'],
    ]);
  });
});
