/** Who recommended the chain to whom: one partner to many good customers, some to many poor ones, the loyal to a few. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { shuffled } from './chance.ts';
import { yearOf } from './orders.ts';
import type { Customer } from './people.ts';
import { type ChainPlan, ROLES, type RoleName } from './plan.ts';

export interface Referrals {
  /** who recommended, by who came */
  by: Map<string, string>;
  /** the partner who sends good customers */
  good: string;
  /** partners who send many, too, who buy little */
  poor: string[];
}

const POOR_PARTNERS = 4;
/** Partners who send a few, neither better nor worse than others. */
const OTHER_PARTNERS = 8;
const OF_OTHERS = 2;

export function referralsOf(customers: readonly Customer[], plan: ChainPlan, random: Random): Referrals {
  const of = (role: RoleName) =>
    shuffled(
      customers.filter((customer) => customer.role === role),
      random,
    );
  const [good, ...others] = of('agent').map(({ id }) => id) as [string, ...string[]];
  const poor = others.slice(0, POOR_PARTNERS);
  const by = new Map<string, string>();
  for (const { id } of of('sent_good')) by.set(id, good);
  for (const [i, { id }] of of('sent_poor').entries()) by.set(id, poor[i % poor.length]!);
  const free = of('regular');
  const give = (referrer: string, count: number, isIt: (customer: Customer) => boolean) => {
    const came = free.filter((customer) => !by.has(customer.id) && isIt(customer)).slice(0, count);
    if (came.length < count)
      throw new RangeError('nobody is left to be recommended: plan more regular customers');
    for (const { id } of came) by.set(id, referrer);
  };
  const opens = dayOf(plan.opens);
  for (const { id, role } of customers) {
    const { recommends = [] } = ROLES[role];
    for (const [year, count] of recommends.entries())
      give(id, count, ({ first }) => yearOf(first, opens) === year);
  }
  for (const id of others.slice(POOR_PARTNERS, POOR_PARTNERS + OTHER_PARTNERS))
    give(id, OF_OTHERS, () => true);
  return { by, good, poor };
}
