/** All that is published and all that is made on the way, in the order of the dictionary. */
import type { Schema } from 'apache-arrow';
import { type Relation, STAMP, type Table } from './table.ts';
import { CAMPAIGN_STEPS } from './tables/campaign-steps.ts';
import { CAMPAIGN_TABLES } from './tables/campaigns.ts';
import { COHORT_TABLES, cohortMonths, marginBase } from './tables/cohorts.ts';
import { CONTACT_TABLES } from './tables/contacts.ts';
import { CUSTOMER_FEED_STEPS, CUSTOMER_FEED_TABLES } from './tables/customer-feeds.ts';
import { DISCOUNT_STEPS, DISCOUNT_TABLES } from './tables/discounts.ts';
import { EXCHANGE_STEPS } from './tables/exchange-steps.ts';
import { HISTORY_TABLES } from './tables/history.ts';
import { LIFETIME_TABLES } from './tables/lifetime.ts';
import { LIFETIME_MODEL_TABLES } from './tables/lifetime-models.ts';
import { LIFETIME_STEPS } from './tables/lifetime-steps.ts';
import { customerDays, customers, LINE_TABLES, repeatedLines } from './tables/lines.ts';
import { LOCK_STEPS } from './tables/lock-steps.ts';
import { LOCK_TABLES } from './tables/locks.ts';
import { LOYALTY_TABLES } from './tables/loyalty.ts';
import { LOYALTY_STEPS } from './tables/loyalty-steps.ts';
import { months, PERIOD_TABLES } from './tables/periods.ts';
import { PROFILE_STEPS, PROFILE_TABLES } from './tables/profile.ts';
import { PROOF_TABLES } from './tables/proof.ts';
import { REACH_STEPS, REACH_TABLES } from './tables/reach.ts';
import { REBATE_STEPS, REBATE_TABLES } from './tables/rebates.ts';
import { REFERRAL_STEPS, REFERRAL_TABLES } from './tables/referrals.ts';
import { RELATIONSHIP_STEPS } from './tables/relationship-steps.ts';
import { REPEAT_TABLES } from './tables/repeat.ts';
import { SALES_STEPS, SALES_TABLES } from './tables/sales.ts';
import { SEGMENT_STEPS } from './tables/segment-steps.ts';
import { SEGMENT_TABLES } from './tables/segments.ts';
import { SERVICE_STEPS, SERVICE_TABLES } from './tables/service.ts';
import { GIVEN_TABLES } from './tables/settings.ts';
import { TASK_TABLES } from './tables/tasks.ts';
import { TIER_STEPS } from './tables/tier-steps.ts';
import { TIER_TABLES } from './tables/tiers.ts';

export const TABLES: readonly Table[] = [
  ...LINE_TABLES,
  ...PERIOD_TABLES,
  ...COHORT_TABLES,
  ...REPEAT_TABLES,
  ...LIFETIME_TABLES,
  ...LIFETIME_MODEL_TABLES,
  ...TIER_TABLES,
  ...SEGMENT_TABLES,
  ...SALES_TABLES,
  ...CUSTOMER_FEED_TABLES,
  ...LOYALTY_TABLES,
  ...CONTACT_TABLES,
  ...SERVICE_TABLES,
  ...CAMPAIGN_TABLES,
  ...REFERRAL_TABLES,
  ...REBATE_TABLES,
  ...PROFILE_TABLES,
  ...REACH_TABLES,
  ...DISCOUNT_TABLES,
  ...TASK_TABLES,
  ...PROOF_TABLES,
  ...LOCK_TABLES,
  ...HISTORY_TABLES,
  ...GIVEN_TABLES,
];

/** Relations that a refresh makes on the way to the tables; not published. */
export const STEPS: readonly Relation[] = [
  repeatedLines,
  ...LOCK_STEPS,
  customerDays,
  customers,
  months,
  marginBase,
  cohortMonths,
  ...TIER_STEPS,
  ...SEGMENT_STEPS,
  ...SALES_STEPS,
  ...CUSTOMER_FEED_STEPS,
  ...LOYALTY_STEPS,
  ...RELATIONSHIP_STEPS,
  ...SERVICE_STEPS,
  ...CAMPAIGN_STEPS,
  ...REFERRAL_STEPS,
  ...REBATE_STEPS,
  ...PROFILE_STEPS,
  ...REACH_STEPS,
  ...DISCOUNT_STEPS,
  ...EXCHANGE_STEPS,
  ...LIFETIME_STEPS,
];

export const tableNamed = (name: string): Table | undefined => TABLES.find((table) => table.name === name);

/** The schema a model's result is cast to, published or not. */
export function schemaOf(name: string): Schema {
  const found = tableNamed(name) ?? STEPS.find((step) => step.name === name);
  if (!found) throw new TypeError(`sql: model ${name} has no table or step in lib/contract`);
  return found.schema;
}

/** The same without the stamp, which is added when the table is written. */
export function ownSchemaOf(name: string): Schema {
  const schema = schemaOf(name);
  if (!tableNamed(name)?.isStamped) return schema;
  const stamp = new Set(STAMP.map((column) => column.name));
  return schema.select(schema.names.filter((column) => !stamp.has(String(column))));
}
