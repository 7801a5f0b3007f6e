/** Measures of lines, orders and purchase days. */
import { count, distinct, type Measure, rate, sum } from '../measure.ts';

const money = { unit: 'reporting currency' } as const;
const share = { unit: 'share' } as const;
const counted = 'not sales.is_excluded';

const netSales = sum('sales', 'net_sales', 'sales.net_sales', {
  ...money,
  meaning: 'net sales of all lines that are not excluded, returns included',
  where: counted,
});
const grossMargin = sum('sales', 'gross_margin', 'sales.gross_margin', {
  ...money,
  meaning: 'gross margin of the lines with a cost',
  where: counted,
});
const costedNetSales = sum('sales', 'costed_net_sales', 'sales.net_sales', {
  ...money,
  meaning: 'net sales of the lines with a cost: what gross_margin is a part of',
  where: `${counted} and sales.gross_margin is not null`,
});
const identifiedNetSales = sum('sales', 'identified_net_sales', 'sales.net_sales', {
  ...money,
  meaning: 'net sales of lines with a known customer',
  where: `${counted} and sales.customer_id is not null`,
});

const orderCount = count('orders', 'order_count', { meaning: 'orders', unit: 'orders' });
const orderNetSales = sum('orders', 'order_net_sales', 'orders.net_sales', {
  ...money,
  meaning: 'net sales of orders, later returns included, on the day of the order',
});
const orderLines = sum('orders', 'order_lines', 'orders.lines', {
  meaning: 'lines of orders, later returns included',
  unit: 'lines',
});

const purchaseDayCount = count('purchase_days', 'purchase_day_count', {
  meaning: 'days on which known customers bought',
  unit: 'purchase days',
});
const buyers = distinct('purchase_days', 'buyers', 'purchase_days.customer_id', {
  meaning: 'different customers who bought; months do not add up to a year',
  unit: 'customers',
});
const purchaseDayNetSales = sum('purchase_days', 'purchase_day_net_sales', 'purchase_days.net_sales', {
  ...money,
  meaning: 'net sales of purchase days, returns of the same day included',
});

export const SALES_MEASURES: readonly Measure[] = [
  netSales,
  grossMargin,
  costedNetSales,
  identifiedNetSales,
  sum('sales', 'units', 'sales.quantity', {
    meaning: 'units sold, less returns',
    unit: 'units',
    where: counted,
  }),
  count('sales', 'line_count', { meaning: 'lines, returns included', unit: 'lines', where: counted }),
  rate('gross_margin_rate', grossMargin, costedNetSales, {
    ...share,
    meaning: 'gross margin as a share of the net sales that have a cost',
  }),
  rate('cost_coverage', costedNetSales, netSales, {
    ...share,
    meaning: 'share of the net sales that has a cost: how far gross_margin_rate speaks for all',
  }),
  rate('identified_share', identifiedNetSales, netSales, {
    ...share,
    meaning: 'share of the net sales whose customer is known',
  }),
  orderCount,
  orderNetSales,
  orderLines,
  rate('average_order_value', orderNetSales, orderCount, {
    meaning: 'net sales per order',
    unit: 'reporting currency per order',
  }),
  rate('lines_per_order', orderLines, orderCount, { meaning: 'lines per order', unit: 'lines per order' }),
  purchaseDayCount,
  buyers,
  purchaseDayNetSales,
  count('purchase_days', 'first_purchases', {
    meaning: 'customers who bought for the first time',
    unit: 'customers',
    where: 'purchase_days.purchase_number = 1',
  }),
  count('purchase_days', 'second_purchases', {
    meaning: 'customers who bought for the second time',
    unit: 'customers',
    where: 'purchase_days.purchase_number = 2',
  }),
  rate('purchase_days_per_buyer', purchaseDayCount, buyers, {
    meaning: 'purchase days per customer who bought',
    unit: 'purchase days per customer',
  }),
  rate('net_sales_per_purchase_day', purchaseDayNetSales, purchaseDayCount, {
    meaning: 'net sales per purchase day',
    unit: 'reporting currency per purchase day',
  }),
];
