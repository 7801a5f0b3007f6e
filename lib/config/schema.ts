/** The schema of the whole file. */
import { FEEDS, type FeedName, salesFeed } from '../contract/feeds.ts';
import { profileFault } from './attributes.ts';
import { cloud } from './cloud.ts';
import {
  ATHENA_DEFAULTS,
  HISTORY_DEFAULTS,
  HOLDOUTS_IN_HISTORY,
  LIFETIME_DEFAULTS,
  PURCHASE_DEFAULTS,
  STATUS_DEFAULTS,
  TIER_CUTS,
  TIER_DEFAULTS,
  TOP_DEFAULTS,
} from './defaults.ts';
import { practice } from './practice.ts';
import { sourcesSchema } from './source.ts';
import {
  choice,
  currency,
  isDay,
  number,
  rule,
  scalar,
  section,
  timezone,
  wholeNumber,
  yesOrNo,
} from './values.ts';

const warehouse = scalar('give a folder, or s3:// and the name of a bucket', (text) => {
  if (text.includes('://')) return /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) ? text : undefined;
  return text === '' ? undefined : text;
});

const asOf = scalar('give data, yesterday or a day as YYYY-MM-DD', (text) =>
  text === 'data' || text === 'yesterday' || isDay(text) ? text : undefined,
);

const share = number('give a share between 0 and 1, such as 0.80', (value) => value > 0 && value < 1);

const purchase = section(
  { count_zero_value: yesOrNo.default(PURCHASE_DEFAULTS.count_zero_value) },
  'give { count_zero_value: true } or leave it out',
);

type Cuts = { rule: keyof typeof TIER_CUTS; a?: number | undefined; b?: number | undefined };

const withCuts = ({ rule, a, b }: Cuts) => ({
  a: a ?? TIER_CUTS[rule].a,
  b: b ?? TIER_CUTS[rule].b,
});

const tiers = section(
  {
    rule: choice(['revenue_share', 'top_percent', 'partner']).default(TIER_DEFAULTS.rule),
    a: share.optional(),
    b: share.optional(),
    window_months: wholeNumber.default(TIER_DEFAULTS.window_months),
  },
  'give rule, a, b and window_months',
)
  .check(
    rule<Cuts>((given, report) => {
      const cuts = given.rule && TIER_CUTS[given.rule];
      if (!cuts) return;
      if (cuts.b === null && given.b !== undefined)
        report(['b'], 'is not for the rule partner, whose B is said under metrics.partner: delete it');
      const { a = cuts.a, b = cuts.b } = given;
      const key = given.b === undefined ? 'a' : 'b';
      if (typeof a !== 'number' || typeof b !== 'number') return;
      if (given.rule === 'revenue_share' && a >= b)
        report([key], `leaves no class B: with revenue_share, a (${a}) must be below b (${b})`);
      // The sum of two decimals such as 0.7 + 0.3 may miss 1 by a rounding error.
      if (given.rule === 'top_percent' && a + b > 1 + 1e-9)
        report([key], `leaves no class C: with top_percent, a (${a}) and b (${b}) together may be at most 1`);
    }),
  )
  .transform((given) => ({ ...given, ...withCuts(given) }));

const status = section(
  { inactive_days: wholeNumber.default(STATUS_DEFAULTS.inactive_days) },
  'give { inactive_days: 180 } or leave it out',
);

const withHoldout = ({ holdout_weeks }: { holdout_weeks?: number | undefined }) => ({
  holdout_weeks: holdout_weeks ?? LIFETIME_DEFAULTS.holdout_weeks,
  holdouts_in_history: HOLDOUTS_IN_HISTORY[holdout_weeks === undefined ? 'default' : 'named'],
});

const lifetime = section(
  {
    horizon_days: wholeNumber.default(LIFETIME_DEFAULTS.horizon_days),
    annual_discount_rate: number(
      'give a rate from 0 to below 1, such as 0.10',
      (value) => value >= 0 && value < 1,
    ).default(LIFETIME_DEFAULTS.annual_discount_rate),
    holdout_weeks: wholeNumber.optional(),
    max_holdout_miss: number(
      'give a share above 0 and up to 1, such as 0.25',
      (value) => value > 0 && value <= 1,
    ).default(LIFETIME_DEFAULTS.max_holdout_miss),
    model: choice(['auto', 'nbd', 'bg_nbd', 'mbg_nbd', 'pareto_nbd']).default(LIFETIME_DEFAULTS.model),
    min_customers: wholeNumber.default(LIFETIME_DEFAULTS.min_customers),
    min_frequent_customers: wholeNumber.default(LIFETIME_DEFAULTS.min_frequent_customers),
    min_history_days: wholeNumber.default(LIFETIME_DEFAULTS.min_history_days),
  },
  'give keys such as horizon_days, holdout_weeks and model',
).transform((given) => ({ ...given, ...withHoldout(given) }));

const feedSchemas = Object.fromEntries(
  FEEDS.map((feed) => {
    const sources = sourcesSchema(feed);
    return [feed.name, feed === salesFeed ? sources : sources.default({})];
  }),
) as Record<FeedName, ReturnType<typeof sourcesSchema>>;

const feeds = section(feedSchemas, 'give sales, with at least one source in it').check(
  rule<{ sales: object }>(({ sales }, report) => {
    if (sales && Object.keys(sales).length === 0) report(['sales'], 'has no source: name at least one');
  }),
);

/** What one part of the file says of another; parts may be missing, or still be as they were written. */
interface Whole {
  warehouse: string;
  engine: string;
  feeds: { customers?: Record<string, { attributes?: object }> };
  metrics: { profile?: { attributes?: unknown[] } };
}

export const configurationSchema = section(
  {
    warehouse: warehouse.default(TOP_DEFAULTS.warehouse),
    currency,
    timezone,
    as_of: asOf.default(TOP_DEFAULTS.as_of),
    feeds,
    metrics: section(
      {
        purchase: purchase.prefault({}),
        tiers: tiers.prefault({}),
        status: status.prefault({}),
        lifetime: lifetime.prefault({}),
        ...practice,
      },
      'give keys such as purchase, tiers, status and lifetime',
    ).prefault({}),
    history: section(
      { keep_days: wholeNumber.default(HISTORY_DEFAULTS.keep_days) },
      'give { keep_days: 90 } or leave it out',
    ).prefault({}),
    engine: choice(['auto', 'duckdb', 'athena']).default(TOP_DEFAULTS.engine),
    athena: section(
      { above_mb: wholeNumber.default(ATHENA_DEFAULTS.above_mb) },
      'give { above_mb: 1000 } or leave it out',
    ).prefault({}),
    cloud: cloud.prefault({}),
  },
  'give currency, timezone and feeds',
).check(
  rule<Whole>(({ warehouse, engine, feeds, metrics }, report) => {
    if (engine === 'athena' && warehouse !== undefined && !warehouse.startsWith('s3://'))
      report(['engine'], `is athena, which reads buckets: warehouse is ${warehouse}, a folder`);
    const own = Object.values(feeds?.customers ?? {}).flatMap((source) =>
      Object.keys(source?.attributes ?? {}),
    );
    const profiled = metrics?.profile?.attributes;
    for (const [i, attribute] of (Array.isArray(profiled) ? profiled : []).entries()) {
      const fault = profileFault(String(attribute), own);
      if (fault) report(['metrics', 'profile', 'attributes', i], `has ${attribute}, which ${fault}`);
    }
  }),
);
