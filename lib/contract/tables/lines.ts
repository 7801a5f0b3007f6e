/** The line tables: sales, orders and purchase days, from which every mart is made. */
import { count, day, exact, flag, money, text, wallTime } from '../columns.ts';
import { dumpRow, lineTable, relation } from '../table.ts';

const nullable = { nullable: true } as const;

export const repeatedLines = relation(
  'repeated_lines',
  'accepted lines whose identity occurs more than once in the lake, and which of them counts by the order of arrival',
  [
    text('dump_id', 'the dump the line came with'),
    dumpRow,
    count('occurrence', 'number of the line among equal lines of its order in its dump, from 1'),
    flag('is_superseded', 'a later line stands in its place'),
  ],
);

export const sales = lineTable({
  name: 'sales',
  grain: 'one row per line of a sale or return: (source, order_id, line_id)',
  meaning:
    'Every accepted line that counts, once, up to the as-of date. Lines of excluded products are here too, marked; every mart leaves those out. A line in another currency is converted at the rate of its business day, or the nearest of the 7 days before, each amount by itself and rounded half away from zero; without such a rate it is held, and not here.',
  key: ['source', 'order_id', 'line_id'],
  order: ['ordered_on', 'source', 'order_id', 'line_id'],
  columns: [
    text('source', 'name of the source in the configuration'),
    text('order_id', 'order number; a fingerprint that starts with ~ where the dump has none'),
    text('line_id', 'line number; a fingerprint that starts with ~ where the dump has none'),
    text('customer_id', 'customer; null where unidentified', nullable),
    wallTime('ordered_at', "wall time in the report's time zone"),
    day('ordered_on', 'business day'),
    text('product_id', 'article number', nullable),
    text('product_name', 'name of the article', nullable),
    text('category', 'category of the article', nullable),
    text('department', 'department of the company', nullable),
    text('channel', 'web, shop, telephone …', nullable),
    text('store', 'shop or branch', nullable),
    text('salesperson', 'who sold it', nullable),
    exact('quantity', 'units; negative for a return', {
      nullable: true,
      unit: 'units',
    }),
    money('net_sales', 'after discounts and returns, without tax; negative for a return'),
    money(
      'gross_margin',
      'net sales less cost of goods, converted as a whole; null where the dump gives no cost',
      nullable,
    ),
    text('currency', 'currency in which the line was posted'),
    money('original_net_sales', 'net sales as posted', {
      unit: "the line's currency",
    }),
    flag('is_excluded', 'kept out of the metrics: postage, fees, gift cards'),
    text('dump_id', 'the dump the line came with'),
    dumpRow,
    text('campaign', 'campaign the line is booked under', nullable),
    money('unit_price', 'price of one unit before discount', nullable),
    money('discount', 'discount of the line', nullable),
    money('tax', 'tax of the line', nullable),
    money('shipping', 'shipping charged on the line', nullable),
  ],
});

export const orders = lineTable({
  name: 'orders',
  grain: 'one row per order with at least one line above zero: (source, order_id)',
  meaning: 'Orders, counted on the day of their first line above zero. Excluded lines are left out.',
  key: ['source', 'order_id'],
  order: ['ordered_on', 'source', 'order_id'],
  columns: [
    text('source', 'name of the source in the configuration'),
    text('order_id', 'order number'),
    text('customer_id', 'customer of its lines above zero; null where unidentified', nullable),
    day('ordered_on', 'business day of its first line above zero'),
    count('lines', 'all its lines, later returns included', { unit: 'lines' }),
    exact('quantity', 'units, less returns', { nullable: true, unit: 'units' }),
    money('net_sales', 'all its lines, later returns included'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
  ],
});

export const purchaseDays = lineTable({
  name: 'purchase_days',
  grain: 'one row per customer and purchase day: (customer_id, purchased_on)',
  meaning:
    'Distinct business days on which a known customer has at least one line above zero. Two orders on one day are one purchase day.',
  key: ['customer_id', 'purchased_on'],
  order: ['purchased_on', 'customer_id'],
  columns: [
    text('customer_id', 'customer'),
    day('purchased_on', 'the purchase day'),
    count('purchase_number', 'which purchase day of the customer, from 1'),
    day('first_purchased_on', "the customer's first purchase day"),
    day('previous_purchased_on', "the customer's purchase day before this one; null at the first", nullable),
    count('days_since_previous', 'days since that one; null at the first', {
      nullable: true,
      unit: 'days',
    }),
    money('net_sales', 'all lines of the customer on that day, returns of the same day included'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
  ],
});

export const customerDays = relation(
  'customer_days',
  'one row per known customer and business day with a line that is not excluded',
  [
    text('customer_id', 'customer'),
    day('ordered_on', 'business day'),
    count('lines', 'its lines', { unit: 'lines' }),
    money('largest_line', 'net sales of the largest line'),
    exact('quantity', 'units, less returns', { nullable: true, unit: 'units' }),
    money('net_sales', 'all its lines'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
    money('costed_net_sales', 'net sales of the lines with a cost'),
  ],
);

export const customers = relation('customers', 'one row per known customer with a purchase day', [
  text('customer_id', 'customer'),
  day('first_purchased_on', 'first purchase day'),
  day('cohort_month', 'month of the first purchase day'),
  day('second_purchased_on', 'second purchase day; null where there is none', nullable),
  day('last_purchased_on', 'last purchase day'),
  count('purchase_days', 'purchase days to date'),
]);

export const LINE_TABLES = [sales, orders, purchaseDays];
