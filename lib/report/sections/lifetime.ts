/** What customers have brought and may bring, cohort by cohort, with the range that it falls into. */
import { bars } from '../chart.ts';
import { figure, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';

const PORTFOLIO = 'lifetime.portfolio';

export const lifetimeValue: Section = {
  id: 'lifetime',
  title: 'Lifetime value',
  queries: {
    portfolio: `
select customers, historic_net_sales, predicted_net_sales_365d, predicted_net_sales_365d_low, predicted_net_sales_365d_high,
  predicted_value_discounted, lifetime_value, lifetime_value_per_customer, lifetime_gross_margin, model, is_eligible,
  ineligible_reason
from lifetime_value_by_cohort
where scope = 'portfolio'`,
    cohorts: `
select cohort_month, customers, historic_net_sales, historic_net_sales_per_customer, predicted_net_sales_365d_low,
  predicted_net_sales_365d, predicted_net_sales_365d_high, lifetime_value, lifetime_value_per_customer,
  lifetime_gross_margin, is_left_truncated
from lifetime_value_by_cohort
where scope = 'cohort'
order by cohort_month`,
    remarks: `
select distinct model, selected, remark
from lifetime_model
order by model`,
  },
  tell({ portfolio, cohorts, remarks }, { settings }) {
    const [row] = portfolio ?? [];
    if (!row || !portfolio || !cohorts) return undefined;
    const at = (column: string, kind: 'count' | 'money') =>
      figure(portfolio, column, kind, { query: PORTFOLIO });
    const { currency } = settings;
    const forecast = () =>
      markup`${at('customers', 'count')} customers have brought ${at('historic_net_sales', 'money')} ${currency as string}; ${at('predicted_net_sales_365d', 'money')} more are expected of them in the next 365 days, and with 80 % between ${at('predicted_net_sales_365d_low', 'money')} and ${at('predicted_net_sales_365d_high', 'money')} if the model is right.`;
    const none = () =>
      markup`${at('customers', 'count')} customers have brought ${at('historic_net_sales', 'money')} ${currency as string}; no forecast is given: ${row.ineligible_reason as string}.`;
    const known = cohorts.map((cohort) =>
      Number(cohort.lifetime_value_per_customer ?? cohort.historic_net_sales_per_customer),
    );
    return {
      sentence: row.is_eligible ? forecast() : none(),
      body: markup`${bars(
        {
          id: 'value-by-cohort',
          title: row.is_eligible
            ? 'Lifetime value per customer, by cohort'
            : 'Net sales to date per customer, by cohort',
          description: `One bar for each of ${cohorts.length} cohorts, the oldest first. Older cohorts have had more time.`,
          labels: cohorts.map((cohort) => shown(cohort.cohort_month, 'month')),
          x: 'month of the first purchase',
          y: `${currency} per customer`,
          tick: (value) => shown(value, 'count'),
        },
        known,
      )}
${
  row.is_eligible === true &&
  bars(
    {
      id: 'expected-by-cohort',
      title: 'Net sales expected in the next 365 days by cohort, each with its 80 % range',
      description: `One bar for each of ${cohorts.length} cohorts with a range on it, the oldest first. The ranges of small cohorts are wide.`,
      labels: cohorts.map((cohort) => shown(cohort.cohort_month, 'month')),
      x: 'month of the first purchase',
      y: String(currency),
      tick: (value) => shown(value, 'count'),
    },
    cohorts.map((cohort) => Number(cohort.predicted_net_sales_365d)),
    cohorts.flatMap(({ predicted_net_sales_365d_low: low, predicted_net_sales_365d_high: high }) =>
      low === null ? [] : [[Number(low), Number(high)] as const],
    ),
  )
}
${folded(
  table(cohorts, {
    query: 'lifetime.cohorts',
    caption: `Value by cohort, ${currency}`,
    rowClass: (cohort) => (Number(cohort.customers) < 30 ? 'few' : undefined),
    columns: [
      { column: 'cohort_month', head: 'cohort', kind: 'month' },
      { column: 'customers', head: 'customers', kind: 'count' },
      { column: 'historic_net_sales', head: 'brought', kind: 'money' },
      { column: 'predicted_net_sales_365d_low', head: 'next 365 days, low', kind: 'money' },
      { column: 'predicted_net_sales_365d', head: 'expected', kind: 'money' },
      { column: 'predicted_net_sales_365d_high', head: 'high', kind: 'money' },
      { column: 'lifetime_value', head: 'lifetime value', kind: 'money' },
      { column: 'lifetime_value_per_customer', head: 'per customer', kind: 'decimal' },
      { column: 'lifetime_gross_margin', head: 'in gross margin', kind: 'money' },
    ],
  }),
  'The numbers, with their ranges',
)}
${table(remarks ?? [], {
  query: 'lifetime.remarks',
  caption: 'The models, and what is to be known of each',
  columns: [
    { column: 'model', head: 'model', kind: 'text' },
    { column: 'remark', head: 'remark', kind: 'text' },
  ],
})}`,
    };
  },
};
