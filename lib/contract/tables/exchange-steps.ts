/** How lines in other currencies become reporting currency. */
import { day, rate, text } from '../columns.ts';
import { ratesFeed } from '../feeds/money.ts';
import { relation } from '../table.ts';

const currency = text('currency', 'the currency, other than the reporting one');

const exchangeRates = relation(
  'exchange_rates',
  'the latest rate that dumps say of a day and currency',
  ratesFeed.columns,
);

const exchangeDays = relation(
  'exchange_days',
  'the rate of every other currency on each business day of its lines that can be converted',
  [
    currency,
    day('ordered_on', 'business day of the lines'),
    day('rated_on', 'the day of the rate: that one, or the nearest of the 7 days before'),
    rate('rate', 'what one unit is worth', { unit: 'reporting currency' }),
  ],
);

export const EXCHANGE_STEPS = [exchangeRates, exchangeDays];
