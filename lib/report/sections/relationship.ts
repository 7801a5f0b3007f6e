/** How close a relationship pays with whom: recommended levels, and what contacts cost against what customers bring. */
import { figure, type Kind } from '../figures.ts';
import { markup } from '../markup.ts';
import { hasFeed, notMeasured } from '../measured.ts';
import type { Section } from '../section.ts';
import { type Column, table } from '../table.ts';
import { word } from '../words.ts';
import { SERVICE, serviceOf } from './service.ts';

export const relationship: Section = {
  id: 'relationship',
  title: 'Relationships, and what they cost',
  queries: {
    sums: `
select sum(customers) as customers, sum(net_sales) as net_sales, sum(gross_margin) as gross_margin,
  sum(our_contacts) as our_contacts, sum(contact_cost) as contact_cost,
  coalesce(sum(case when costs_more_than_it_brings then customers end), 0) as costly_customers,
  sum(case when costs_more_than_it_brings then contact_cost end) as costly_contact_cost,
  sum(case when costs_more_than_it_brings then gross_margin end) as costly_gross_margin,
  coalesce(sum(case when level = 'partnership' then customers end), 0) as partnership_customers,
  min(window_starts_on) as window_starts_on, max(window_ends_on) as window_ends_on, max(contacts_since) as contacts_since
from relationship_plan
having count(*) > 0`,
    levels: `
select level, sum(customers) as customers, sum(net_sales) as net_sales, sum(gross_margin) as gross_margin,
  sum(our_contacts) as our_contacts, sum(contact_cost) as contact_cost,
  sum(margin_after_contact_cost) as margin_after_contact_cost
from relationship_plan
group by level
order by case level
  when 'partnership' then 1
  when 'proactive' then 2
  when 'accountable' then 3
  when 'reactive' then 4
  else 5
end`,
    plan: `
select tier, segment, customers, margin_class, level, net_sales_per_customer, gross_margin_per_customer,
  contacts_per_customer, contact_cost, margin_after_contact_cost, costs_more_than_it_brings
from relationship_plan
order by tier, segment`,
    ...SERVICE,
  },
  tell({ sums = [], levels = [], plan = [], ...others }, release) {
    const [row] = sums;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(sums, column, kind, { query: 'relationship.sums' });
    const currency = String(release.settings.currency);
    const isContacted = hasFeed(release, 'contacts');
    const measured = ({ column }: Column): boolean => isContacted || !CONTACTS.includes(column);
    return {
      sentence: isContacted
        ? markup`In the tier window we made ${at('our_contacts', 'count')} ${word(row.our_contacts, 'contact')}, at a cost of ${at('contact_cost', 'money')} ${currency} beside a gross margin of ${at('gross_margin', 'money')}; with ${at('costly_customers', 'count')} ${word(row.costly_customers, 'customer')} contacts cost more than the margin that they bring.`
        : markup`By their number and by what each brings, ${at('partnership_customers', 'count')} of ${at('customers', 'count')} ${word(row.customers, 'customer')} should be partners; what contacts cost is not measured, for there is no contacts feed.`,
      body: markup`<p>The tier window is ${at('window_starts_on', 'day')} to ${at('window_ends_on', 'day')}.${isContacted && markup` The first contact of the feed is of ${at('contacts_since', 'day')}.`}</p>
${table(levels, {
  query: 'relationship.levels',
  caption: `Recommended levels of relationship, by number and margin of the customers. ${currency}`,
  columns: LEVELS.filter(measured),
})}
${
  Number(row.costly_customers) > 0 &&
  markup`<p>Where contacts cost more than they bring: ${at('costly_contact_cost', 'money')} ${currency} of contacts for a gross margin of ${at('costly_gross_margin', 'money')}.</p>`
}
${table(plan, {
  query: 'relationship.plan',
  caption: `Every tier and segment: the recommended level, and what contacts cost against the margin. ${currency}`,
  columns: PLAN.filter(measured),
  isSortable: true,
})}
<h3>Complaints and service</h3>
${isContacted ? serviceOf(others) : notMeasured('Complaints, suggestions and satisfaction', 'contacts')}`,
    };
  },
};

/** What only a contacts feed tells. */
const CONTACTS: readonly string[] = [
  'our_contacts',
  'contacts_per_customer',
  'contact_cost',
  'margin_after_contact_cost',
  'costs_more_than_it_brings',
];

const LEVELS: readonly Column[] = [
  { column: 'level', head: 'level', kind: 'text' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'gross_margin', head: 'gross margin', kind: 'money' },
  { column: 'our_contacts', head: 'contacts of ours', kind: 'count' },
  { column: 'contact_cost', head: 'cost of contacts', kind: 'money' },
  { column: 'margin_after_contact_cost', head: 'margin after that', kind: 'money' },
];

const PLAN: readonly Column[] = [
  { column: 'tier', head: 'tier', kind: 'text' },
  { column: 'segment', head: 'segment', kind: 'text' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'margin_class', head: 'margin', kind: 'text' },
  { column: 'level', head: 'level', kind: 'text' },
  { column: 'net_sales_per_customer', head: 'net sales each', kind: 'money' },
  { column: 'gross_margin_per_customer', head: 'gross margin each', kind: 'money' },
  { column: 'contacts_per_customer', head: 'contacts each', kind: 'decimal' },
  { column: 'contact_cost', head: 'cost of contacts', kind: 'money' },
  { column: 'margin_after_contact_cost', head: 'margin after that', kind: 'money' },
  { column: 'costs_more_than_it_brings', head: 'costs more than it brings', kind: 'flag' },
];
