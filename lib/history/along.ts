/** What figures are, state after state, by the parameters that the forecast of the first was made with. */
import type { Parameters } from '../lifetime/forecast.ts';
import type { Ask } from '../warehouse/ask.ts';
import { codeHash } from '../warehouse/code.ts';
import { lifetimeBy, parametersOf } from '../warehouse/lifetime-held.ts';
import type { Manifest } from '../warehouse/release.ts';
import { rerun, type Tools } from './rerun.ts';
import { areSame, type State } from './state.ts';

/** How figures are taken of a state: the relations that are asked, and the questions. */
export interface Measuring<Measured> {
  relations: readonly string[];
  measure: (ask: Ask) => Promise<Measured>;
}

/** What is measured of a state, and the parameters that its forecast was made with. */
export interface Standing<Measured> {
  measured: Measured;
  parameters: Parameters | undefined;
}

/** Was a release made by this code and this engine? What they would make of its inputs is then what it has published. */
export const isOfNow = async ({ code, engine }: Manifest, present: string): Promise<boolean> =>
  code === (await codeHash()) && engine === present;

/** @param ask answers on the tables of a release that holds a forecast */
export const standingOf = async <Measured>(
  ask: Ask,
  { measure }: Measuring<Measured>,
): Promise<Standing<Measured>> => ({ measured: await measure(ask), parameters: await parametersOf(ask) });

/** Makes a state by the present code, and fits its models anew. */
export const refitted = <Measured>(
  state: State,
  measuring: Measuring<Measured>,
  tools: Tools,
): Promise<Standing<Measured>> =>
  rerun(state, [...measuring.relations, 'lifetime_model'], tools, (ask) => standingOf(ask, measuring));

/**
 * Measures each state on the way. The forecast stays that of the parameters of the first; what is as before is not made again.
 * @param states in their order, by name
 * @param start what was measured of `from`
 */
export async function along<Name extends string, Measured>(
  from: State,
  states: readonly (readonly [Name, State])[],
  { measured, parameters }: Standing<Measured>,
  { relations, measure }: Measuring<Measured>,
  tools: Tools,
): Promise<Record<Name, Measured>> {
  const at: Partial<Record<Name, Measured>> = {};
  let [before, reached]: [State, Measured] = [from, measured];
  for (const [name, state] of states) {
    if (!areSame(before, state))
      reached = await rerun(state, relations, tools, measure, lifetimeBy(parameters));
    at[name] = reached;
    before = state;
  }
  return at as Record<Name, Measured>;
}
