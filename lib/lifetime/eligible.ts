/** Whether a forecast may be given, and if not, why, in words that a controller understands. */

/** What must be reached; the configuration sets it. */
export interface Limits {
  customers: number;
  /** customers with three purchase days or more */
  frequentCustomers: number;
  historyDays: number;
  /** share of the actual total that the backtest's total may miss */
  holdoutMiss: number;
}

/** What is known of the customers and of the selected model. NaN, or undefined, where it is not. */
export interface Evidence {
  customers: number;
  frequentCustomers: number;
  historyDays: number;
  converged: boolean;
  /** of Gamma-Gamma; undefined where no repeat purchase has a value. A mean order value exists for q above 1 only */
  spend: { converged: boolean; q: number } | undefined;
  /** net sales after the first purchase day ÷ those of repeat purchase days */
  netFactor: number;
  /** of the selected model */
  backtest: Record<'error' | 'naiveError' | 'forecast' | 'actual', number> | undefined;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Every reason why no forecast may be given, as a sentence; none where it may. A number that is not known is a reason. */
export function reasonsAgainst(evidence: Evidence, limits: Limits): string[] {
  const { customers, frequentCustomers, historyDays, backtest } = evidence;
  const requirements: [boolean, string][] = [
    [
      customers >= limits.customers,
      `there ${customers === 1 ? 'is 1 customer' : `are ${whole.format(customers)} customers`}, and ${whole.format(limits.customers)} are needed`,
    ],
    [
      frequentCustomers >= limits.frequentCustomers,
      `${frequentCustomers === 1 ? '1 customer has' : `${whole.format(frequentCustomers)} customers have`} three purchase days or more, and ${whole.format(limits.frequentCustomers)} are needed`,
    ],
    [
      historyDays >= limits.historyDays,
      `the history is ${whole.format(historyDays)} ${historyDays === 1 ? 'day' : 'days'} long, and ${whole.format(limits.historyDays)} are needed`,
    ],
    [evidence.converged, 'no parameters of the model of purchases fit the customers best'],
  ];
  const unmet = requirements.filter(([isMet]) => !isMet).map(([, reason]) => reason);
  return [
    ...unmet,
    ...valueFaults(evidence),
    ...(backtest ? backtestFaults(backtest, limits) : [NO_BACKTEST]),
  ];
}

function valueFaults({ spend, netFactor }: Evidence): string[] {
  if (!spend) return ['no customer has bought on a second day for more than nothing'];
  const faults: string[] = [];
  if (!spend.converged) faults.push('no parameters of the model of order values fit the customers best');
  else if (!(spend.q > 1))
    faults.push(
      `order values differ so much that they have no mean: q is ${spend.q.toFixed(3)}, and more than 1 is needed`,
    );
  if (!(netFactor > 0))
    faults.push('once returns are taken off, nothing is left of what customers bought after their first day');
  return faults;
}

const NO_BACKTEST =
  'no backtest could be made: it needs a complete month with customers from long enough before it';

function backtestFaults(
  { error, naiveError, forecast, actual }: NonNullable<Evidence['backtest']>,
  limits: Limits,
): string[] {
  const faults: string[] = [];
  const miss = forecast / actual - 1;
  if (!(error <= naiveError))
    faults.push(
      `the backtest misses by ${error.toFixed(2)} purchase days per customer, and repeating the past by only ${naiveError.toFixed(2)}`,
    );
  if (!(Math.abs(miss) <= limits.holdoutMiss))
    faults.push(
      actual > 0
        ? `the backtest's total is ${percent(Math.abs(miss))} too ${miss < 0 ? 'low' : 'high'}, and ${percent(limits.holdoutMiss)} is allowed`
        : 'nobody bought in the holdout, so that the backtest says nothing',
    );
  return faults;
}
