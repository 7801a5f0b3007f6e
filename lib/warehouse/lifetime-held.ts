/** A forecast with the parameters of another release: what that one would say of the customers as they are here. */
import { type Parameters, scoreWith } from '../lifetime/forecast.ts';
import { SPEND_PARAMETERS } from '../lifetime/gamma-gamma.ts';
import type { ModelName } from '../lifetime/model.ts';
import { modelNamed } from '../lifetime/models.ts';
import type { Ask } from './ask.ts';
import type { GivenRow } from './inputs.ts';
import { lifetime, scoreColumns } from './lifetime.ts';
import { lifetimeInputs } from './lifetime-inputs.ts';
import type { Computation } from './models.ts';

/** The parameters that the forecast of a release was made with; undefined where it gave none. */
export async function parametersOf(ask: Ask): Promise<Parameters | undefined> {
  const rows = await ask('select model, parameter, value from lifetime_model where selected and is_eligible');
  const purchases = rows.find(({ model }) => model !== SPEND)?.model;
  if (purchases === undefined) return undefined;
  const valuesOf = (name: string, parameters: readonly string[]): number[] =>
    parameters.map((wanted) =>
      Number(rows.find(({ model, parameter }) => model === name && parameter === wanted)!.value),
    );
  const model = modelNamed(purchases as ModelName);
  return {
    model,
    purchases: valuesOf(model.name, model.parameters),
    spend: valuesOf(SPEND, SPEND_PARAMETERS),
  };
}

const SPEND = 'gamma_gamma';

/**
 * Takes the place of the computation that fits, as far as `customer_lifetime_value` reads it. Nothing is fitted and nothing
 * is judged.
 * @param parameters undefined: no forecast is given
 */
export const lifetimeBy = (parameters: Parameters | undefined): Computation => ({
  name: lifetime.name,
  reads: lifetime.reads,
  makes: ['lifetime_scores', 'lifetime_choice'],
  async compute(engine) {
    const { now, settings } = await lifetimeInputs(engine);
    const scored = parameters && scoreWith(parameters, now, settings.horizon);
    if (!parameters || !scored) return { lifetime_scores: [], lifetime_choice: [NO_FORECAST] };
    const [p, q, v] = parameters.spend as [number, number, number];
    return {
      lifetime_scores: scoreColumns(now.triples, scored.scores),
      lifetime_choice: [
        {
          ...{ model: parameters.model.name, is_eligible: true, ineligible_reason: null },
          ...{ p, q, v, net_factor: now.netFactor },
        },
      ],
    };
  },
});

const NO_FORECAST: GivenRow = {
  ...{ model: null, is_eligible: false, ineligible_reason: 'the parameters that are held give no forecast' },
  ...{ p: null, q: null, v: null, net_factor: null },
};
