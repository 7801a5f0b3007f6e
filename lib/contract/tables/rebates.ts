/** Rebates by quantity: what was promised to customers of a type, and how far each has come. */
import { day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const share = { unit: 'share' } as const;

const customer = text('customer_id', 'customer');
const customerType = text('customer_type', 'type of the customer');
const category = text('category', 'category of the sales that counts; null: all together', nullable);
const period = text('period', 'month, quarter or year');

export const rebateCustomers = relation('rebate_customers', "which rebate scales each customer's type has", [
  customer,
  text('scale', 'name of the scale'),
  customerType,
  category,
  text('phase', 'growing or ripe'),
  period,
]);

export const rebateMonths = relation(
  'rebate_months',
  'net sales that count for a rebate scale, by customer and month',
  [
    customer,
    text('scale', 'name of the scale'),
    day('month', 'first day of the month'),
    money('net_sales', "of the scale's category, or all"),
  ],
);

export const rebates = mart({
  name: 'rebates',
  grain: "one row per customer, rebate scale of the customer's type and period",
  meaning:
    'The rebate that each customer of a type with a scale has reached, in every calendar period from the first with a line of theirs to the as-of date. The type is that of the latest row of the customers feed, for earlier periods too.',
  key: ['customer_id', 'scale', 'period_starts_on'],
  columns: [
    customer,
    text('scale', 'name of the scale in settings_rebate_steps'),
    customerType,
    category,
    text('phase', 'growing; ripe: the rebate is withdrawn, rate and rebate are 0'),
    period,
    day('period_starts_on', 'first day of the period'),
    day('period_ends_on', 'last day of the period'),
    flag('is_complete', 'the period has ended, lies in the data, and no promised day of it is missing'),
    money('net_sales', 'in the period, up to the as-of date; returns when posted'),
    money('step_from', 'net sales from which on the step reached holds; null below the first step', nullable),
    ratio('rate', 'of the step reached; 0 below the first step and in the ripe phase', share),
    money('rebate', 'net_sales × rate, rounded to four decimals'),
    money('next_step_from', 'where the next step begins; null at the top and in the ripe phase', nullable),
    money('to_next_step', 'next_step_from − net_sales; null as above', nullable),
    ratio('next_rate', 'rate of the next step; null as above', { ...share, ...nullable }),
  ],
});

export const REBATE_TABLES = [rebates];
export const REBATE_STEPS = [rebateCustomers, rebateMonths];
