import { describe, expect, test } from 'vitest';
import { besideSales, type Contact } from './beside-sales.ts';
import { pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-06-15';

/** Net sales and margin of customers who all buy once, on the same day: 990 and 471 in all. */
const BOUGHT: Record<string, [number, number | null]> = {
  big: [840, 400],
  mid: [90, 46],
  s1: [30, 10],
  t1: [10, 5],
  t2: [10, 5],
  t3: [10, 5],
};

const linesOf = (bought: Record<string, [number, number | null]>): Line[] =>
  Object.entries(bought).map(([customer, [amount, gross_margin]]) => ({
    customer,
    on: '2024-05-01',
    amount,
    gross_margin,
  }));

interface Plan extends Pick<Case, 'settings'> {
  lines?: Line[];
  contacts?: Contact[];
  registered?: string[];
}

const planOf = async ({ lines = linesOf(BOUGHT), contacts, registered, settings }: Plan) => {
  const customers = registered?.map((customer_id) => ({ customer_id }));
  const given = besideSales({
    lines,
    ...(contacts ? { contacts } : {}),
    ...(customers ? { customers } : {}),
  });
  const testCase: Case = { asOf, lines, given, ...(settings ? { settings } : {}) };
  return (await workbench(testCase, ['relationship_plan'])).relationship_plan!;
};

describe('the level that relationship_plan recommends', () => {
  test('comes from how many they are, and their margin against the mean of those who bring something', async () => {
    const plan = await planOf({
      registered: ['x', 'y', 'z'],
      settings: { relationship_few_below: 2, relationship_many_from: 3 },
    });
    // 471 ÷ 6 customers = 78.5: high from 157 on, low below 39.25. Were x, y and z in the mean, 28 would be medium.
    expect(
      pick(
        plan,
        'tier',
        'segment',
        'customers',
        'net_sales',
        'gross_margin_per_customer',
        'customers_class',
        'margin_class',
        'level',
      ),
    ).toEqual([
      ['A', 'at_risk_customers', 1, '840.0000', 400, 'few', 'high', 'partnership'],
      ['B', 'lost', 2, '120.0000', 28, 'some', 'low', 'reactive'],
      ['C', 'lost', 3, '30.0000', 5, 'many', 'low', 'basic'],
      ['none', 'never_bought', 3, '0.0000', 0, 'many', 'low', 'basic'],
    ]);
    expect(plan[0]).toMatchObject({ window_starts_on: '2023-06-01', window_ends_on: '2024-05-31' });
  });

  test('a margin of exactly so many times the mean is high, and one of exactly so little is not low', async () => {
    const classes = async (big: number, mid: number, small: number) => {
      const lines = linesOf({ big: [840, big], mid: [90, mid], small: [60, small] });
      return pick(await planOf({ lines }), 'tier', 'margin_class').map((row) => row.join(' '));
    };
    // The mean is 100, and those of B bring 50 each.
    expect(await classes(200, 60, 40)).toEqual(['A high', 'B medium']);
    // 199.9999 against twice 99.99997.
    expect(await classes(199.9999, 60, 40)).toEqual(['A medium', 'B medium']);
    // 49.99995 against half of 99.99997.
    expect(await classes(200, 60, 39.9999)).toEqual(['A high', 'B low']);
    // A loss is low, however small it is beside a mean loss of 3.4.
    expect(await classes(-10, -0.1, -0.1)).toEqual(['A low', 'B low']);
  });

  test('where no margin is measured, net sales stand for it, and the row says so', async () => {
    const bare = linesOf(BOUGHT).map((line) => ({ ...line, gross_margin: null }));
    // 990 ÷ 6 = 165: high from 330 on, low below 82.5.
    expect(
      pick(
        await planOf({ lines: bare }),
        'tier',
        'is_by_net_sales',
        'margin_class',
        'gross_margin',
        'cost_coverage',
      ),
    ).toEqual([
      ['A', true, 'high', null, null],
      ['B', true, 'low', null, null],
      ['C', true, 'low', null, null],
    ]);
    // Where only some have none, the others keep their margins: 456 of 6 customers.
    const some = await planOf({
      lines: linesOf({ ...BOUGHT, t1: [10, null], t2: [10, null], t3: [10, null], s1: [30, null] }),
    });
    expect(
      pick(some, 'tier', 'is_by_net_sales', 'gross_margin', 'gross_margin_per_customer', 'cost_coverage'),
    ).toEqual([
      ['A', false, '400.0000', 400, 1],
      ['B', false, '46.0000', 23, 0.75],
      ['C', true, null, null, null],
    ]);
  });

  test('those who bought nothing in the window have brought a margin of 0, and a measured one', async () => {
    const lines = [...linesOf(BOUGHT), { customer: 'old', on: '2023-05-31', amount: 500 }];
    const last = (await planOf({ lines })).at(-1);
    expect(last).toMatchObject({
      tier: 'inactive',
      customers: 1,
      gross_margin: '0.0000',
      is_by_net_sales: false,
      cost_coverage: null,
    });
  });
});

describe('what contacts cost in relationship_plan', () => {
  const cost = (plan: Awaited<ReturnType<typeof planOf>>) =>
    pick(
      plan,
      'tier',
      'our_contacts',
      'contacts_per_customer',
      'contact_cost',
      'contact_cost_coverage',
      'margin_after_contact_cost',
      'costs_more_than_it_brings',
    );

  test('contacts of either side in the window cost; a level may cost more than it brings', async () => {
    const plan = await planOf({
      registered: ['x'],
      contacts: [
        { customer: 'big', at: '2023-06-01', cost: 10 },
        { customer: 'big', at: '2024-05-31', cost: 10 },
        { customer: 'big', at: '2024-05-31', direction: 'in', cost: 5 },
        { customer: 'big', at: '2024-05-31' },
        // Before and after the window.
        { customer: 'big', at: '2023-05-31', cost: 1000 },
        { customer: 'big', at: '2024-06-01', cost: 1000 },
        { customer: 'mid', at: '2024-05-01' },
        { customer: 't1', at: '2024-05-01', kind: 'visit', cost: 15.0001 },
        // Never bought: an investment, which is not judged.
        { customer: 'x', at: '2024-05-01', cost: 3 },
        { customer: 'stranger', at: '2024-05-01', cost: 7 },
      ],
    });
    expect(cost(plan)).toEqual([
      ['A', 3, 3, '25.0000', 0.75, '375.0000', false],
      // Nobody says what it cost.
      ['B', 1, 0.5, null, 0, null, null],
      ['C', 1, 1 / 3, '15.0001', 1, '-0.0001', true],
      ['none', 1, 1, '3.0000', 1, '-3.0000', null],
    ]);
    expect(plan[0]!.contacts_since).toBe('2023-05-31');
  });

  test('what costs just as much as it brings does not cost more, and a loss without contacts is not theirs', async () => {
    const plan = await planOf({
      lines: linesOf({ ...BOUGHT, mid: [90, -50] }),
      contacts: [{ customer: 't1', at: '2024-05-01', cost: 15 }],
    });
    expect(pick(plan, 'tier', 'margin_after_contact_cost', 'costs_more_than_it_brings')).toEqual([
      ['A', '400.0000', false],
      ['B', '-40.0000', false],
      ['C', '0.0000', false],
    ]);
  });

  test('without a contacts feed nothing of it is measured', async () => {
    expect(cost(await planOf({}))).toEqual(
      ['A', 'B', 'C'].map((tier) => [tier, null, null, null, null, null, null]),
    );
  });

  test('where no margin is measured, nobody can say whether it pays', async () => {
    const plan = await planOf({
      lines: linesOf({ a: [10, null] }),
      contacts: [{ customer: 'a', at: '2024-05-01', cost: 100 }],
    });
    expect(cost(plan)).toEqual([['A', 1, 1, '100.0000', 1, null, null]]);
  });
});
