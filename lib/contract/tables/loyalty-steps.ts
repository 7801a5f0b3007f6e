/** What loyalty, the tier rule partner and rising customers are made from. None of it knows a tier. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;
const score = { unit: 'score', ...nullable } as const;

const comparedWith = text(
  'compared_with',
  'now; year: a year earlier; month: a month earlier, under the rule partner only',
);
const customerId = text('customer_id', 'customer');

export const loyaltyYears = relation(
  'loyalty_years',
  'one row per window that loyalty is measured for: the 12 months up to the end of a tier window',
  [
    comparedWith,
    day('starts_on', 'first day'),
    day('ends_on', 'last day: that of the tier window'),
    day('known_by', 'customers who had bought by this day are known'),
    flag('is_complete', 'every month of the 12 is complete; false also where the data starts later'),
  ],
);

export const productLaunches = relation('product_launches', 'one row per product whose first sale is known', [
  text('product_id', 'article number'),
  day('launched_on', 'day of its first sale by anybody'),
  day('new_until', 'the last day on which it is new'),
]);

export const loyaltyBreadth = relation(
  'loyalty_breadth',
  'one row per window of loyalty and known customer with a line above zero in it',
  [
    comparedWith,
    customerId,
    count('categories', 'categories bought', { unit: 'categories' }),
    count('new_products', 'products bought while they were new', { unit: 'products' }),
  ],
);

export const loyaltyMeasured = relation(
  'loyalty_measured',
  'one row per window of loyalty: which of its ways the data can show',
  [
    comparedWith,
    flag(
      'has_advice',
      'contacts are known, a suggestion of a customer by the end of the window among them; of an earlier window: from its first month on',
    ),
    flag('has_categories', 'lines of the window name a category'),
    flag('has_new_products', 'a product was new in the window'),
    flag('has_referrals', 'the customers feed says of somebody who referred them'),
  ],
);

/** The raw figures of the five ways, as the scores and the scorecard both have them. */
export const purchaseDays = count(
  'purchase_days',
  'purchase days in the window; null for who first bought after it',
  { unit: 'purchase days', ...nullable },
);
export const suggestions = count(
  'suggestions',
  'suggestions that the customer made to us in the window; null where contacts are not measured',
  { unit: 'suggestions', ...nullable },
);
export const categories = count(
  'categories',
  'categories bought in the window; null where no line of it names one',
  { unit: 'categories', ...nullable },
);
export const newProducts = count(
  'new_products',
  'products bought in the window within settings.loyalty_new_product_days of their first sale by anybody; null where no product is known to have been new',
  { unit: 'products', ...nullable },
);
export const referralsBought = count(
  'referrals_bought',
  "customers whom this one referred and who had bought by the window's end; null where the customers feed knows of no referral",
  { unit: 'customers', ...nullable },
);
export const shareOfWallet = ratio(
  'share_of_wallet',
  'net_sales ÷ wallet of the customers feed, above 1 where the wallet was set too low; null without a wallet above 0',
  { unit: 'share', ...nullable },
);

const figures = [
  money('net_sales', 'all lines in the window'),
  purchaseDays,
  suggestions,
  categories,
  newProducts,
  referralsBought,
  shareOfWallet,
];

export const loyaltyFigures = relation(
  'loyalty_figures',
  'one row per window of loyalty and customer with a purchase day known then: what was counted',
  [comparedWith, customerId, ...figures],
);

export const measuredWays = count('measured_ways', 'how many of the five ways are measured', {
  unit: 'ways',
});
export const loyaltyScore = ratio(
  'loyalty_score',
  'mean of the scores that are measured; null where none is',
  score,
);
export const frequencyScore = ratio(
  'frequency_score',
  'buys repeatedly: percentile by purchase_days, 0 to 100; null where nobody else is measured, as in all scores',
  score,
);
export const adviceScore = ratio('advice_score', 'gives advice: percentile by suggestions', score);
export const breadthScore = ratio(
  'breadth_score',
  'buys more widely: mean of the percentiles by categories and by new_products, or the one that is measured',
  score,
);
export const recommendsScore = ratio('recommends_score', 'recommends: percentile by referrals_bought', score);
export const walletScore = ratio(
  'wallet_score',
  'refuses competitors: percentile by share_of_wallet among customers with a wallet',
  score,
);

export const loyaltyScores = relation('loyalty_scores', 'the same with a score for each way and for all', [
  comparedWith,
  customerId,
  ...figures,
  frequencyScore,
  adviceScore,
  breadthScore,
  recommendsScore,
  walletScore,
  measuredWays,
  loyaltyScore,
]);

export const LOYALTY_STEPS = [
  loyaltyYears,
  productLaunches,
  loyaltyBreadth,
  loyaltyMeasured,
  loyaltyFigures,
  loyaltyScores,
];
