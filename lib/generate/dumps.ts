/** A generated shop as its till would export it: a CSV for each month, and the configuration that maps them. */
import { dayText, monthText } from './days.ts';
import type { Line } from './order.ts';
import type { ShopPlan } from './plan.ts';

const HEADER = 'order_id,line_id,customer_id,ordered_on,product,quantity,net_sales,cost';

/** The text of every dump by its name, such as `shop-2021-01.csv`. */
export function dumpsOf(lines: readonly Line[]): Map<string, string> {
  const months = new Map<string, string[]>();
  for (const line of lines) {
    const name = `shop-${monthText(line.day)}.csv`;
    const rows = months.get(name) ?? [HEADER];
    months.set(name, rows);
    rows.push(rowOf(line));
  }
  return new Map(Array.from(months, ([name, rows]) => [name, `${rows.join('\n')}\n`]));
}

function rowOf({ order, number, customer, day, product, quantity, netSales, cost }: Line): string {
  return [order, number, customer, dayText(day), product, quantity, amount(netSales), amount(cost)].join(',');
}

const amount = (cents: number): string => (cents / 100).toFixed(2);

/** `patronage.yaml` of a folder whose `dumps/` holds them. */
export const configurationText = ({
  asOf,
}: Pick<ShopPlan, 'asOf'>): string => `# A generated shop: three years of dumps.
warehouse: ./warehouse
currency: EUR
timezone: Europe/Berlin
as_of: ${asOf} # the month must be complete, even if nobody buys on its last day
feeds:
  sales:
    shop:
      files: dumps/*.csv
      format: csv
      columns:
        order_id: order_id
        line_id: line_id
        customer_id: customer_id
        ordered_at: { from: ordered_on, format: "%Y-%m-%d" }
        product_id: product
        quantity: quantity
        net_sales: net_sales
        cost: cost
`;
