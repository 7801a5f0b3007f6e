/** The known truth that a chain of shops is made from. */
import { CONSUMERS } from './consumers.ts';
import { PARTNERS } from './partners.ts';
import type { Role } from './role.ts';

export type RoleName = keyof typeof CONSUMERS | keyof typeof PARTNERS;

export const ROLES: Readonly<Record<RoleName, Role>> = { ...CONSUMERS, ...PARTNERS };

export interface ChainPlan {
  /** first and last day of the dumps, `YYYY-MM-DD`: whole years */
  opens: string;
  asOf: string;
  shops: number;
  regions: readonly string[];
  accountManagers: number;
  /** the same plan with the same seed is the same chain */
  seed: number;
}

export const CHAIN: ChainPlan = {
  opens: '2021-01-01',
  asOf: '2023-12-31',
  shops: 40,
  regions: ['North', 'East', 'South', 'West'],
  accountManagers: 12,
  // Simply the first. In about one chain of seven a campaign that does nothing seems to work, as in that of seed 8.
  seed: 1,
};
