import { describe, expect, test } from 'vitest';
import { givenFeeds } from './given-feeds.ts';
import { type Case, type Line, workbench } from './workbench.ts';

/** Ten days, and the ten before them: 20 to 29 February. */
const campaign = { campaign_id: 'x', starts_on: '2024-03-01', ends_on: '2024-03-10', cost: 10 };
const BEFORE = '2024-02-25';
const IN = '2024-03-05';

const bought = (customer: string, on: string, amount: number): Line => ({
  ...{ customer, on, amount, gross_margin: amount / 2 },
});

/** A customer known since January, with so much in the window before and so much in the campaign. */
const moved = (customer: string, before: number, within: number): Line[] => [
  bought(customer, '2024-01-05', 1),
  ...(before === 0 ? [] : [bought(customer, BEFORE, before)]),
  ...(within === 0 ? [] : [bought(customer, IN, within)]),
];

const listed = (customers: string[], is_control = false) =>
  customers.map((customer_id) => ({ campaign_id: 'x', customer_id, is_control }));

const uplift = async (
  lines: Line[],
  campaign_recipients: ReturnType<typeof listed>,
  { of = campaign as typeof campaign & { ends_on: string }, asOf = '2024-03-31' } = {},
) => {
  const shop: Case = { asOf, lines, given: givenFeeds({ campaigns: [of], campaign_recipients }) };
  const { campaign_results } = await workbench(shop, ['campaign_results']);
  return campaign_results![0]!;
};

/** Recipients change by 10, 20, 30; those left out by 0, 10; two others by −6 and nothing. */
const lines = [
  ...moved('a', 10, 20),
  ...moved('b', 0, 20),
  ...moved('c', 0, 30),
  ...moved('k', 0, 0),
  ...moved('l', 5, 15),
  ...moved('m', 6, 0),
  ...moved('n', 0, 0),
];

describe('uplift', () => {
  test("is the recipients' mean change less that of the control group", async () => {
    const row = await uplift(lines, [...listed(['a', 'b', 'c']), ...listed(['k', 'l'], true)]);
    // 20 − 5. Variances 100 and 50: the error is the root of 100 ÷ 3 + 50 ÷ 2. 15 × 3 = 45; in margin half of it.
    expect(row).toMatchObject({
      compared_with: 'control',
      compared_customers: 2,
      recipients_change: 20,
      compared_change: 5,
      uplift_per_recipient: 15,
      uplift_net_sales: '45.0000',
      uplift_gross_margin: '22.5000',
      // (22.5 − 10) ÷ 10
      uplift_return_on_cost: 1.25,
      uplift_reason: null,
      // Few are never certain.
      is_certain: false,
    });
    expect(row.standard_error).toBeCloseTo(Math.sqrt(100 / 3 + 50 / 2), 12);
  });

  test('is without a control group against all others who were known before, those who bought nothing among them', async () => {
    const late = bought('late', '2024-03-01', 500);
    const row = await uplift([...lines, late], listed(['a', 'b', 'c']));
    // k 0, l 10, m −6, n 0: mean 1, squares 136, variance (136 − 16 ÷ 4) ÷ 3 = 44
    expect(row).toMatchObject({
      compared_with: 'others',
      compared_customers: 4,
      compared_change: 1,
      uplift_per_recipient: 19,
      uplift_net_sales: '57.0000',
    });
    expect(row.standard_error).toBeCloseTo(Math.sqrt(100 / 3 + 44 / 4), 12);
  });

  test('leaves out recipients whom no other feed knows, counts them, and takes none of them for one of the others', async () => {
    const row = await uplift(lines, listed(['a', 'b', 'c', 'zoe']));
    // 60 ÷ 3, not ÷ 4; (20 − 1) × 3: Zoe is neither in the mean nor in the sum.
    expect(row).toMatchObject({
      ...{ recipients: 4, unknown_recipients: 1, recipients_change: 20, compared_customers: 4 },
      uplift_net_sales: '57.0000',
    });
  });

  test('is not told of a list whose numbers nobody knows, however long it is', async () => {
    const wrong = Array.from({ length: 40 }, (_, i) => `crm-${i}`);
    const row = await uplift(lines, listed([...wrong, 'a']));
    expect(row).toMatchObject({
      ...{ recipients: 41, unknown_recipients: 40, uplift_net_sales: null, is_certain: null },
      uplift_reason: 'recipients_unknown',
    });
    const control = await uplift(lines, [...listed(['a', 'b']), ...listed(['crm-1', 'crm-2'], true)]);
    expect(control).toMatchObject({ unknown_recipients: 2, uplift_reason: 'recipients_unknown' });
  });

  test('is null with the reason', async () => {
    const reason = async (...asked: Parameters<typeof uplift>) => {
      const row = await uplift(...asked);
      expect([row.uplift_per_recipient, row.uplift_net_sales, row.is_certain]).toEqual([null, null, null]);
      return row.uplift_reason;
    };
    const three = listed(['a', 'b', 'c']);
    expect(await reason(lines, [])).toBe('no_recipients_listed');
    expect(await reason(lines, listed(['a', 'b'], true))).toBe('no_recipients_listed');
    expect(await reason(lines, three, { asOf: '2024-03-09' })).toBe('campaign_not_over');
    const early = { ...campaign, starts_on: '2024-01-14', ends_on: '2024-01-23' };
    expect(await reason(lines, three, { of: early })).toBe('window_before_the_data');
    expect(await reason(lines, listed(['a']))).toBe('too_few');
    expect(await reason(lines, [...three, ...listed(['k'], true)])).toBe('too_few');
  });

  test('is there from the first day on that the window before lies in the data, and that the campaign is over', async () => {
    const early = { ...campaign, starts_on: '2024-01-15', ends_on: '2024-01-24' };
    const row = await uplift(lines, listed(['a', 'b', 'c']), { of: early, asOf: '2024-03-10' });
    expect(row).toMatchObject({ uplift_reason: null, window_before_starts_on: '2024-01-05' });
    const last = await uplift(lines, listed(['a', 'b', 'c']), { asOf: '2024-03-10' });
    expect(last.uplift_reason).toBeNull();
  });
});

describe('is_certain', () => {
  /** Recipients and as many left out; every other one changes by two more than the next. */
  const groups = (heads: number, more: number, leftOut = heads) => {
    const names = (group: string, length: number) => Array.from({ length }, (_, i) => `${group}${i}`);
    const recipients = names('r', heads);
    const control = names('k', leftOut);
    const all = [
      ...recipients.flatMap((name, i) => moved(name, 5, 5 + more + (i % 2) * 2)),
      ...control.flatMap((name, i) => moved(name, 5, 5 + (i % 2) * 2)),
    ];
    return uplift(all, [...listed(recipients), ...listed(control, true)]);
  };

  test('needs 1.645 standard errors, upwards or downwards', async () => {
    // Variance 32 ÷ 31 in both groups of 32: the error is the root of 2 ÷ 31, 0.2540, and 1.645 of it 0.4178.
    const row = await groups(32, 0.5);
    expect(row.standard_error).toBeCloseTo(Math.sqrt(2 / 31), 9);
    expect(row).toMatchObject({ is_certain: true, least_customers: 30, least_standard_errors: '1.6450' });
    expect((await groups(32, 0.4)).is_certain).toBe(false);
    expect((await groups(32, -0.5)).is_certain).toBe(true);
  });

  test('needs thirty in both groups', async () => {
    expect((await groups(30, 5)).is_certain).toBe(true);
    expect((await groups(29, 5, 30)).is_certain).toBe(false);
    expect((await groups(30, 5, 29)).is_certain).toBe(false);
  });

  test('is not claimed of nothing at all', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `c${i}`);
    const still = names.flatMap((name) => moved(name, 0, 0));
    const list = [...listed(names.slice(0, 30)), ...listed(names.slice(30), true)];
    expect(await uplift(still, list)).toMatchObject({
      uplift_net_sales: '0.0000',
      standard_error: 0,
      is_certain: false,
    });
  });
});
