/**
 * How tables are joined: each row of one to at most one row of another. `customer_tiers` stands in the middle, for it has
 * every known customer with a line that counts. Between two tables there is one way, so that a BI tool need not choose.
 */
import type { Table } from './table.ts';

export interface Relationship {
  /** Many rows of this table … */
  readonly from: string;
  /** … belong to one row of that one. */
  readonly to: string;
  readonly fromColumns: readonly string[];
  /** The key of `to`. */
  readonly toColumns: readonly string[];
  /** Does every row of `from` whose columns are not null have its partner? */
  readonly isTotal: boolean;
}

const toCustomer = (from: string, isTotal = true): Relationship => ({
  from,
  to: 'customer_tiers',
  fromColumns: ['customer_id'],
  toColumns: ['customer_id'],
  isTotal,
});

export const RELATIONSHIPS: readonly Relationship[] = [
  // Customers and products with excluded lines only have no class.
  toCustomer('sales', false),
  toCustomer('orders'),
  toCustomer('purchase_days'),
  toCustomer('customer_lifetime_value'),
  // Who was registered or contacted and has no line has no class either.
  toCustomer('customer_segments', false),
  toCustomer('customer_status'),
  toCustomer('loyalty_scorecard'),
  toCustomer('rising_customers'),
  // Who was registered and never bought, or complained and is not known otherwise, has no class.
  toCustomer('contact_plan', false),
  toCustomer('open_complaints', false),
  toCustomer('account_manager_tasks', false),
  // A list of recipients may name people who have not bought yet.
  toCustomer('campaign_customers', false),
  toCustomer('rebates'),
  {
    from: 'campaign_customers',
    to: 'campaign_results',
    fromColumns: ['campaign_id'],
    toColumns: ['campaign_id'],
    isTotal: true,
  },
  {
    from: 'partner_referrals',
    to: 'referrals',
    fromColumns: ['referred_by'],
    toColumns: ['referred_by'],
    isTotal: true,
  },
  toCustomer('discount_dependence'),
  {
    from: 'sales',
    to: 'product_tiers',
    fromColumns: ['product_id'],
    toColumns: ['product_id'],
    isTotal: false,
  },
  {
    from: 'sales',
    to: 'reconciliation',
    fromColumns: ['source', 'dump_id'],
    toColumns: ['source', 'dump_id'],
    isTotal: true,
  },
  {
    from: 'repurchase_windows',
    to: 'settings_repurchase_windows',
    fromColumns: ['window_days'],
    toColumns: ['window_days'],
    isTotal: true,
  },
  {
    from: 'missing_days',
    to: 'settings_expected_sources',
    fromColumns: ['source'],
    toColumns: ['source'],
    isTotal: true,
  },
];

/** The relationships between these tables. */
export const relationshipsAmong = (tables: readonly Table[]): Relationship[] => {
  const names = new Set(tables.map(({ name }) => name));
  return RELATIONSHIPS.filter(({ from, to }) => names.has(from) && names.has(to));
};
