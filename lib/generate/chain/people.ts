/** Who the customers of a chain are: of which kind, where they buy, when they come and leave. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { between, oneOf, shuffled, waiting, whole } from './chance.ts';
import { type ChainPlan, ROLES, type RoleName } from './plan.ts';
import { CATEGORIES } from './range.ts';

export interface Customer {
  id: string;
  role: RoleName;
  store: string;
  region: string;
  /** the employee who looks after the customer; undefined where nobody does */
  manager: string | undefined;
  /** Days since 1970-01-01, as all days here. */
  registered: number;
  /** day of the first order */
  first: number;
  /** no order from this day on */
  leaves: number;
  /** what an order is worth when the chain opens, in cents */
  value: number;
  /** growth of that in each of the years */
  growth: readonly number[];
  /** categories, those first that are bought where only some are */
  categories: readonly string[];
  cooperation: number | undefined;
  walletShare: number;
}

export interface Store {
  id: string;
  region: string;
  salespersons: readonly string[];
}

const SALESPERSONS = 3;
/** Partners are older than the dumps, and order in their first days. */
const OLDER: readonly [number, number] = [200, 1_800];
const FIRST_DAYS: readonly [number, number] = [0, 13];

const numbered = (letter: string, number: number, digits: number): string =>
  `${letter}${String(number).padStart(digits, '0')}`;

/** The shops, as many in each region. */
export function storesOf({ shops, regions }: ChainPlan): Store[] {
  return Array.from({ length: shops }, (_, i) => ({
    id: numbered('S', i + 1, 2),
    region: regions[i % regions.length]!,
    salespersons: Array.from({ length: SALESPERSONS }, (_, j) => numbered('E', i * SALESPERSONS + j + 1, 3)),
  }));
}

/** Everybody, by number; the number says the type and nothing of the kind. */
export function peopleOf(plan: ChainPlan, stores: readonly Store[], random: Random): Customer[] {
  const kinds = Object.entries(ROLES).flatMap(([name, { customers }]) =>
    Array<RoleName>(customers).fill(name as RoleName),
  );
  const counts = { consumer: 0, dealer: 0, agent: 0, franchisee: 0 };
  return shuffled(kinds, random).map((role) => {
    const { type } = ROLES[role];
    counts[type] += 1;
    return customerOf(numbered(type[0]!.toUpperCase(), counts[type], 4), role, plan, stores, random);
  });
}

function customerOf(
  id: string,
  role: RoleName,
  plan: ChainPlan,
  stores: readonly Store[],
  random: Random,
): Customer {
  const kind = ROLES[role];
  const opens = dayOf(plan.opens);
  const span = dayOf(plan.asOf) + 1 - opens;
  const { id: store, region } = oneOf(stores, random);
  const first = kind.comes
    ? opens + Math.floor(between(kind.comes, random) * span)
    : opens + whole(FIRST_DAYS, random);
  const orders = kind.orders[0]!;
  return {
    ...{ id, role, store, region, first },
    manager: kind.type === 'consumer' ? undefined : managerOf(region, plan, random),
    registered: kind.comes ? first : opens - whole(OLDER, random),
    leaves: kind.leaving
      ? first + 1 + Math.floor(365 * waiting(kind.leaving, random))
      : Number.POSITIVE_INFINITY,
    value: orders > 0 ? (100 * between(kind.yearly, random)) / orders : 0,
    growth: (kind.growth ?? []).map((range) => between(range, random)),
    categories: shuffled(CATEGORIES, random),
    cooperation: kind.cooperation && Math.round(between(kind.cooperation, random)),
    walletShare: between(kind.walletShare, random),
  };
}

/** Account managers work in one region each. */
function managerOf(region: string, { regions, accountManagers }: ChainPlan, random: Random): string {
  const each = accountManagers / regions.length;
  return numbered('M', regions.indexOf(region) * each + whole([1, each], random), 2);
}
