/** Feeds of finance: what the ledger says, what was spent, what currencies are worth. */
import { day, money, rate, text } from '../columns.ts';
import { feed } from '../feed.ts';

const nullable = { nullable: true } as const;

export const controlTotalsFeed = feed({
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
  amount: 'net_sales',
});

export const spendFeed = feed({
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
  amount: 'amount',
});

export const ratesFeed = feed({
  name: 'rates',
  meaning: 'what a currency was worth in the reporting currency, by day',
  columns: [
    day('day', 'the day of the rate; it holds until the next one, for 7 days at most'),
    text('currency', 'ISO code of the currency'),
    rate('rate', 'what one unit of it is worth', { unit: 'reporting currency' }),
  ],
  needed: [[['day']], [['currency']], [['rate']]],
  time: 'day',
  day: 'day',
  limits: { rate: [0.000_000_01] },
});
