/** The sheets behind the first one, in the order of reading. Adding one is adding an entry to the list. */
import type { Column } from '../../contract/columns.ts';
import type { Table } from '../../contract/table.ts';
import { ownSchemaOf, tableNamed } from '../../contract/tables.ts';
import type { Release } from '../section.ts';

interface Subject {
  sheet: string;
  /** The published table that the sheet shows whole, but for the stamp, which stands on the first sheet. */
  table: string;
  /** Columns of tables with the same key, put to the right. */
  beside?: Readonly<Record<string, string[]>>;
}

export const SUBJECTS: readonly Subject[] = [
  { sheet: 'Value by cohort', table: 'lifetime_value_by_cohort' },
  {
    sheet: 'Customers',
    table: 'customer_lifetime_value',
    beside: {
      customer_tiers: ['tier'],
      customer_segments: ['segment', 'lifecycle_stage'],
      customer_status: ['days_since_last', 'is_inactive', 'overdue_ratio', 'net_sales_12_months'],
      loyalty_scorecard: ['loyalty_score', 'is_falling'],
      contact_plan: ['account_manager', 'level', 'next_due_on'],
    },
  },
  { sheet: 'Tasks', table: 'account_manager_tasks' },
  { sheet: 'Rising customers', table: 'rising_customers' },
  { sheet: 'Tiers and movement', table: 'tier_migration' },
  { sheet: 'Bridge', table: 'customer_base_bridge' },
  { sheet: 'Bridge of value', table: 'lifetime_value_bridge' },
  { sheet: 'Restatements', table: 'restatements' },
  { sheet: 'Held lines', table: 'held_lines' },
  { sheet: 'Retention', table: 'cohort_retention' },
  { sheet: 'Repeat purchase', table: 'repeat_purchase' },
  { sheet: 'Relationships', table: 'relationship_plan' },
  { sheet: 'Service', table: 'service_quality' },
  { sheet: 'Referrals', table: 'referrals' },
  { sheet: 'Referrals by store', table: 'partner_referrals' },
  { sheet: 'Campaigns', table: 'campaign_results' },
  { sheet: 'Discounts', table: 'discount_dependence_by_tier' },
  { sheet: 'Won at a discount', table: 'discount_retention' },
  { sheet: 'Rebates', table: 'rebates' },
  { sheet: 'Profile', table: 'customer_profile' },
  { sheet: 'Profile gaps', table: 'profile_completeness' },
  { sheet: 'Funnel', table: 'customer_funnel' },
  { sheet: 'Customer share', table: 'customer_share' },
  { sheet: 'Backtest', table: 'lifetime_backtest' },
  { sheet: 'Models', table: 'lifetime_model' },
  { sheet: 'Reconciliation', table: 'reconciliation' },
];

/** A sheet of a release, before its rows are asked for. */
export interface Chosen {
  sheet: string;
  table: Table;
  /** Where its table is kept whole. */
  key: string;
  rows: number;
  columns: readonly { table: string; field: Column }[];
}

/** The sheets that a release has tables for: one that is older than a table has no sheet of it. */
export function chosenFor({ tables }: Pick<Release, 'tables'>): Chosen[] {
  const published = new Map(tables.map((table) => [table.name, table]));
  return SUBJECTS.flatMap(({ sheet, table: name, beside = {} }) => {
    const found = published.get(name);
    const table = tableNamed(name);
    if (!found || !table) return [];
    const right = Object.entries(beside).filter(([other]) => published.has(other));
    const columns = [
      ...ownSchemaOf(name).fields.map((field) => ({ table: name, field })),
      ...right.flatMap(([other, names]) =>
        ownSchemaOf(other)
          .select(names)
          .fields.map((field) => ({ table: other, field })),
      ),
    ];
    return [{ sheet, table, key: found.key, rows: found.rows, columns }];
  });
}
