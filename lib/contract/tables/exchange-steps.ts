/** How lines in other currencies become reporting currency, and what exchange rates did between two windows. */
import { day, money, rate, text } from '../columns.ts';
import { ratesFeed } from '../feeds/money.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;
const currency = text('currency', 'the currency, other than the reporting one');
const inCurrency = { unit: 'the currency' } as const;

const exchangeRates = relation('exchange_rates', 'the latest rate that dumps say of a day and currency', [
  ...ratesFeed.columns,
  text('dump_id', 'the dump the rate came with'),
]);

const lockedRates = relation(
  'locked_rates',
  'the latest rate of a day and currency among the dumps that the lock of a month knows',
  [day('month', 'first day of the locked month'), ...ratesFeed.columns],
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

const exchangeMonths = relation(
  'exchange_months',
  'what customers bought in other currencies, by month; excluded lines left out',
  [
    text('customer_id', 'customer; null where unidentified', nullable),
    day('month', 'first day of the month'),
    currency,
    money('net_sales', 'of these lines'),
    money('original_net_sales', 'as posted', inCurrency),
    money('turnover', 'the same, returns counted as if they were sales: what an average rate is weighted by'),
    money('original_turnover', 'that as posted', inCurrency),
  ],
);

const exchangeEffects = relation(
  'exchange_effects',
  'what exchange rates did to the net sales of a bridge window, by customer with a line in another currency',
  [
    text('window_name', 'month or trailing_12_months'),
    day('window_starts_on', 'first day of the window'),
    text('customer_id', 'customer; null where unidentified', nullable),
    money('exchange_effect', 'net sales of the window less the same at the rates of the window before'),
  ],
);

export const EXCHANGE_STEPS = [exchangeRates, lockedRates, exchangeDays, exchangeMonths, exchangeEffects];
