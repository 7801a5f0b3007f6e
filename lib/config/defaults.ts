/** What holds where the configuration says nothing. All defaults are here and nowhere else. */

export const TOP_DEFAULTS = { warehouse: './warehouse', as_of: 'data', engine: 'auto' } as const;

/** Days for which the release of each business day is kept. */
export const HISTORY_DEFAULTS = { keep_days: 90 } as const;

export const SOURCE_DEFAULTS = {
  names: 'corrected',
  customer_prefix: '',
  max_quarantined_share: 0.05,
  not_before: '1990-01-01',
} as const;

export const PURCHASE_DEFAULTS = { count_zero_value: false } as const;

export const TIER_DEFAULTS = { rule: 'revenue_share', window_months: 12 } as const;

/** The cuts mean something else under each rule, so each rule has its own. */
export const TIER_CUTS = {
  revenue_share: { a: 0.8, b: 0.95 },
  top_percent: { a: 0.2, b: 0.3 },
  // A of `partner` are agents and the best of the franchisees; B is not a question of rank.
  partner: { a: 0.2, b: null },
} as const;

export const PARTNER_DEFAULTS = {
  agent_types: ['agent'],
  franchisee_types: ['franchisee'],
  growth: 0.1,
  cooperation: 70,
  loyalty: 70,
} as const;

export const STATUS_DEFAULTS = { inactive_days: 180 } as const;

export const LIFETIME_DEFAULTS = {
  horizon_days: 365,
  annual_discount_rate: 0.1,
  holdout_weeks: 52,
  max_holdout_miss: 0.25,
  model: 'auto',
  min_customers: 500,
  min_frequent_customers: 50,
  min_history_days: 180,
} as const;

export const RISING_DEFAULTS = { growth: 0.5, reach_months: 12 } as const;

export const LOYALTY_DEFAULTS = { new_product_days: 90, fall: 20 } as const;

export const DISCOUNT_DEFAULTS = { dependent_share: 0.5 } as const;

/** Attributes of customers whose values are told apart; none of them names a person. */
export const PROFILE_DEFAULTS = {
  attributes: [
    'customer_type',
    'segment',
    'region',
    'gender',
    'education',
    'occupation',
    'income_band',
    'household',
    'preferred_contact',
  ],
  min_customers: 5,
} as const;

export const RELATIONSHIP_DEFAULTS = {
  few_below: 50,
  many_from: 500,
  high_margin: 2,
  low_margin: 0.5,
} as const;

/** From the least to the closest. */
export const RELATIONSHIP_LEVELS = ['basic', 'reactive', 'accountable', 'proactive', 'partnership'] as const;

/** The level of relationship by how many customers there are and what margin each brings (after Kotler). */
export const LEVEL_MATRIX = {
  few: { high: 'partnership', medium: 'proactive', low: 'reactive' },
  some: { high: 'proactive', medium: 'accountable', low: 'reactive' },
  many: { high: 'accountable', medium: 'reactive', low: 'basic' },
} as const;

/** Contacts a year by tier and level; 0: only where the customer turns to us. */
export const CADENCE = {
  A: { basic: 2, reactive: 4, accountable: 12, proactive: 24, partnership: 52 },
  B: { basic: 1, reactive: 2, accountable: 6, proactive: 12, partnership: 24 },
  C: { basic: 0, reactive: 1, accountable: 2, proactive: 4, partnership: 12 },
  inactive: { basic: 0, reactive: 1, accountable: 1, proactive: 2, partnership: 4 },
} as const;

export const CONTACT_DEFAULTS = { most: 4, within_days: 30 } as const;

export const SERVICE_DEFAULTS = { answer_hours: 24, repurchase_days: 90 } as const;

export const CLOUD_DEFAULTS = {
  name: 'patronage',
  refresh_at: '04:30',
  notify: [],
  architecture: 'arm64',
  memory: { intake: 3008, refresh: 10_240 },
  largest_dump_mb: 2000,
  freshness_hours: 26,
  protect: true,
} as const;

/** The lake that one function of 10,240 MB, with as much disk, can make into a release: see docs/scale.md. */
export const ATHENA_DEFAULTS = { above_mb: 1000 } as const;

/**
 * The history is at least so many holdouts long; a longer holdout is cut. One that the file names is someone's choice:
 * it is cut only where calibration would be shorter than what it is judged by.
 */
export const HOLDOUTS_IN_HISTORY = { named: 2, default: 3 } as const;

/** Days after the first purchase day within which a second is looked for. */
export const REPURCHASE_WINDOWS = [30, 60, 90, 180, 365] as const;

/** Cohorts of so many first days of the data may hold old customers. */
export const LEFT_TRUNCATED_DAYS = 90;

/**
 * Segments by recency score and by the mean of the scores of frequency and money, which goes in halves. The rules cover
 * every pair of scores once.
 */
export const SEGMENT_RULES = [
  { r: [5, 5], fm: [4, 5], segment: 'champions', strategy: 'reward, and ask for advice' },
  { r: [3, 4], fm: [4, 5], segment: 'loyal_customers', strategy: 'keep, and offer more of the range' },
  { r: [4, 5], fm: [2, 3.5], segment: 'potential_loyalists', strategy: 'invite to the next purchase' },
  {
    r: [5, 5],
    fm: [1, 1.5],
    segment: 'recent_customers',
    strategy: 'welcome, and make the second purchase easy',
  },
  { r: [4, 4], fm: [1, 1.5], segment: 'promising', strategy: 'make known what else there is' },
  { r: [3, 3], fm: [3, 3.5], segment: 'need_attention', strategy: 'call with an offer of limited time' },
  { r: [3, 3], fm: [1, 2.5], segment: 'about_to_sleep', strategy: 'remind' },
  { r: [1, 2], fm: [4.5, 5], segment: 'cannot_lose_them', strategy: 'call in person, and ask why' },
  { r: [1, 2], fm: [3, 4], segment: 'at_risk_customers', strategy: 'win back before they are gone' },
  { r: [2, 2], fm: [1, 2.5], segment: 'hibernating', strategy: 'write rarely' },
  { r: [1, 1], fm: [1, 2.5], segment: 'lost', strategy: 'spend nothing' },
] as const;
