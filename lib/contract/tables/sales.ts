/** Sales by period: the same money seen by day, month, quarter and year, and by each dimension of a line. */
import { type Column, count, day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const share = { unit: 'share' } as const;

const dayOfDimension: Column[] = [
  day('ordered_on', 'business day'),
  text('dimension', 'all, department, channel, store, category or salesperson'),
  text('dimension_value', 'value of the dimension; (none) where the line has none; all for all'),
];

export const dimensionDays = relation(
  'dimension_days',
  'amounts by business day, dimension and value: each line once per dimension',
  [
    ...dayOfDimension,
    count('lines', 'lines', { unit: 'lines' }),
    money('net_sales', 'of these lines'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
    money('costed_net_sales', 'that part of net_sales that has a cost'),
  ],
);

export const dimensionDayOrders = relation(
  'dimension_day_orders',
  'orders by business day, dimension and value',
  [
    ...dayOfDimension,
    count('orders', 'orders whose first line above zero with the value is of that day', { unit: 'orders' }),
  ],
);

export const dimensionDayCustomers = relation(
  'dimension_day_customers',
  'buyers by business day, dimension and value, in numbers that add up to those of longer periods',
  [
    ...dayOfDimension,
    count('customers', 'known customers with a line above zero', customersUnit),
    count('customers_first_in_month', 'those without one on an earlier day of the month', customersUnit),
    count('customers_first_in_quarter', 'those without one on an earlier day of the quarter', customersUnit),
    count('customers_first_in_year', 'those without one on an earlier day of the year', customersUnit),
  ],
);

export const salesByPeriod = mart({
  name: 'sales_by_period',
  grain: 'one row per grain, period, dimension and value with at least one line',
  meaning:
    'Sales of any day, month, quarter or year, of the company or a part of it, against the period before and a year before. Every line counts once per grain and dimension, unidentified ones too: add up rows of one grain and one dimension only.',
  key: ['grain', 'period_starts_on', 'dimension', 'dimension_value'],
  columns: [
    text('grain', 'length of the period: day, month, quarter or year'),
    day('period_starts_on', 'first day of the period'),
    text(
      'dimension',
      'all, department, channel, store, category or salesperson; a dimension that no line has is not here',
    ),
    text('dimension_value', 'value of the dimension; (none) where the line has none; all for all'),
    day('period_ends_on', 'last day of the period'),
    flag('is_complete', 'the period ended on or before the as-of date and has no missing day'),
    count('lines', 'lines, returns included', { unit: 'lines' }),
    count(
      'orders',
      'orders whose first line above zero with this value lies in the period; by category one order may count under several',
      { unit: 'orders' },
    ),
    count('customers', 'known customers with a line above zero in the period', customersUnit),
    money('net_sales', 'of these lines; returns when posted'),
    money('gross_margin', 'of the lines with a cost; null where no line of the data has one', nullable),
    ratio(
      'cost_coverage',
      'share of net_sales that has a cost; null where net_sales are 0 or no line of the data has a cost',
      { ...share, ...nullable },
    ),
    money(
      'net_sales_previous_period',
      'of the same value in the period before: 0 where nothing was sold; null where that period ended before the first day of the data',
      nullable,
    ),
    ratio(
      'net_sales_change_previous_period',
      'net_sales ÷ net_sales_previous_period − 1; null where that is not above 0',
      { ...share, ...nullable },
    ),
    money(
      'net_sales_year_before',
      'of the same value in the same period a year before (29 February: 28 February): 0 where nothing was sold; null where that period ended before the first day of the data',
      nullable,
    ),
    ratio(
      'net_sales_change_year_before',
      'net_sales ÷ net_sales_year_before − 1; null where that is not above 0',
      {
        ...share,
        ...nullable,
      },
    ),
  ],
});

export const SALES_TABLES = [salesByPeriod];
export const SALES_STEPS = [dimensionDays, dimensionDayOrders, dimensionDayCustomers];
