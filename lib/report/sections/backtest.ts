/** What a forecast made before the holdout said, beside what happened: over the weeks, and by how often customers had bought. */
import { lines } from '../chart.ts';
import { figure, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';

export const backtest: Section = {
  id: 'backtest',
  title: 'How wrong forecasts have been',
  queries: {
    total: `
select calibration_ends_on, holdout_ends_on, customers, predicted_purchases, actual_purchases, naive_purchases,
  predicted_net_sales, actual_net_sales, naive_net_sales
from lifetime_backtest
where selected and breakdown = 'total'`,
    weeks: `
select part as week, holdout_ends_on, cumulative_actual_purchases, cumulative_predicted_purchases,
  cumulative_actual_net_sales, cumulative_predicted_net_sales
from lifetime_backtest
where selected and breakdown = 'week'
order by part`,
    groups: `
select part as frequency, customers, predicted_purchases, actual_purchases, naive_purchases, predicted_net_sales,
  actual_net_sales, naive_net_sales
from lifetime_backtest
where selected and breakdown = 'frequency'
order by part`,
    models: `
select distinct model, selected, converged, churn_identifiable, holdout_predicted_purchases, holdout_actual_purchases,
  holdout_error, naive_error
from lifetime_model
where model <> 'gamma_gamma'
order by model`,
  },
  tell({ total, weeks, groups, models }, { settings }) {
    const [row] = total ?? [];
    if (!row || !total || !weeks || !groups) return undefined;
    const at = (column: string, kind: 'count' | 'money' | 'day') =>
      figure(total, column, kind, { query: 'backtest.total' });
    const number = (value: unknown) => (value === null ? undefined : Number(value));
    return {
      sentence: markup`Asked on ${at('calibration_ends_on', 'day')}, the selected model would have forecast ${at('predicted_purchases', 'count')} purchase days up to ${at('holdout_ends_on', 'day')}; ${at('actual_purchases', 'count')} came, and repeating the time before says ${at('naive_purchases', 'count')}.`,
      body: markup`${lines(
        {
          id: 'backtest-weeks',
          title: 'Purchase days of the holdout, added up week by week',
          description: `Two rising lines, forecast and actual. They end at ${shown(row.predicted_purchases, 'count')} and ${shown(row.actual_purchases, 'count')}.`,
          labels: weeks.map((week) => String(week.week)),
          x: 'week of the holdout',
          y: 'purchase days so far',
          tick: (value) => shown(value, 'count'),
        },
        [
          {
            name: 'forecast',
            values: weeks.map((week) => number(week.cumulative_predicted_purchases)),
            look: 1,
          },
          { name: 'came', values: weeks.map((week) => number(week.cumulative_actual_purchases)), look: 0 },
        ],
      )}
${folded(
  table(weeks, {
    query: 'backtest.weeks',
    caption: `The holdout week by week, added up; money in ${settings.currency}`,
    columns: [
      { column: 'week', head: 'week', kind: 'count' },
      { column: 'holdout_ends_on', head: 'to', kind: 'day' },
      { column: 'cumulative_predicted_purchases', head: 'purchase days forecast', kind: 'decimal' },
      { column: 'cumulative_actual_purchases', head: 'came', kind: 'count' },
      { column: 'cumulative_predicted_net_sales', head: 'net sales forecast', kind: 'money' },
      { column: 'cumulative_actual_net_sales', head: 'came', kind: 'money' },
    ],
  }),
)}
${lines(
  {
    id: 'backtest-groups',
    title: 'Purchase days in the holdout, by how often customers had bought before',
    description:
      'Forecast and actual beside each other for every frequency. Where the lines part, the model misjudges such customers.',
    labels: groups.map((group) => (group.frequency === 7 ? '7 and more' : String(group.frequency))),
    x: 'purchase days after the first, at the end of calibration',
    y: 'purchase days in the holdout',
    tick: (value) => shown(value, 'count'),
  },
  [
    { name: 'forecast', values: groups.map((group) => number(group.predicted_purchases)), look: 1 },
    { name: 'came', values: groups.map((group) => number(group.actual_purchases)), look: 0 },
  ],
)}
${table(groups, {
  query: 'backtest.groups',
  caption: `By purchase days after the first at the end of calibration (7 stands for 7 and more); money in ${settings.currency}`,
  rowClass: (group) => (Number(group.customers) < 30 ? 'few' : undefined),
  columns: [
    { column: 'frequency', head: 'purchase days after the first', kind: 'count' },
    { column: 'customers', head: 'customers', kind: 'count' },
    { column: 'predicted_purchases', head: 'forecast', kind: 'decimal' },
    { column: 'actual_purchases', head: 'came', kind: 'count' },
    { column: 'naive_purchases', head: 'the time before', kind: 'count' },
    { column: 'predicted_net_sales', head: 'net sales forecast', kind: 'money' },
    { column: 'actual_net_sales', head: 'came', kind: 'money' },
  ],
})}
${table(models ?? [], {
  query: 'backtest.models',
  caption: 'All models of purchases; errors are purchase days per customer',
  columns: [
    { column: 'model', head: 'model', kind: 'text' },
    { column: 'selected', head: 'selected', kind: 'flag' },
    { column: 'churn_identifiable', head: 'shows churn', kind: 'flag' },
    { column: 'holdout_predicted_purchases', head: 'forecast', kind: 'count' },
    { column: 'holdout_actual_purchases', head: 'came', kind: 'count' },
    { column: 'holdout_error', head: 'error', kind: 'decimal' },
    { column: 'naive_error', head: 'error of repeating the past', kind: 'decimal' },
  ],
})}`,
    };
  },
};
