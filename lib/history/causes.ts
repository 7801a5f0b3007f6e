/** Why figures changed between two releases: the causes, one after the other in a fixed order, and what each adds. */
import { resolveRules } from '../intake/rules.ts';
import type { Parameters } from '../lifetime/forecast.ts';
import type { Ask } from '../warehouse/ask.ts';
import { codeHash } from '../warehouse/code.ts';
import { lifetimeBy, parametersOf } from '../warehouse/lifetime-held.ts';
import type { Manifest } from '../warehouse/release.ts';
import { type DumpEffect, effectsOf } from './effects.ts';
import { type Figures, less, MEASURED, type Measured, measure, plus } from './figures.ts';
import { givenOf } from './given.ts';
import { rerun, type Tools, withoutRows } from './rerun.ts';
import {
  areSame,
  type Dump,
  MADE_AGAIN,
  type Published,
  replacements,
  type State,
  type Way,
  wayFrom,
} from './state.ts';

/** In the order in which they are applied, each on top of those before it. */
export const CAUSES = ['code', ...MADE_AGAIN, 'model'] as const;
export type Cause = (typeof CAUSES)[number];

export interface Explained {
  a: Figures;
  b: Figures;
  /** What each cause adds to the figures of a. */
  causes: Record<Cause, { adds: Figures; dumps: DumpEffect[] }>;
  /** What the causes leave unexplained of the difference: nothing, for each figure. */
  residual: Figures;
}

/** A release, and who answers on its tables. */
export interface Release {
  manifest: Manifest;
  ask: Ask;
}

/** What is measured of a state, and the parameters that its forecast was made with. */
interface Standing {
  measured: Measured;
  parameters: Parameters | undefined;
}

/** The rows of some dumps are no longer in the lake, so that nothing can be made of them again. */
export class RowsGone extends Error {
  override readonly name = 'RowsGone';
  readonly dumps: readonly Dump[];
  constructor(dumps: readonly Dump[]) {
    const names = dumps.map(({ file, dump_id }) => `${file} (${dump_id})`);
    super(`the lake no longer has the rows of ${names.join(', ')}`);
    this.dumps = dumps;
  }
}

/**
 * @param present the engine of this machine and its version
 * @throws RowsGone
 */
export async function explain(a: Release, b: Release, present: string, tools: Tools): Promise<Explained> {
  const { configuration, ledger } = tools;
  const known = { configuration, facts: await ledger.locks(), measured: MEASURED };
  const [from, to] = await Promise.all([a, b].map(({ manifest, ask }) => givenOf(manifest, ask, known)));
  const restated = replacements(from!, to!, resolveRules(configuration).namesOf);
  const way = wayFrom(from!, to!, new Set(restated.keys()));
  const [first, last] = [await publishedBy(a), await publishedBy(b)];
  const code = await codeHash();
  const isPresent = ({ manifest }: Release): boolean => manifest.code === code && manifest.engine === present;
  const rowsOf = ({ dumps, kept }: Published): Dump[] => [...dumps, ...kept];
  await checkRows(isPresent(a) ? from!.kept : rowsOf(from!), rowsOf(to!), tools);

  const start = isPresent(a) ? first : await fitted(from!, tools);
  const end = isPresent(b) ? last : await fitted(to!, tools);
  const at = await along(from!, way, start, tools);
  const [begun, ended, held] = [start.measured.figures, end.measured.figures, at.settings_and_feeds.figures];
  const adds: Record<Cause, Figures> = {
    code: plus(less(begun, first.measured.figures), less(last.measured.figures, ended)),
    corrected_dumps: less(at.corrected_dumps.figures, begun),
    late_lines: less(at.late_lines.figures, at.corrected_dumps.figures),
    new_lines: less(at.new_lines.figures, at.late_lines.figures),
    settings_and_feeds: less(held, at.new_lines.figures),
    model: ofModel(less(ended, held)),
  };
  const explained = CAUSES.reduce((sum, cause) => plus(sum, adds[cause]), first.measured.figures);
  const dumps = effectsOf({ from: from!, to: to!, restated, start: start.measured, at });
  return {
    a: first.measured.figures,
    b: last.measured.figures,
    causes: Object.fromEntries(
      CAUSES.map((cause) => [
        cause,
        { adds: adds[cause], dumps: cause in dumps ? dumps[cause as keyof Way] : [] },
      ]),
    ) as Explained['causes'],
    residual: less(last.measured.figures, explained),
  };
}

/** A model changes what is predicted, and nothing else: any other difference would be a residual. */
function ofModel({ predicted_value_discounted }: Figures): Figures {
  const [lifetime_value, nothing] = [predicted_value_discounted, 0n];
  return {
    ...{ net_sales: nothing, customers: nothing, repeat_customers: nothing, repeat_purchase_rate: nothing },
    ...{ lifetime_value, predicted_value_discounted },
  };
}

const publishedBy = async ({ ask }: Release): Promise<Standing> => ({
  measured: await measure(ask),
  parameters: await parametersOf(ask),
});

const fitted = (state: State, tools: Tools): Promise<Standing> =>
  rerun(state, [...MEASURED, 'lifetime_model'], tools, async (ask) => publishedBy({ ask } as Release));

/** Measures each state on the way. The forecast stays that of the parameters of a; what is as before is not made again. */
async function along(
  from: Published,
  way: Way,
  { measured, parameters }: Standing,
  tools: Tools,
): Promise<Record<keyof Way, Measured>> {
  const at: Partial<Record<keyof Way, Measured>> = {};
  let [before, reached]: [State, Measured] = [from, measured];
  for (const step of MADE_AGAIN) {
    const state = way[step];
    if (!areSame(before, state))
      reached = await rerun(state, MEASURED, tools, measure, lifetimeBy(parameters));
    at[step] = reached;
    before = state;
  }
  return at as Record<keyof Way, Measured>;
}

/** @throws RowsGone where the lake does not have the rows of one of the dumps */
export async function checkRows(
  former: readonly Dump[],
  later: readonly Dump[],
  { store }: Tools,
): Promise<void> {
  const gone = await withoutRows([...former, ...later], store);
  if (gone.length > 0) throw new RowsGone(gone);
}
