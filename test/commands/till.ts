/** A small shop with a till that writes one dump a night. */
import { openShop, type Said, type Shop } from '../command-line.ts';

export const CONFIGURATION = `currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    till:
      files: dumps/*.csv
      format: csv
      columns:
        order_id: order
        line_id: line
        customer_id: customer
        ordered_at: { from: day, format: "%Y-%m-%d" }
        net_sales: net
`;

/** A dump of one business day: one order of one line for each amount, of customers K1, K2 … */
export function dump(day: string, ...amounts: (number | string)[]): string {
  const rows = amounts.map((amount, i) => `${day}-${i + 1},1,K${i + 1},${day},${amount},desk ${i}`);
  return `${['order,line,customer,day,net,desk', ...rows].join('\n')}\n`;
}

/** @param dumps text by the day in the name */
export const openTill = (dumps: Record<string, string> = {}): Promise<Shop> =>
  openShop({
    'patronage.yaml': CONFIGURATION,
    ...Object.fromEntries(Object.entries(dumps).map(([day, text]) => [`dumps/${day}.csv`, text])),
  });

// biome-ignore lint/suspicious/noExplicitAny: what a program finds in the JSON is what the tests look at
export const json = ({ out }: Said): any => JSON.parse(out);
