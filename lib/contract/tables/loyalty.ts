/** Who is loyal, and whose loyalty falls. */
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

export const LOYALTY_TABLES = [loyaltyScorecard];
