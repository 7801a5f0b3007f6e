/** The figures of closed months that a restatement is about, and what changed of them from one state to the next. */
import type { Ask } from '../warehouse/ask.ts';
import { unitsOf } from './amount.ts';

/** Decimals that the figures are exact to. */
export const DECIMALS = 4;

export type Measure = 'net_sales' | 'cohort_customers' | 'tier_customers';

/** A figure of a month: `part` is the tier, or all. */
export interface Figure {
  month: string;
  measure: Measure;
  part: string;
}

/** What a figure is, or of net sales that part of it which the lines of a dump bring; in units of the last decimal. */
export interface Amount extends Figure {
  dump_id: string | undefined;
  value: bigint;
}

/** All that is looked at of a state. */
export interface Closed {
  amounts: Amount[];
  /** Discounted value of all customers, in units. */
  value: bigint;
}

/** The relations that are asked. */
export const CLOSED_MEASURED = ['sales', 'purchase_days', 'customer_tiers', 'customer_lifetime_value'];

const ASKED = `
select
  cast(date_trunc('month', ordered_on) as date) as month, 'net_sales' as measure, 'all' as part, dump_id,
  sum(net_sales) as amount
from sales
where not is_excluded
group by 1, 4
union all
select
  cast(date_trunc('month', purchased_on) as date) as month, 'cohort_customers' as measure, 'all' as part,
  null as dump_id, count(*) as amount
from purchase_days
where purchase_number = 1
group by 1
union all
select
  cast(date_trunc('month', s.as_of_date) as date) as month, 'tier_customers' as measure, t.tier as part,
  null as dump_id, count(*) as amount
from customer_tiers t
cross join (select max(as_of_date) as as_of_date from customer_tiers) s
where t.tier is not null
group by 1, 3
order by month, measure, part, dump_id`;

/** @param ask answers on the tables of a release */
export async function measureClosed(ask: Ask): Promise<Closed> {
  const [valued] = await ask(
    'select coalesce(sum(predicted_value_discounted), 0) as amount from customer_lifetime_value',
  );
  const amounts = (await ask(ASKED)).map(({ month, measure, part, dump_id, amount }) => ({
    month: String(month),
    measure: measure as Measure,
    part: String(part),
    dump_id: dump_id === null ? undefined : String(dump_id),
    value: unitsOf(String(amount), DECIMALS),
  }));
  return { amounts, value: unitsOf(String(valued!.amount), DECIMALS) };
}

export const nameOf = ({ month, measure, part }: Figure): string => JSON.stringify([month, measure, part]);

/** Every figure of a state by its name. */
export function totalsOf({ amounts }: Closed): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const amount of amounts) totals.set(nameOf(amount), (totals.get(nameOf(amount)) ?? 0n) + amount.value);
  return totals;
}

/**
 * What changed from one state to the next, without what did not. Where only one dump brought a change in net sales, it is
 * behind the others too.
 * @param standsFor the dump that stands in the place of one that is gone
 */
export function changesBetween(
  before: Closed,
  after: Closed,
  standsFor: (dumpId: string) => string,
): Amount[] {
  const changed = new Map<string, Amount>();
  const add = ({ dump_id, ...figure }: Amount, value: bigint): void => {
    const stands = dump_id === undefined ? undefined : standsFor(dump_id);
    const key = JSON.stringify([nameOf(figure), stands]);
    const found = changed.get(key) ?? { ...figure, dump_id: stands, value: 0n };
    changed.set(key, { ...found, value: found.value + value });
  };
  for (const amount of after.amounts) add(amount, amount.value);
  for (const amount of before.amounts) add(amount, -amount.value);
  const changes = [...changed.values()].filter(({ value }) => value !== 0n);
  const dumps = new Set(changes.flatMap(({ dump_id }) => dump_id ?? []));
  const only = dumps.size === 1 ? [...dumps][0] : undefined;
  return changes.map((change) => ({ ...change, dump_id: change.dump_id ?? only }));
}
