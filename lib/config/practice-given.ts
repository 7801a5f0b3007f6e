/** What the configuration says of customer management as rows of the settings tables. */
import { CANONICAL_ATTRIBUTES } from './attributes.ts';
import { TIER_CUTS } from './defaults.ts';
import type { SettingsRow } from './given.ts';
import type { Configuration, Metrics } from './shape.ts';

/** The columns of `settings`. */
export function practiceRow({
  partner,
  rising,
  loyalty,
  discount,
  profile,
  market,
  relationship,
  contact,
  service,
}: Metrics): SettingsRow {
  return {
    partner_growth: partner.growth,
    partner_cooperation: partner.cooperation,
    partner_loyalty: partner.loyalty,
    partner_product_a: TIER_CUTS.revenue_share.a,
    partner_product_b: TIER_CUTS.revenue_share.b,
    rising_growth: rising.growth,
    rising_reach_months: rising.reach_months,
    loyalty_new_product_days: loyalty.new_product_days,
    loyalty_fall: loyalty.fall,
    discount_dependent_share: discount.dependent_share,
    profile_min_customers: profile.min_customers,
    market_population: market?.population ?? null,
    market_target_share: market?.target_share ?? null,
    market_reachable_share: market?.reachable_share ?? null,
    market_valid_share: market?.valid_share ?? null,
    market_buyer_share: market?.buyer_share ?? null,
    market_yearly_spend: market?.yearly_spend ?? null,
    relationship_few_below: relationship.few_below,
    relationship_many_from: relationship.many_from,
    relationship_high_margin: relationship.high_margin,
    relationship_low_margin: relationship.low_margin,
    contact_most: contact.most,
    contact_within_days: contact.within_days,
    service_answer_hours: service.answer_hours,
    service_repurchase_days: service.repurchase_days,
  };
}

/** Rows of the lists, by the name of their table. */
export function practiceLists({
  feeds,
  metrics,
}: Pick<Configuration, 'feeds' | 'metrics'>): Record<string, SettingsRow[]> {
  const { partner, profile, relationship, contact, rebates } = metrics;
  const roles = new Map([
    ...partner.franchisee_types.map((type): [string, string] => [type, 'franchisee']),
    ...partner.agent_types.map((type): [string, string] => [type, 'agent']),
  ]);
  const sources = Object.values(feeds.customers);
  const own = [...new Set(sources.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  return {
    settings_customer_types: Array.from(roles, ([customer_type, role]) => ({ customer_type, role })),
    settings_attributes: [...CANONICAL_ATTRIBUTES, ...own].map((attribute) => ({
      attribute,
      is_canonical: CANONICAL_ATTRIBUTES.includes(attribute),
      is_mapped: sources.some(({ columns, attributes }) => attribute in columns || attribute in attributes),
      is_profiled: profile.attributes.includes(attribute),
    })),
    settings_relationship_levels: Object.entries(relationship.levels).flatMap(([customers_class, levels]) =>
      Object.entries(levels).map(([margin_class, level]) => ({ customers_class, margin_class, level })),
    ),
    settings_contact_cadence: Object.entries(contact.cadence).flatMap(([tier, levels]) =>
      Object.entries(levels).map(([level, contacts_per_year]) => ({ tier, level, contacts_per_year })),
    ),
    settings_rebate_steps: rebates.flatMap(({ name, customer_types, category, phase, every, steps }) =>
      [...new Set(customer_types)].flatMap((customer_type) =>
        steps.map(({ from, rate }) => ({
          scale: name,
          customer_type,
          category: category ?? null,
          phase,
          period: every,
          net_sales_from: from,
          rate,
        })),
      ),
    ),
  };
}
