import { expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { checkOf, readWarnings } from '../../lib/warehouse/checks.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { givenFeeds } from './given-feeds.ts';
import { type Case, type Line, onWorkbench } from './workbench.ts';

const MODELS = [
  ...['contacts', 'customer_records', 'campaigns', 'campaign_recipients', 'all_customers', 'sales'],
  'dimension_days',
];

const contact = (contact_id: string, customer_id: string): GivenRow => ({
  ...{ contact_id, customer_id, direction: 'out', kind: 'call' },
  ...{ contacted_at: '2024-05-01 10:00:00', contacted_on: '2024-05-01' },
});

const campaign = (campaign_id: string): GivenRow => ({
  ...{ campaign_id, starts_on: '2024-05-01', ends_on: '2024-05-31' },
});

/** Ada is registered, Ben has bought, and Cia is both; nobody knows Zoe. */
const LINES: Case['lines'] = [
  { customer: 'ben', on: '2024-05-02', amount: 10, campaign: 'may' },
  { customer: 'cia', on: '2024-05-03', amount: 5, campaign: 'ghost' },
  { customer: 'cia', on: '2024-05-04', amount: 7, campaign: 'ghost' },
  { customer: null, on: '2024-05-04', amount: 1 },
];
const CUSTOMERS: GivenRow[] = [
  { customer_id: 'ada', referred_by: 'zoe' },
  { customer_id: 'cia', referred_by: 'ben' },
  { customer_id: 'dan', referred_by: 'ada' },
];
const CONTACTS = [contact('1', 'ada'), contact('2', 'ben'), contact('3', 'zoe'), contact('4', 'zoe')];
const RECIPIENTS: GivenRow[] = [
  { campaign_id: 'may', customer_id: 'ada' },
  { campaign_id: 'may', customer_id: 'zoe' },
  { campaign_id: 'june', customer_id: 'ben' },
];

/** What each warning finds. */
async function found(feeds: Record<string, GivenRow[]>): Promise<Record<string, Row[]>> {
  const given = { asOf: '2024-05-31', lines: LINES, given: givenFeeds(feeds) } satisfies Case;
  return onWorkbench(given, [...MODELS, 'measured_feeds'], async (engine) => {
    const answers: Record<string, Row[]> = {};
    for (const { name, sql } of await readWarnings()) answers[name] = await engine.rows(sql);
    return answers;
  });
}

test('what refers to nobody, or to no campaign, is found, and what is known to any feed is not', async () => {
  const answers = await found({
    customers: CUSTOMERS,
    contacts: CONTACTS,
    campaigns: [campaign('may')],
    campaign_recipients: RECIPIENTS,
  });
  expect(answers).toEqual({
    contacts_of_known_customers: [
      { source: 'crm', contact_id: '3', customer_id: 'zoe' },
      { source: 'crm', contact_id: '4', customer_id: 'zoe' },
    ],
    contacts_of_one_customer: [],
    customers_of_one_source: [],
    partners_of_known_customer_types: [],
    rebates_for_known_categories: [],
    rebates_for_known_customer_types: [],
    recipients_are_known_customers: [{ campaign_id: 'may', customer_id: 'zoe' }],
    recipients_in_one_group: [],
    recipients_of_known_campaigns: [{ campaign_id: 'june', customer_id: 'ben' }],
    referrals_by_known_customers: [{ customer_id: 'ada', referred_by: 'zoe' }],
    // Cia is registered.
    sales_of_registered_customers: [{ customer_id: 'ben', first_line_on: '2024-05-02' }],
    // Two lines, 5 + 7; the campaign of Ben's line is known.
    sales_of_known_campaigns: [{ campaign: 'ghost', lines: 2, net_sales: '12.0000' }],
  });
});

test('a recipient who is also in the control group is found, and a contact of two customers', async () => {
  const answers = await found({
    contacts: [contact('1', 'ada'), contact('1', 'ben'), contact('2', 'ben'), contact('2', 'ben')],
    campaign_recipients: [
      ...RECIPIENTS,
      { campaign_id: 'may', customer_id: 'ada', is_control: true },
      { campaign_id: 'may', customer_id: 'zoe', is_control: false },
    ],
  });
  // Zoe's second row says what her first one says.
  expect(answers.recipients_in_one_group).toEqual([{ campaign_id: 'may', customer_id: 'ada' }]);
  expect(answers.contacts_of_one_customer).toEqual([{ source: 'crm', contact_id: '1' }]);
  expect(answers.sales_of_registered_customers).toEqual([]);
});

test('a customer of whom two sources say different things, or one nothing, is found', async () => {
  const { customers_of_one_source } = await found({
    customers: [
      { customer_id: 'ada', customer_type: 'dealer' },
      { customer_id: 'ada', source: 'erp', customer_type: 'agent' },
      { customer_id: 'ben', account_manager: 'Mia' },
      { customer_id: 'ben', source: 'erp' },
      { customer_id: 'cia', customer_type: 'dealer', region: 'north' },
      { customer_id: 'cia', source: 'erp', customer_type: 'dealer' },
      // The later row of the same source is a correction.
      { customer_id: 'dan', customer_type: 'dealer' },
      { customer_id: 'dan', customer_type: 'agent' },
    ],
  });
  expect(customers_of_one_source).toEqual([{ customer_id: 'ada' }, { customer_id: 'ben' }]);
});

/** What one warning finds of settings. */
async function foundBy(warning: string, model: string, testCase: Partial<Case>): Promise<Row[]> {
  const { sql } = (await readWarnings()).find(({ name }) => name === warning)!;
  return onWorkbench({ asOf: '2024-05-31', ...testCase }, [model], (engine) => engine.rows(sql));
}

const rebateStep = (customer_type: string, category: string | null): GivenRow => ({
  ...{ scale: category ?? 's', customer_type, category, phase: 'growing', period: 'year' },
  ...{ net_sales_from: 0, rate: 0.02, as_of_date: '2024-05-31', release_id: 'r1' },
});

const DEALER = { customer_id: 'ada', customer_type: 'dealer' };

test('a customer type of a rebate scale that no customer has is found, where there are customers', async () => {
  const steps = ['dealer', 'Dealers'].map((customer_type) => rebateStep(customer_type, null));
  const asked = (feeds: Record<string, GivenRow[]>) =>
    foundBy('rebates_for_known_customer_types', 'customer_records', {
      given: { ...givenFeeds(feeds), settings_rebate_steps: steps },
    });
  expect(await asked({ customers: [DEALER] })).toEqual([{ customer_type: 'Dealers' }]);
  expect(await asked({})).toEqual([]);
});

test('a category of a rebate scale that no line has is found, where there are lines', async () => {
  const steps = ['tea', 'Tee', null].map((category) => rebateStep('dealer', category));
  const asked = (lines: Line[]) =>
    foundBy('rebates_for_known_categories', 'dimension_days', {
      lines,
      given: { settings_rebate_steps: steps },
    });
  const line = { customer: 'ada', on: '2024-05-02', amount: 10 };
  expect(await asked([{ ...line, category: 'tea' }])).toEqual([{ category: 'Tee' }]);
  // Nobody says what the categories are.
  expect(await asked([line])).toEqual([{ category: 'Tee' }, { category: 'tea' }]);
  expect(await asked([])).toEqual([]);
});

test('a customer type of the tier rule partner that no customer has is found, under that rule alone', async () => {
  const asked = (tier_rule: string, feeds: Record<string, GivenRow[]>) =>
    foundBy('partners_of_known_customer_types', 'customer_records', {
      settings: { tier_rule, tier_a: 0.2, tier_b: null },
      given: givenFeeds(feeds),
    });
  const agent = { customer_id: 'ben', customer_type: 'agent' };
  expect(await asked('partner', { customers: [DEALER, agent] })).toEqual([
    { customer_type: 'franchisee', role: 'franchisee' },
  ]);
  expect(await asked('revenue_share', { customers: [DEALER, agent] })).toEqual([]);
  expect(await asked('partner', {})).toEqual([]);
});

test('who has bought is known without a customers feed', async () => {
  const { contacts_of_known_customers } = await found({ contacts: CONTACTS });
  expect(contacts_of_known_customers!.map(({ contact_id }) => contact_id)).toEqual(['1', '3', '4']);
});

test('without a campaigns feed nothing is said of the campaigns of sales, and without any feed nothing at all', async () => {
  expect((await found({ customers: CUSTOMERS })).sales_of_known_campaigns).toEqual([]);
  expect(Object.values(await found({})).flat()).toEqual([]);
});

test('a warning that does not say what should hold is refused', () => {
  const refused = /warning numbers does not begin with "-- warning: "/;
  expect(() => checkOf('numbers', '-- check: x\nselect 1', 'warning')).toThrow(refused);
});
