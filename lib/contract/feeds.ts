/** Every feed: the columns a dump can be mapped to, and which of them it must have. */
import { type Column, day, exact, flag, money, text, wallTime } from './columns.ts';

export interface Feed<Name extends string = string> {
  readonly name: Name;
  readonly meaning: string;
  /** Canonical columns that a mapping may name, in the order of the contract. */
  readonly columns: readonly Column[];
  /** Each entry is satisfied by any one of its alternatives; an alternative is a set of columns. */
  readonly needed: readonly (readonly (readonly string[])[])[];
  /** The column that says on which day, or at what time, a row belongs. */
  readonly time: string;
  /** The column of the lake that holds the day of `time`, or the first day of its month. */
  readonly day: string;
  /** Rows may leave these needed columns empty. */
  readonly mayBeEmpty: readonly string[];
  /** The amount of the row, for the reconciliation. */
  readonly amount: string;
}

const sourceMoney = { unit: "the line's currency", nullable: true } as const;
const nullable = { nullable: true } as const;

export const salesFeed: Feed<'sales'> = {
  name: 'sales',
  meaning: 'the lines of the till or ERP: what was sold or returned, when, to whom, for how much',
  columns: [
    text('order_id', 'order, invoice or receipt number', nullable),
    text('line_id', 'number of the line, unique in its order', nullable),
    text('customer_id', 'customer; empty where the till does not know', nullable),
    wallTime('ordered_at', 'when the line was posted'),
    text('product_id', 'article number', nullable),
    text('product_name', 'name of the article', nullable),
    text('category', 'category of the article', nullable),
    text('department', 'department of the company', nullable),
    text('channel', 'web, shop, telephone …', nullable),
    text('store', 'shop or branch', nullable),
    text('salesperson', 'who sold it', nullable),
    text('campaign', 'campaign the line is booked under', nullable),
    exact('quantity', 'units; negative for a return', nullable),
    money('unit_price', 'price of one unit before discount, without tax', sourceMoney),
    money('discount', 'discount of the line, an amount', sourceMoney),
    money('net_sales', 'amount of the line after discount, without tax; negative for a return', sourceMoney),
    money('cost', 'cost of the goods of the line, an amount', sourceMoney),
    money('gross_margin', 'net sales less cost of the line', sourceMoney),
    money('tax', 'tax of the line', sourceMoney),
    money('shipping', 'shipping charged on the line', sourceMoney),
    text('currency', 'ISO code of the currency of the amounts', nullable),
    flag('is_excluded', 'kept out of the metrics: postage, fees, gift cards', nullable),
  ],
  needed: [[['customer_id']], [['ordered_at']], [['net_sales'], ['quantity', 'unit_price']]],
  time: 'ordered_at',
  day: 'ordered_on',
  mayBeEmpty: ['customer_id'],
  amount: 'net_sales',
};

const controlTotalsFeed: Feed<'control_totals'> = {
  name: 'control_totals',
  meaning: 'net sales per source and month by the general ledger',
  columns: [
    text('source', 'the sales source the total is for'),
    day('month', 'first day, or any day, of the month'),
    money('net_sales', 'net sales by the general ledger'),
  ],
  needed: [[['source']], [['month']], [['net_sales']]],
  time: 'month',
  day: 'month',
  mayBeEmpty: [],
  amount: 'net_sales',
};

const spendFeed: Feed<'spend'> = {
  name: 'spend',
  meaning: 'what was spent on winning customers, by month',
  columns: [
    day('month', 'first day, or any day, of the month'),
    text('channel', 'what it was spent on: search, fairs, leaflets …', nullable),
    money('amount', 'money spent; negative where some came back'),
  ],
  needed: [[['month']], [['amount']]],
  time: 'month',
  day: 'month',
  mayBeEmpty: [],
  amount: 'amount',
};

/** All that dumps can bring; `sales` must be there, the others may. */
export const FEEDS = [salesFeed, controlTotalsFeed, spendFeed] as const;

export type FeedName = (typeof FEEDS)[number]['name'];
