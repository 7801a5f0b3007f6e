/** A shop whose cohorts can be counted by hand. */
import type { Case, Line } from '../sql/workbench.ts';

/** So many customers who buy on a day; the first of them again on other days. */
export const bought = (
  names: string,
  customers: number,
  on: string,
  amount: number,
  gross_margin = 0,
): Line[] =>
  Array.from({ length: customers }, (_, i) => ({ customer: `${names}${i}`, on, amount, gross_margin }));

// Of April 2023 10 of 40 come back a month later and 5 a year later; of May 3 of 30 a year later. June is of one customer,
// December 2022 of the first days of the data, and June 2024 has not ended.
const lines = [
  ...bought('old', 1, '2022-12-10', 50, 30),
  ...bought('april', 40, '2023-04-05', 10, 6),
  ...bought('april', 10, '2023-05-07', 21.3, 17),
  ...bought('april', 5, '2024-04-09', 30, 20),
  ...bought('may', 30, '2023-05-20', 20, 8),
  ...bought('may', 3, '2024-05-20', 20, 8),
  ...bought('june', 1, '2023-06-01', 65, 9),
  ...bought('late', 2, '2024-06-02', 5, 1),
];
/** A shop of five cohorts, each of them with something of its own. */
export const shop: Case = { asOf: '2024-06-20', lines };
/** What the comparison of cohorts asks. */
export const tables = ['cohort_retention', 'lifetime_value_by_cohort'];
