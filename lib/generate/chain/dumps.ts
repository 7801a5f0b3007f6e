/** A generated chain as its systems would export it: CSV files by their path. */
import { dayText, monthText } from '../days.ts';
import type { ChainLine } from './basket.ts';
import { CAMPAIGNS } from './campaigns.ts';
import type { GeneratedChain } from './chain.ts';
import type { Contact } from './contacts.ts';
import { REGISTER_COLUMNS } from './register.ts';

type Cells = readonly (string | number)[];

const SALES = [
  ...['order_id', 'line_id', 'customer_id', 'ordered_on', 'product_id', 'product_name', 'category'],
  ...['department', 'store', 'salesperson', 'campaign', 'quantity', 'discount', 'net_sales', 'cost'],
];
const CONTACTS = [
  ...['contact_id', 'customer_id', 'contacted_at', 'direction', 'kind', 'answered_at', 'satisfaction'],
  ...['cost', 'employee'],
];

/** The text of every dump by its path, such as `sales/2021-01.csv`. */
export function chainDumps(chain: GeneratedChain): Map<string, string> {
  const { register, lines, contacts, recipients, spend } = chain;
  return new Map([
    ...byPeriod(lines, ({ day }) => `sales/${monthText(day)}.csv`, SALES, lineCells),
    ...byPeriod(contacts, ({ day }) => `contacts/${dayText(day).slice(0, 4)}.csv`, CONTACTS, contactCells),
    csv(
      'crm/customers.csv',
      REGISTER_COLUMNS,
      register.map((row) => REGISTER_COLUMNS.map((name) => row[name])),
    ),
    csv(
      'marketing/campaigns.csv',
      ['campaign_id', 'name', 'starts_on', 'ends_on', 'budget', 'cost', 'expected_net_sales'],
      CAMPAIGNS.map(({ id, name, starts, ends, budget, cost, expected }) => [
        ...[id, name, starts, ends, budget, cost, expected],
      ]),
    ),
    csv(
      'marketing/recipients.csv',
      ['campaign_id', 'customer_id', 'is_control'],
      recipients.map(({ campaign, customer, isControl }) => [campaign, customer, String(isControl)]),
    ),
    csv(
      'marketing/spend.csv',
      ['month', 'channel', 'amount'],
      spend.map(({ month, channel, amount }) => [month, channel, money(amount)]),
    ),
  ]);
}

function byPeriod<Thing>(
  things: readonly Thing[],
  pathOf: (thing: Thing) => string,
  header: readonly string[],
  cells: (thing: Thing, index: number) => Cells,
): [string, string][] {
  const files = new Map<string, Cells[]>();
  things.forEach((thing, i) => {
    const path = pathOf(thing);
    const rows = files.get(path) ?? [];
    files.set(path, rows);
    rows.push(cells(thing, i));
  });
  return Array.from(files, ([path, rows]) => csv(path, header, rows));
}

const csv = (path: string, header: readonly string[], rows: readonly Cells[]): [string, string] => [
  path,
  `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`,
];

const lineCells = (line: ChainLine): Cells => [
  ...[line.order, line.number, line.customer, dayText(line.day), line.product, line.productName],
  ...[line.category, line.department, line.store, line.salesperson, line.campaign, line.quantity],
  ...[money(line.discount), money(line.netSales), money(line.cost)],
];

const contactCells = (contact: Contact, index: number): Cells => [
  ...[index + 1, contact.customer, clock(contact.day, contact.minute), contact.direction, contact.kind],
  contact.answeredAfter === undefined ? '' : clock(contact.day, contact.minute + contact.answeredAfter),
  ...[contact.satisfaction ?? '', contact.cost === undefined ? '' : money(contact.cost), contact.employee],
];

const money = (cents: number): string => (cents / 100).toFixed(2);

/** `YYYY-MM-DD HH:MM`; minutes may go beyond the day. */
const clock = (day: number, minutes: number): string =>
  new Date((day * 1_440 + minutes) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
