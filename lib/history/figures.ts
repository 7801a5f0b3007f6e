/** The figures whose changes are explained, of a published release or of one that was made again for the sake of it. */
import type { Ask } from '../warehouse/ask.ts';
import { shareOf, unitsOf } from './amount.ts';

/** Every figure, and with how many decimals it is exact. */
export const FIGURES = {
  net_sales: 4,
  customers: 0,
  repeat_customers: 0,
  repeat_purchase_rate: 8,
  lifetime_value: 4,
  predicted_value_discounted: 4,
} as const;

export type Figure = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as Figure[];

/** Each in units of its last decimal. */
export type Figures = Record<Figure, bigint>;

export interface Measured {
  figures: Figures;
  /** Net sales of the lines that each dump brought, in units as above. */
  netSalesOf: ReadonlyMap<string, bigint>;
}

/** The relations that are asked. */
export const MEASURED = ['sales', 'purchase_days', 'customer_lifetime_value'];

// Where no forecast is given, the value is that of the past alone.
const ASKED = `
select
  (select coalesce(sum(net_sales), 0) from sales where not is_excluded) as net_sales,
  (select count(distinct customer_id) from purchase_days) as customers,
  (select count(*) from purchase_days where purchase_number = 2) as repeat_customers,
  (select coalesce(sum(historic_net_sales), 0) from customer_lifetime_value) as historic,
  (select coalesce(sum(predicted_value_discounted), 0) from customer_lifetime_value) as predicted`;

const BY_DUMP = `
select dump_id, sum(net_sales) as net_sales
from sales
where not is_excluded
group by dump_id
order by dump_id`;

/** @param ask answers on the tables of a release */
export async function measure(ask: Ask): Promise<Measured> {
  const [row] = await ask(ASKED);
  const units = (name: string, decimals: number): bigint => unitsOf(row![name] as string | number, decimals);
  const [customers, repeat] = [units('customers', 0), units('repeat_customers', 0)];
  const predicted = units('predicted', FIGURES.predicted_value_discounted);
  return {
    figures: {
      net_sales: units('net_sales', FIGURES.net_sales),
      customers,
      repeat_customers: repeat,
      repeat_purchase_rate: shareOf(repeat, customers, FIGURES.repeat_purchase_rate),
      lifetime_value: units('historic', FIGURES.lifetime_value) + predicted,
      predicted_value_discounted: predicted,
    },
    netSalesOf: new Map(
      (await ask(BY_DUMP)).map(({ dump_id, net_sales }) => [
        String(dump_id),
        unitsOf(String(net_sales), FIGURES.net_sales),
      ]),
    ),
  };
}

/** What a figure grew by, for each. */
export const less = (a: Figures, b: Figures): Figures => combined(a, b, (x, y) => x - y);
export const plus = (a: Figures, b: Figures): Figures => combined(a, b, (x, y) => x + y);

const combined = (a: Figures, b: Figures, by: (x: bigint, y: bigint) => bigint): Figures =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, by(a[name], b[name])])) as Figures;
