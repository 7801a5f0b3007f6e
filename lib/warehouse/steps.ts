/** All that a refresh makes, in the order in which it is made. */
import { INPUTS } from '../contract/inputs.ts';
import { GIVEN_TABLES } from '../contract/tables/settings.ts';
import { lifetime } from './lifetime.ts';
import { type Computation, type Model, madeBy, orderModels, readModels } from './models.ts';

/** What models start from, by name. */
const GIVEN = [...INPUTS, ...GIVEN_TABLES].map(({ name }) => name);

export interface Stages {
  /** Models that read nothing of what the computation makes, however far back. */
  build: (Model | Computation)[];
  /** The computation, and all that needs it. */
  fit: (Model | Computation)[];
}

/**
 * The order cut in two at the computation, so that another process can go on from there: what does not need it is made
 * before, and what does reads little besides.
 */
export async function stages(): Promise<Stages> {
  const ordered = orderModels([...(await readModels(['staging', 'marts'])), lifetime], GIVEN);
  const fitted = new Set<string>();
  const cut: Stages = { build: [], fit: [] };
  for (const step of ordered) {
    const isFitted = step === lifetime || step.reads.some((name) => fitted.has(name));
    if (isFitted) for (const name of madeBy(step)) fitted.add(name);
    cut[isFitted ? 'fit' : 'build'].push(step);
  }
  return cut;
}

/**
 * The steps that make these relations, and all that they read on the way, in their order.
 * @param computation stands in the place of the one that fits; it makes at least what is read here of that
 */
export async function stepsFor(
  names: readonly string[],
  computation: Computation = lifetime,
): Promise<(Model | Computation)[]> {
  const { build, fit } = await stages();
  const steps = [...build, ...fit].map((step) => (step === lifetime ? computation : step));
  const wanted = new Set(names);
  const isWanted = (step: Model | Computation): boolean => madeBy(step).some((name) => wanted.has(name));
  for (const step of steps.toReversed()) {
    if (isWanted(step)) for (const read of step.reads) wanted.add(read);
  }
  return steps.filter(isWanted);
}
