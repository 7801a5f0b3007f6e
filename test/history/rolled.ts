/** The value of a shop's customers on two days by parameters that are held, and the lines from one to the other. */
import { settingsLists } from '../../lib/config/given.ts';
import { engines } from '../../lib/engine/engines.ts';
import { unitsOf } from '../../lib/history/amount.ts';
import { rerun, type Tools } from '../../lib/history/rerun.ts';
import { rollForward } from '../../lib/history/roll-forward.ts';
import type { State } from '../../lib/history/state.ts';
import type { Parameters } from '../../lib/lifetime/forecast.ts';
import type { Patronage } from '../../lib/patronage.ts';
import { lifetimeBy } from '../../lib/warehouse/lifetime-held.ts';
import { inputsOf, planRelease } from '../../lib/warehouse/plan.ts';
import { newFolder } from '../folders.ts';
import { NOW, newShop } from '../shop.ts';

/** A discounted value in units of the fourth decimal, as it is published. */
export interface Valued {
  customer: string;
  first: string;
  last: string;
  units: bigint;
}

export interface Line {
  units: bigint;
  customers: number;
}

/** A shop whose dumps are in, and that can be looked at as of any day. */
export interface Rolled {
  stateOn(day: string): State;
  valuesOf(state: State, parameters: Parameters): Promise<Valued[]>;
  linesOf(from: State, to: State, parameters: Parameters): Promise<Record<string, Line>>;
}

/** What the settings of lifetime value are, as in `{ horizon_days: 364 }`. */
export type Horizon = Record<'horizon_days' | 'annual_discount_rate', number>;

/** @param dumps text by name */
export async function rolledShop(dumps: Record<string, string>, horizon: Horizon): Promise<Rolled> {
  const shop = await newShop(dumps);
  const patronage = await shop.open({ top: `metrics: { lifetime: ${JSON.stringify(horizon)} }` });
  await patronage.intake();
  const tools = await toolsOf(patronage);
  const plan = await planRelease({ ...tools, now: () => new Date(NOW), engineVersion: 'none' });
  const dumpsIn = inputsOf(plan).filter(({ state }) => state === 'current');
  return {
    stateOn: (as_of_date) => ({
      ...{ as_of_date, settings: plan.given.settings![0]!, lists: settingsLists(tools.configuration) },
      ...{ dumps: dumpsIn, locks: [], kept: [] },
    }),
    valuesOf: (state, parameters) =>
      rerun(
        state,
        ['customer_lifetime_value'],
        tools,
        async (ask) => valued(await ask(VALUES)),
        lifetimeBy(parameters),
      ),
    async linesOf(from, to, parameters) {
      const rows = await rollForward(from, to, parameters, tools);
      return Object.fromEntries(
        rows.map(({ line, amount, customers }) => [
          String(line),
          { units: unitsOf(String(amount), 4), customers: Number(customers) },
        ]),
      );
    },
  };
}

async function toolsOf({ store, ledger, configuration }: Patronage): Promise<Tools> {
  const folder = await newFolder();
  return { store, ledger, configuration, folder, withEngine: engines(folder, {}), progress: () => {} };
}

const VALUES = `
select customer_id, first_purchased_on, last_purchased_on, predicted_value_discounted as value
from customer_lifetime_value
order by customer_id`;

const valued = (rows: readonly Record<string, unknown>[]): Valued[] =>
  rows.map(({ customer_id, first_purchased_on, last_purchased_on, value }) => ({
    ...{ customer: String(customer_id), units: unitsOf(String(value), 4) },
    ...{ first: String(first_purchased_on), last: String(last_purchased_on) },
  }));

export const sumOf = (some: Iterable<{ units: bigint }>): bigint =>
  Array.from(some).reduce((sum, { units }) => sum + units, 0n);
