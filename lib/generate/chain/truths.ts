/** What was planted in a chain, and the SELECT on the published tables that should find it, and nothing else. */
import { CAMPAIGNS } from './campaigns.ts';
import type { GeneratedChain } from './chain.ts';
import { isHarassed } from './contacts.ts';
import type { RoleName } from './plan.ts';

export interface Truth {
  name: string;
  /** Who or what was planted, each once. */
  planted: readonly string[];
  /** Its rows name in `who` what is found. */
  sql: string;
}

/** From so many on a partner sends many. */
const MANY = 15;

/** Net sales per referred customer, beside those of all who were referred. */
const PARTNERS = `
with partners as (
  select referred_by, sum(referred) as referred, cast(sum(net_sales) as double) as net_sales
  from partner_referrals
  group by referred_by
),
everybody as (
  select sum(net_sales) / sum(referred) as mean from partners
)
select referred_by as who
from partners
cross join everybody
where referred >= ${MANY}`;

/** The truths of a chain. */
export function truthsOf({ customers, complaints, referrals }: GeneratedChain): Truth[] {
  const of = (...roles: RoleName[]) =>
    customers.filter(({ role }) => roles.includes(role)).map(({ id }) => id);
  const campaigns = (isIt: (campaign: (typeof CAMPAIGNS)[number]) => boolean) =>
    CAMPAIGNS.filter(isIt).map(({ id }) => id);
  return [
    {
      name: 'customers about to rise',
      planted: of('rising'),
      sql: 'select customer_id as who from rising_customers',
    },
    {
      name: 'campaigns that work',
      planted: campaigns(({ lift }) => lift > 0),
      sql: 'select campaign_id as who from campaign_results where is_certain and uplift_net_sales > 0',
    },
    {
      name: 'campaigns that do not',
      planted: campaigns(({ lift, audience }) => lift === 0 && audience !== undefined),
      sql: `
select campaign_id as who from campaign_results where uplift_net_sales is not null
  and not (is_certain and uplift_net_sales > 0)`,
    },
    {
      name: 'campaigns of which nobody can say',
      planted: campaigns(({ audience }) => audience === undefined),
      sql: "select campaign_id as who from campaign_results where uplift_reason = 'no_recipients_listed'",
    },
    {
      name: 'customers contacted too often',
      planted: customers.filter(isHarassed).map(({ id }) => id),
      sql: 'select customer_id as who from contact_plan where is_over_contacted',
    },
    {
      name: 'partners who send good customers',
      planted: [referrals.good],
      sql: `${PARTNERS} and net_sales / referred > 2 * mean`,
    },
    {
      name: 'partners who send many who buy little',
      planted: referrals.poor,
      sql: `${PARTNERS} and net_sales / referred < mean / 2`,
    },
    {
      name: 'attributes nobody collects',
      planted: ['occupation'],
      sql: "select attribute as who from profile_completeness where tier = 'all' and filled = 0",
    },
    {
      name: 'complaints nobody has answered',
      planted: complaints
        .filter(({ answeredAfterHours }) => answeredAfterHours === undefined)
        .map(({ customer }) => customer.id),
      sql: 'select customer_id as who from open_complaints',
    },
    {
      name: 'answers after which customers stay away',
      planted: ['none'],
      sql: `
with rates as (
  select 'late' as answer, repurchase_rate_late as rate, repurchase_rate_in_time from service_quality
  where scope = 'all'
  union all
  select 'none', repurchase_rate_unanswered, repurchase_rate_in_time from service_quality where scope = 'all'
)
select answer as who from rates where rate < repurchase_rate_in_time / 2`,
    },
    {
      name: 'customers won at a discount',
      planted: of('bargain'),
      sql: 'select customer_id as who from discount_dependence where is_won_at_discount',
    },
    {
      name: 'ways of winning customers who leave sooner',
      planted: ['discount'],
      sql: `
select a.won_at as who
from discount_retention a
join discount_retention b on b.window_days = a.window_days and b.won_at <> a.won_at
where a.window_days = 180 and a.repurchase_rate < 0.75 * b.repurchase_rate`,
    },
    {
      name: 'loyal customers whose loyalty falls',
      planted: of('cooling'),
      sql: `
select customer_id as who from loyalty_scorecard cross join settings
where is_falling and loyalty_score_year_before >= partner_loyalty`,
    },
    {
      name: 'partners who are B',
      planted: of('committed'),
      sql: "select customer_id as who from customer_tiers where tier = 'B'",
    },
  ];
}

export interface Finding {
  name: string;
  planted: number;
  found: number;
  /** Planted, and not found. */
  missed: string[];
  /** Found, and not planted. */
  notPlanted: string[];
}

/** Holds what the SELECT of a truth has found against what was planted. */
export function findingOf(
  { name, planted }: Truth,
  rows: readonly Readonly<Record<string, unknown>>[],
): Finding {
  const found = new Set(rows.map(({ who }) => String(who)));
  const known = new Set(planted);
  return {
    ...{ name, planted: known.size, found: found.size },
    missed: [...known].filter((who) => !found.has(who)),
    notPlanted: [...found].filter((who) => !known.has(who)),
  };
}
