/** Rebates by quantity in short: what is reached in the present period, and who is close to more. */
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { type Column, table } from '../table.ts';

const LONGEST = 20;

const NEWEST = `
with newest as (
  select scale, max(period_starts_on) as period_starts_on
  from rebates
  group by scale
)
`;

export const REBATES = {
  rebates: `${NEWEST}
select r.scale, r.customer_type, coalesce(r.category, 'all') as category, r.phase, r.period_starts_on, r.period_ends_on,
  count(*) as customers, sum(r.net_sales) as net_sales, sum(r.rebate) as rebate,
  count(case when r.rate > 0 then 1 end) as with_rebate
from rebates r
join newest n on n.scale = r.scale and n.period_starts_on = r.period_starts_on
group by r.scale, r.customer_type, r.category, r.phase, r.period_starts_on, r.period_ends_on
order by r.scale, r.customer_type, r.period_starts_on`,
  next_steps: `${NEWEST}
select r.customer_id, r.scale, r.net_sales, r.rate, r.next_step_from, r.to_next_step, r.next_rate
from rebates r
join newest n on n.scale = r.scale and n.period_starts_on = r.period_starts_on
where r.to_next_step is not null
  and r.net_sales > 0
order by r.to_next_step, r.customer_id, r.scale
limit ${LONGEST}`,
};

/** The rebates of the newest period; a sentence where the configuration promises none. */
export function rebatesOf({ rebates = [], next_steps = [] }: Answers, currency: string): Markup {
  if (rebates.length === 0)
    return markup`<p>No rebate is promised to a type of customers that has bought.</p>`;
  return markup`${table(rebates, {
    query: 'campaigns.rebates',
    caption: `Rebates of the newest period, up to the as-of date. ${currency}`,
    columns: SCALES,
  })}
${
  next_steps.length > 0 &&
  table(next_steps, {
    query: 'campaigns.next_steps',
    caption: `Close to the next step: the ${LONGEST} who miss the least at most. ${currency}`,
    columns: STEPS,
    isSortable: true,
  })
}`;
}

const SCALES: readonly Column[] = [
  { column: 'scale', head: 'scale', kind: 'text' },
  { column: 'customer_type', head: 'customers of type', kind: 'text' },
  { column: 'category', head: 'category', kind: 'text' },
  { column: 'phase', head: 'phase', kind: 'text' },
  { column: 'period_starts_on', head: 'from', kind: 'day' },
  { column: 'period_ends_on', head: 'to', kind: 'day' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'with_rebate', head: 'with a rebate', kind: 'count' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'rebate', head: 'rebate', kind: 'money' },
];

const STEPS: readonly Column[] = [
  { column: 'customer_id', head: 'customer', kind: 'text' },
  { column: 'scale', head: 'scale', kind: 'text' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'rate', head: 'rate now', kind: 'share' },
  { column: 'next_step_from', head: 'next step from', kind: 'money' },
  { column: 'to_next_step', head: 'to it', kind: 'money' },
  { column: 'next_rate', head: 'rate then', kind: 'share' },
];
