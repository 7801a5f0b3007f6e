/** The sections of `metrics` that customer management asks for: whom to call, what a relationship may cost, what is promised. */
import {
  CADENCE,
  CONTACT_DEFAULTS,
  DISCOUNT_DEFAULTS,
  LEVEL_MATRIX,
  LOYALTY_DEFAULTS,
  PARTNER_DEFAULTS,
  PROFILE_DEFAULTS,
  RELATIONSHIP_DEFAULTS,
  RELATIONSHIP_LEVELS,
  RISING_DEFAULTS,
  SERVICE_DEFAULTS,
} from './defaults.ts';
import { rebates } from './rebates.ts';
import type { Level } from './shape.ts';
import { choice, number, rule, section, texts, wholeNumber } from './values.ts';

const score = number('give a score from 0 to 100', (value) => value >= 0 && value <= 100);
const share = number('give a share above 0 and up to 1, such as 0.2', (value) => value > 0 && value <= 1);
const growth = number('give a growth above 0, such as 0.10', (value) => value > 0 && value <= 100);
const positive = number(
  'give a number above 0 and below 1000000000000',
  (value) => value > 0 && value < 1e12,
);
const atLeastNone = number(
  'give a whole number, 0 or more',
  (value) => Number.isInteger(value) && value >= 0,
);

const partner = section(
  {
    agent_types: texts('give a list of customer types, such as [agent]').default([
      ...PARTNER_DEFAULTS.agent_types,
    ]),
    franchisee_types: texts('give a list of customer types, such as [franchisee]').default([
      ...PARTNER_DEFAULTS.franchisee_types,
    ]),
    growth: growth.default(PARTNER_DEFAULTS.growth),
    cooperation: score.default(PARTNER_DEFAULTS.cooperation),
    loyalty: score.default(PARTNER_DEFAULTS.loyalty),
  },
  'give keys such as agent_types, growth and loyalty',
);

const rising = section(
  {
    growth: growth.default(RISING_DEFAULTS.growth),
    reach_months: wholeNumber.default(RISING_DEFAULTS.reach_months),
  },
  'give growth and reach_months',
);

const loyalty = section(
  {
    new_product_days: wholeNumber.default(LOYALTY_DEFAULTS.new_product_days),
    fall: score.default(LOYALTY_DEFAULTS.fall),
  },
  'give new_product_days and fall',
);

const discount = section(
  { dependent_share: share.default(DISCOUNT_DEFAULTS.dependent_share) },
  'give { dependent_share: 0.5 } or leave it out',
);

const profile = section(
  {
    attributes: texts('give a list of attributes, such as [region, customer_type]').default([
      ...PROFILE_DEFAULTS.attributes,
    ]),
    min_customers: wholeNumber.default(PROFILE_DEFAULTS.min_customers),
  },
  'give attributes and min_customers',
);

const market = section(
  {
    population: positive,
    target_share: share,
    reachable_share: share,
    valid_share: share.optional(),
    buyer_share: share.optional(),
    yearly_spend: positive.optional(),
  },
  'give population, target_share and reachable_share',
);

const level = choice(RELATIONSHIP_LEVELS);
const row = (defaults: Record<'high' | 'medium' | 'low', Level>) =>
  section(
    {
      high: level.default(defaults.high),
      medium: level.default(defaults.medium),
      low: level.default(defaults.low),
    },
    'give a level for high, medium and low margin',
  ).prefault({});

const relationship = section(
  {
    few_below: wholeNumber.default(RELATIONSHIP_DEFAULTS.few_below),
    many_from: wholeNumber.default(RELATIONSHIP_DEFAULTS.many_from),
    high_margin: positive.default(RELATIONSHIP_DEFAULTS.high_margin),
    low_margin: positive.default(RELATIONSHIP_DEFAULTS.low_margin),
    levels: section(
      { few: row(LEVEL_MATRIX.few), some: row(LEVEL_MATRIX.some), many: row(LEVEL_MATRIX.many) },
      'give few, some and many',
    ).prefault({}),
  },
  'give keys such as few_below, many_from and levels',
).check(
  rule<{ few_below: number; many_from: number; high_margin: number; low_margin: number }>((given, report) => {
    if (Number(given.few_below) > Number(given.many_from))
      report(['many_from'], `must be at least few_below (${given.few_below})`);
    if (Number(given.low_margin) > Number(given.high_margin))
      report(['high_margin'], `must be at least low_margin (${given.low_margin})`);
  }),
);

const cadenceOf = (defaults: Record<Level, number>) =>
  section(
    {
      basic: atLeastNone.default(defaults.basic),
      reactive: atLeastNone.default(defaults.reactive),
      accountable: atLeastNone.default(defaults.accountable),
      proactive: atLeastNone.default(defaults.proactive),
      partnership: atLeastNone.default(defaults.partnership),
    },
    'give contacts a year by level, such as { basic: 1, partnership: 24 }',
  ).prefault({});

const contact = section(
  {
    most: wholeNumber.default(CONTACT_DEFAULTS.most),
    within_days: wholeNumber.default(CONTACT_DEFAULTS.within_days),
    cadence: section(
      {
        A: cadenceOf(CADENCE.A),
        B: cadenceOf(CADENCE.B),
        C: cadenceOf(CADENCE.C),
        inactive: cadenceOf(CADENCE.inactive),
      },
      'give A, B, C and inactive',
    ).prefault({}),
  },
  'give most, within_days and cadence',
);

const service = section(
  {
    answer_hours: wholeNumber.default(SERVICE_DEFAULTS.answer_hours),
    repurchase_days: wholeNumber.default(SERVICE_DEFAULTS.repurchase_days),
  },
  'give answer_hours and repurchase_days',
);

export const practice = {
  partner: partner.prefault({}),
  rising: rising.prefault({}),
  loyalty: loyalty.prefault({}),
  discount: discount.prefault({}),
  profile: profile.prefault({}),
  market: market.optional(),
  relationship: relationship.prefault({}),
  contact: contact.prefault({}),
  service: service.prefault({}),
  rebates: rebates.default([]),
};
