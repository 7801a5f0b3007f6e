/** All that a refresh makes, in the order in which it is made. */
import { INPUTS } from '../contract/inputs.ts';
import { GIVEN_TABLES } from '../contract/tables/settings.ts';
import { lifetime } from './lifetime.ts';
import { type Computation, type Model, orderModels, readModels } from './models.ts';

/** What models start from, by name. */
const GIVEN = [...INPUTS, ...GIVEN_TABLES].map(({ name }) => name);

export async function stepsInOrder(): Promise<(Model | Computation)[]> {
  return orderModels([...(await readModels(['staging', 'marts'])), lifetime], GIVEN);
}
