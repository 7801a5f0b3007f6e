/** The lifetime models: what all of them take together, and what one fit takes beside the same fit in Python. */
import { besideLifetimes } from './beside-lifetimes.ts';
import { median, print, seconds, verdict } from './figures.ts';
import { type Measured, measure, printSteps, timeOf } from './measure.ts';

const TIME_PROMISE = 15;
/** The steps that the promise speaks of. */
const PROMISED = /^(fitting|backtesting|scoring)/;

export interface LifetimeOptions {
  /** Everything that is made goes here. */
  folder: string;
  /** Customers of all the models together; the one fit gets half as many. */
  customers: number;
  rounds: number;
}

/** As people say it: 1 million. */
const inWords = (customers: number): string =>
  customers.toLocaleString('en', { notation: 'compact', compactDisplay: 'long' });

/** Measures and prints. @returns whether each promise holds, a line each */
export async function benchLifetime({ folder, customers, rounds }: LifetimeOptions): Promise<string[]> {
  const measured: Measured[] = [];
  for (let round = 1; round <= rounds; round++) {
    print(`round ${round} of ${rounds}: lifetime models of ${inWords(customers)} customers`);
    measured.push(await measure('models.ts', [String(customers)], folder));
  }
  printSteps('lifetime models', measured.at(-1)!);
  const together = median(measured.map((one) => timeOf(one, ({ what }) => PROMISED.test(what)).wall));
  return [
    `fitting the four models, backtesting and scoring ${inWords(customers)} customers: under ${TIME_PROMISE} s: ` +
      `${verdict(together < TIME_PROMISE)} (${seconds(together).trim()})`,
    await besideLifetimes(folder, Math.ceil(customers / 2)),
  ];
}
