/** What the configuration says of customer management: its columns of `settings`, and the lists. */
import { type Column, count, exact, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';

const nullable = { nullable: true } as const;
const share = { unit: 'share' } as const;
const score = { unit: 'score' } as const;
const days = { unit: 'days' } as const;

export const PRACTICE_SETTINGS: readonly Column[] = [
  exact(
    'partner_growth',
    'tier rule partner: net sales of B grew by at least so much in each of two years',
    share,
  ),
  exact('partner_cooperation', 'tier rule partner: the least cooperation of B', score),
  exact('partner_loyalty', 'tier rule partner: the least loyalty score of B', score),
  exact('partner_product_a', 'tier rule partner: cut of class A of products, by share of net sales', share),
  exact('partner_product_b', 'tier rule partner: cut of class B of products', share),
  exact('rising_growth', 'a rising customer has grown by at least so much in a year', share),
  count('rising_reach_months', 'a rising customer would be in class A within so many months', {
    unit: 'months',
  }),
  count('loyalty_new_product_days', 'a product is new for so many days after its first sale', days),
  exact('loyalty_fall', 'a loyalty score that is lower by so much than a year before has fallen', score),
  exact(
    'discount_dependent_share',
    'from that share of net sales at a discount on, a customer depends on discounts',
    share,
  ),
  count('profile_min_customers', 'a value that fewer customers have is shown with others of its kind', {
    unit: 'customers',
  }),
  exact('market_population', 'people or firms in the market; null where no market is described', {
    unit: 'heads',
    ...nullable,
  }),
  ratio('market_target_share', 'share of the population that is meant; null as above', {
    ...share,
    ...nullable,
  }),
  ratio('market_reachable_share', 'share of those that can be reached; null as above', {
    ...share,
    ...nullable,
  }),
  ratio('market_valid_share', 'planned share of the target group with valid data; null: as held', {
    ...share,
    ...nullable,
  }),
  ratio('market_buyer_share', 'share of those held that buys; null: as measured', { ...share, ...nullable }),
  money('market_yearly_spend', 'what a buyer spends in a year; null: as measured', nullable),
  count('relationship_few_below', 'fewer customers than that are few', { unit: 'customers' }),
  count('relationship_many_from', 'from so many customers on they are many', { unit: 'customers' }),
  exact('relationship_high_margin', 'from so many times the mean margin on, a margin is high'),
  exact('relationship_low_margin', 'below so many times the mean margin, a margin is low'),
  count('contact_most', 'more contacts of ours than that in contact_within_days are too many', {
    unit: 'contacts',
  }),
  count('contact_within_days', 'the days in which contacts are counted against contact_most', days),
  count('service_answer_hours', 'a complaint is answered in time within so many hours', { unit: 'hours' }),
  count('service_repurchase_days', 'after a complaint a purchase is looked for so many days', days),
];

export const settingsCustomerTypes = mart({
  name: 'settings_customer_types',
  grain: 'one row per customer type that the tier rule partner knows',
  meaning: 'Which customer types are agents, and which are franchisees.',
  key: ['customer_type'],
  columns: [text('customer_type', 'as in the customers feed'), text('role', 'agent or franchisee')],
});

export const settingsAttributes = mart({
  name: 'settings_attributes',
  grain: 'one row per attribute that customers could have',
  meaning: 'The attributes of the customers feed, and those that its sources bring beside them.',
  key: ['attribute'],
  columns: [
    text('attribute', 'name of the attribute'),
    flag('is_canonical', 'a column of the customers feed; else one that a source brings beside them'),
    flag('is_mapped', 'a source gives it'),
    flag('is_profiled', 'its values are told apart in customer_profile'),
  ],
});

export const settingsRelationshipLevels = mart({
  name: 'settings_relationship_levels',
  grain: 'one row per class of number and class of margin',
  meaning: 'The level of relationship by how many customers there are, and what margin each brings.',
  key: ['customers_class', 'margin_class'],
  columns: [
    text('customers_class', 'few, some or many'),
    text('margin_class', 'high, medium or low'),
    text('level', 'basic, reactive, accountable, proactive or partnership'),
  ],
});

export const settingsContactCadence = mart({
  name: 'settings_contact_cadence',
  grain: 'one row per tier and level of relationship',
  meaning: 'How often customers should be contacted.',
  key: ['tier', 'level'],
  columns: [
    text('tier', 'A, B, C or inactive'),
    text('level', 'basic, reactive, accountable, proactive or partnership'),
    count('contacts_per_year', 'contacts of ours in a year; 0: only where the customer turns to us', {
      unit: 'contacts',
    }),
  ],
});

export const settingsRebateSteps = mart({
  name: 'settings_rebate_steps',
  grain: 'one row per scale, customer type and step',
  meaning: 'The rebates by quantity that are promised.',
  key: ['scale', 'customer_type', 'net_sales_from'],
  columns: [
    text('scale', 'name of the scale'),
    text('customer_type', 'as in the customers feed'),
    text('category', 'category of the sales; null: all together', nullable),
    text('phase', 'growing, or ripe: no rebate is given'),
    text('period', 'month, quarter or year'),
    money('net_sales_from', 'net sales of a period from which on the rate holds for all of them'),
    ratio('rate', 'rebate ÷ net sales', share),
  ],
});

export const PRACTICE_LISTS = [
  settingsCustomerTypes,
  settingsAttributes,
  settingsRelationshipLevels,
  settingsContactCadence,
  settingsRebateSteps,
];
