/** Who is loyal, whose loyalty falls, and who is about to become large. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';
import {
  adviceScore,
  breadthScore,
  categories,
  frequencyScore,
  loyaltyScore,
  measuredWays,
  newProducts,
  purchaseDays,
  recommendsScore,
  referralsBought,
  shareOfWallet,
  suggestions,
  walletScore,
} from './loyalty-steps.ts';

const nullable = { nullable: true } as const;
const ways = { unit: 'ways' } as const;
const score = { unit: 'score', ...nullable } as const;

const yearStartsOn = day('window_starts_on', 'first day of the 12 complete months up to window_ends_on');
const yearEndsOn = day('window_ends_on', 'last day of the tier window');

export const loyaltyScorecard = mart({
  name: 'loyalty_scorecard',
  grain: 'one row per customer with a purchase day up to the as-of date',
  meaning:
    'Loyalty in five ways over the last 12 complete months, each the percentile of the customer among all who are measured: the share of them with strictly less. A way that no feed measures is null. Net sales add up to those of all customers with a purchase day in the 12 months.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    yearStartsOn,
    yearEndsOn,
    flag('is_complete', 'every month of the 12 is complete; false also where the data starts later'),
    money('net_sales', 'all lines in the 12 months; returns when posted'),
    purchaseDays,
    frequencyScore,
    suggestions,
    adviceScore,
    categories,
    newProducts,
    breadthScore,
    referralsBought,
    recommendsScore,
    shareOfWallet,
    walletScore,
    measuredWays,
    loyaltyScore,
    count('measured_ways_year_before', 'ways measured a year before; null for who had not bought by then', {
      ...ways,
      ...nullable,
    }),
    ratio(
      'loyalty_score_year_before',
      'mean of the scores of the 12 months before, among the customers of then; the wallet is not in it, for it is known as of now',
      score,
    ),
    count('compared_ways', 'ways measured both now and then', ways),
    ratio(
      'loyalty_change',
      'mean of the changes of the scores that are measured both now and then: not the difference of the two means; null where none is',
      score,
    ),
    flag(
      'is_falling',
      'loyalty_change is a fall of settings.loyalty_fall or more; null where no change is known',
      nullable,
    ),
    flag('is_complete_year_before', 'every month of the 12 before is complete'),
  ],
});

const QUARTERS = [1, 2, 3, 4] as const;

export const risingCustomers = mart({
  name: 'rising_customers',
  grain: 'one row per customer outside class A who is growing into it',
  meaning:
    'Customers whose net sales of the last 12 complete months are up by settings.rising_growth, in each quarter above the same quarter a year before, and who would bring what class A begins with within settings.rising_reach_months at that pace. Empty where the data does not reach back two years.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    text('account_manager', 'who looks after the customer, by the customers feed', nullable),
    text('tier', 'as in customer_tiers: B, C or inactive'),
    yearStartsOn,
    yearEndsOn,
    flag('is_complete', 'every month of the 12 and of the 12 before is complete'),
    money('net_sales', 'all lines in the 12 months; returns when posted'),
    money('net_sales_year_before', 'the same of the 12 months before'),
    ratio('growth', 'net_sales ÷ net_sales_year_before − 1', { unit: 'share' }),
    ...QUARTERS.map((quarter) =>
      money(`net_sales_quarter_${quarter}`, `in months ${quarter * 3 - 2} to ${quarter * 3} of the 12`),
    ),
    ...QUARTERS.map((quarter) =>
      money(`net_sales_quarter_${quarter}_year_before`, `in the same three months a year before`),
    ),
    money(
      'cut_of_a',
      'the least net sales of a customer in class A, taken to 12 months where the tier window has another length; under the rule partner of a franchisee',
    ),
    ratio('months_to_a', 'months until net sales of 12 months reach cut_of_a at that pace; 0: they do now', {
      unit: 'months',
    }),
    money(
      'money_at_stake',
      'what the next 12 months at that pace bring above these: net_sales × growth, but no more than all customers bring now',
    ),
    text('reason', 'why the customer is here, in words'),
  ],
});

export const LOYALTY_TABLES = [loyaltyScorecard, risingCustomers];
