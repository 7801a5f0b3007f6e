/** How far customers came, and where they were lost: a part of the section on who they are. */
import { bars } from '../chart.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { folded, table } from '../table.ts';
import { word } from '../words.ts';

const STEPS = [
  ['known', 'known_customers'],
  ['signed up', 'registered_customers'],
  ['contacted', 'contacted_customers'],
  ['bought', 'bought_once'],
  ['twice', 'bought_twice'],
  ['3 times', 'bought_three_times'],
  ['4 times', 'bought_four_times'],
  ['active', 'active_customers'],
] as const;

const NEWEST = `
with newest as (
  select max(month) as month
  from customer_funnel
)
`;

/** A step that no feed measures is left out. */
export const FUNNEL = {
  funnel: `${NEWEST}
select f.state_on, f.known_customers, f.registered_customers, f.never_bought, f.lost_after_first, f.lost_after_first_share, f.lost_after_loyalty,
  f.lost_after_loyalty_share, f.contacted_without_purchase, f.never_contacted
from customer_funnel f
join newest n on n.month = f.month`,
  steps: `${NEWEST.trimEnd()},

steps as (
${STEPS.map(
  (
    [step, column],
    i,
  ) => `  select ${i + 1} as position, '${step}' as step, ${column} as customers, known_customers, month
  from customer_funnel`,
).join('\n  union all\n')}
)

select s.position, s.step, s.customers, cast(s.customers as double) / nullif(s.known_customers, 0) as share_of_known
from steps s
join newest n on n.month = s.month
where s.customers is not null
order by s.position`,
};

/** Who was lost in words, and the steps as bars. */
export function funnelOf({ funnel = [], steps = [] }: Answers): Markup {
  const [row] = funnel;
  if (!row) return markup`<p>Nobody is known yet.</p>`;
  const at = (column: string, kind: Kind) => figure(funnel, column, kind, { query: 'profile.funnel' });
  const isRegistered = (row.never_bought ?? null) !== null;
  const isContacted = (row.never_contacted ?? null) !== null;
  return markup`<p>On ${at('state_on', 'day')}: ${isRegistered && markup`${at('never_bought', 'count')} of ${at('registered_customers', 'count')} registered ${word(row.registered_customers, 'customer')} never bought; `}${at('lost_after_first', 'count')} left after the first purchase (${at('lost_after_first_share', 'share')} of all who bought), ${at('lost_after_loyalty', 'count')} after they had been loyal (${at('lost_after_loyalty_share', 'share')} of those). ${
    isContacted
      ? markup`${at('never_contacted', 'count')} were never contacted, and ${at('contacted_without_purchase', 'count')} were and did not buy.`
      : 'Who was contacted is not measured, for there is no contacts feed.'
  }</p>
${bars(
  {
    id: 'customer-funnel',
    title: 'How far customers came to date',
    description: `One bar for each step, from ${shown(row.known_customers, 'count')} who are known to those who are active.`,
    labels: steps.map(({ step }) => String(step)),
    x: 'step',
    y: 'customers',
    tick: (value) => shown(value, 'count'),
  },
  steps.map(({ customers }) => Number(customers)),
)}
${folded(
  table(steps, {
    query: 'profile.steps',
    caption: 'How far customers came to date; every month is in the workbook',
    columns: [
      { column: 'step', head: 'step', kind: 'text' },
      { column: 'customers', head: 'customers', kind: 'count' },
      { column: 'share_of_known', head: 'share of all known', kind: 'share' },
    ],
  }),
)}`;
}
