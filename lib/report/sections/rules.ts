/** The lists among the settings of customer management: a part of the proof. */
import { type Markup, markup } from '../markup.ts';
import { matrix } from '../matrix.ts';
import type { Answers } from '../section.ts';
import { type Column, folded, table } from '../table.ts';

export const RULES = {
  levels: `
select customers_class, margin_class, level
from settings_relationship_levels
order by case customers_class when 'few' then 1 when 'some' then 2 else 3 end,
  case margin_class when 'high' then 1 when 'medium' then 2 else 3 end`,
  cadence: `
select tier, level, contacts_per_year
from settings_contact_cadence
order by tier, case level
  when 'partnership' then 1
  when 'proactive' then 2
  when 'accountable' then 3
  when 'reactive' then 4
  else 5
end`,
  customer_types: `
select customer_type, role
from settings_customer_types
order by customer_type`,
  rebate_steps: `
select scale, customer_type, category, phase, period, net_sales_from, rate
from settings_rebate_steps
order by scale, customer_type, net_sales_from`,
  attributes: `
select attribute, is_canonical, is_mapped, is_profiled
from settings_attributes
order by attribute`,
};

/** @returns a table for each list that has an entry, folded away */
export const rulesOf = (
  { levels = [], cadence = [], customer_types = [], rebate_steps = [], attributes = [] }: Answers,
  currency: string,
): Markup =>
  folded(
    markup`${matrix(levels, {
      query: 'proof.levels',
      caption:
        'Level of relationship by how many customers there are (rows) and what margin each brings (columns)',
      down: { column: 'customers_class', head: 'customers', kind: 'text' },
      across: { column: 'margin_class', head: 'margin', kind: 'text' },
      cell: (at) => at('level', 'text'),
      look: () => ({}),
    })}
${matrix(cadence, {
  query: 'proof.cadence',
  caption: 'Contacts in a year by tier (rows) and level of relationship (columns)',
  down: { column: 'tier', head: 'tier', kind: 'text' },
  across: { column: 'level', head: 'level', kind: 'text' },
  cell: (at) => at('contacts_per_year', 'count'),
  look: () => ({}),
})}
${
  customer_types.length > 0 &&
  table(customer_types, {
    query: 'proof.customer_types',
    caption: 'Customer types that the tier rule partner knows',
    columns: [
      { column: 'customer_type', head: 'customer type', kind: 'text' },
      { column: 'role', head: 'role', kind: 'text' },
    ],
  })
}
${
  rebate_steps.length > 0 &&
  table(rebate_steps, {
    query: 'proof.rebate_steps',
    caption: `Rebates by quantity that are promised, ${currency}`,
    columns: STEPS,
  })
}
${
  attributes.length > 0 &&
  table(attributes, {
    query: 'proof.attributes',
    caption: 'Attributes that customers could have',
    columns: [
      { column: 'attribute', head: 'attribute', kind: 'text' },
      { column: 'is_canonical', head: 'of the customers feed', kind: 'flag' },
      { column: 'is_mapped', head: 'a source brings it', kind: 'flag' },
      { column: 'is_profiled', head: 'values are told apart', kind: 'flag' },
    ],
  })
}`,
    'Rules of customer management: levels, contacts in a year, customer types, rebates, attributes',
  );

const STEPS: readonly Column[] = [
  { column: 'scale', head: 'scale', kind: 'text' },
  { column: 'customer_type', head: 'customer type', kind: 'text' },
  { column: 'category', head: 'category', kind: 'text' },
  { column: 'phase', head: 'phase', kind: 'text' },
  { column: 'period', head: 'period', kind: 'text' },
  { column: 'net_sales_from', head: 'net sales from', kind: 'money' },
  { column: 'rate', head: 'rate', kind: 'share' },
];
