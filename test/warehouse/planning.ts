import type { Patronage } from '../../lib/patronage.ts';
import { type Plan, planRelease } from '../../lib/warehouse/plan.ts';
import { NOW } from '../shop.ts';

/** What the next release of a shop would be. @param now ISO 8601 */
export const planOf = ({ store, ledger, configuration }: Patronage, now = NOW): Promise<Plan> =>
  planRelease({ store, ledger, configuration, now: () => new Date(now), engineVersion: 'duckdb' });
