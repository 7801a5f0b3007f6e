/** What is to be known of each fitted model, in words that a controller understands. */
import type { Fit } from './fit.ts';
import type { Judged } from './judge.ts';
import type { ModelName } from './model.ts';
import type { Selection } from './select.ts';

/** Frequency and order value that go together more than this are not independent, as Gamma-Gamma takes them to be. */
const CORRELATION_TO_SAY = 0.3;

const YEAR_WEEKS = 52;

/** Of a model of purchases. @param weeks length of the backtest; undefined where there is none */
export function purchaseRemark(
  { model, fit, isIdentifiable, backtest }: Judged,
  selection: Selection | undefined,
  weeks: number | undefined,
): string {
  if (!fit) return 'not fitted: no customer has a purchase day';
  const isSelected = selection?.model === model.name;
  const said = [];
  if (isSelected) said.push(`selected: ${selection?.why}`, ...cautions(model.name, weeks));
  if (!fit.converged) said.push('the fit found no best parameters');
  else if (!isIdentifiable) said.push('the data do not show that customers leave; it counts as nbd');
  else if (!fit.covariance)
    said.push(
      'the data do not tell its parameters apart, so that it has no standard errors and no intervals',
    );
  if (!backtest) said.push('it has no backtest');
  return said.length > 0 ? said.join('; ') : 'usable, and published beside the selected one';
}

/** What an honest forecaster adds. */
function cautions(name: ModelName, weeks: number | undefined): string[] {
  const said = [];
  if (name === 'nbd') said.push('the further its forecast looks ahead, the more it may be too high');
  if (weeks !== undefined && weeks < YEAR_WEEKS)
    said.push(`it was tested over ${weeks} weeks, and how it does over a whole year is not known`);
  return said;
}

/** Of the model of order values. */
export function spendRemark(fit: Fit | undefined, valueless: number, correlation: number): string {
  if (!fit) return 'not fitted: no customer has a repeat purchase with a value';
  const said = [];
  if (!fit.converged) said.push('the fit found no best parameters');
  else if (!(fit.parameters[1]! > 1)) said.push('order values differ so much that they have no mean');
  else if (!(fit.parameters[1]! - 1 > 2 * (fit.standardErrors?.[1] ?? Number.POSITIVE_INFINITY)))
    said.push(
      'the mean order value is hardly known, so that money forecast for one-time customers is a guess',
    );
  if (valueless > 0)
    said.push(
      `${valueless} ${valueless === 1 ? 'customer' : 'customers'} left out, since their repeat purchases brought nothing on balance`,
    );
  if (Math.abs(correlation) > CORRELATION_TO_SAY)
    said.push(
      `frequent customers spend ${correlation > 0 ? 'more' : 'less'} per order (correlation ${correlation.toFixed(2)}), while the model takes both to be independent: forecasts of money are less sure than their intervals say`,
    );
  return said.length > 0 ? said.join('; ') : 'the model of order values, used with every model of purchases';
}
