/** The feed that all else hangs on: lines of sales. */
import { exact, flag, money, text, wallTime } from '../columns.ts';
import { feed } from '../feed.ts';

const sourceMoney = { unit: "the line's currency", nullable: true } as const;
const nullable = { nullable: true } as const;

export const salesFeed = feed({
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
  customers: ['customer_id'],
});
