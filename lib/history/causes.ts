/** Why figures changed between two releases: the causes, one after the other in a fixed order, and what each adds. */
import { resolveRules } from '../intake/rules.ts';
import type { Ask } from '../warehouse/ask.ts';
import type { Manifest } from '../warehouse/release.ts';
import { along, isOfNow, refitted, standingOf } from './along.ts';
import { type DumpEffect, effectsOf } from './effects.ts';
import { type Figures, less, MEASURED, measure, plus } from './figures.ts';
import { givenOf } from './given.ts';
import { type Tools, withoutRows } from './rerun.ts';
import { type Dump, MADE_AGAIN, type Published, replacements, type Way, wayFrom } from './state.ts';

/** In the order in which they are applied, each on top of those before it. */
export const CAUSES = ['code', ...MADE_AGAIN, 'model'] as const;
export type Cause = (typeof CAUSES)[number];

const MEASURING = { relations: MEASURED, measure };

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
  const [first, last] = [await standingOf(a.ask, MEASURING), await standingOf(b.ask, MEASURING)];
  const [isFirst, isLast] = [await isOfNow(a.manifest, present), await isOfNow(b.manifest, present)];
  const rowsOf = ({ dumps, kept }: Published): Dump[] => [...dumps, ...kept];
  await checkRows(isFirst ? from!.kept : rowsOf(from!), rowsOf(to!), tools);

  const start = isFirst ? first : await refitted(from!, MEASURING, tools);
  const end = isLast ? last : await refitted(to!, MEASURING, tools);
  const states = MADE_AGAIN.map((cause) => [cause, way[cause]] as const);
  const at = await along(from!, states, start, MEASURING, tools);
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

/** @throws RowsGone where the lake does not have the rows of one of the dumps */
export async function checkRows(
  former: readonly Dump[],
  later: readonly Dump[],
  { store }: Tools,
): Promise<void> {
  const gone = await withoutRows([...former, ...later], store);
  if (gone.length > 0) throw new RowsGone(gone);
}
