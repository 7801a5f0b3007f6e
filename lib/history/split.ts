/** The changes since a month-end, split by their causes: of the figures of closed months, and of the discounted value. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveRules } from '../intake/rules.ts';
import { buildGiven } from '../warehouse/build.ts';
import type { GivenRow } from '../warehouse/inputs.ts';
import { inputsOf, type Plan } from '../warehouse/plan.ts';
import { along, isOfNow, refitted, standingOf } from './along.ts';
import { textOf } from './amount.ts';
import { checkRows, type Release } from './causes.ts';
import {
  CLOSED_MEASURED,
  type Closed,
  changesBetween,
  DECIMALS,
  measureClosed,
  nameOf,
  totalsOf,
} from './closed-figures.ts';
import { givenBy, givenOf, type Known, listOf } from './given.ts';
import type { Tools } from './rerun.ts';
import { rollForward } from './roll-forward.ts';
import { type Dump, type Published, replacements, wayFrom } from './state.ts';

export interface Split {
  /** Rows of `restated_figures`. */
  restated: GivenRow[];
  /** Rows of `value_movements`. */
  moved: GivenRow[];
}

/** The causes that restate what is closed, in the order in which they are applied. */
const RESTATING = ['code', 'corrected_dumps', 'late_lines', 'settings_and_feeds'] as const;

const MEASURING = { relations: CLOSED_MEASURED, measure: measureClosed };

/**
 * All states are of the day of the month-end until time is let pass, and with the parameters of its forecast: a restatement
 * is what the plan's dumps and settings would have published then.
 * @throws RowsGone
 */
export async function splitChanges(
  plan: Plan,
  closed: Release,
  present: string,
  tools: Tools,
): Promise<Split> {
  const { configuration, ledger } = tools;
  const known = { configuration, facts: await ledger.locks(), measured: CLOSED_MEASURED };
  const from = await givenOf(closed.manifest, closed.ask, known);
  const to = await givenOfPlan(plan, known, tools);
  const restated = replacements(from, to, resolveRules(configuration).namesOf);
  const way = wayFrom(from, to, new Set(restated.keys()));
  const settled = { ...to, as_of_date: from.as_of_date };

  const isPresent = await isOfNow(closed.manifest, present);
  const former = isPresent ? from.kept : [...from.dumps, ...from.kept];
  await checkRows(former, [...to.dumps, ...to.kept], tools);
  const published = await standingOf(closed.ask, MEASURING);
  const start = isPresent ? published : await refitted(from, MEASURING, tools);
  const made = [
    ['corrected_dumps', way.corrected_dumps],
    ['late_lines', way.late_lines],
    ['settings_and_feeds', settled],
  ] as const;
  const at = { code: start.measured, ...(await along(from, made, start, MEASURING, tools)) };
  const states = [published.measured, ...RESTATING.map((cause) => at[cause])];
  const moved = (line: string, earlier: Closed, later: Closed): GivenRow => ({
    ...{ line, amount: textOf(later.value - earlier.value, DECIMALS), customers: null },
  });
  return {
    restated: restatedRows(states, { from, to, restated }),
    moved: [
      moved('code', published.measured, at.code),
      moved('restated', at.code, at.late_lines),
      moved('settings_and_feeds', at.late_lines, at.settings_and_feeds),
      ...(await rollForward(settled, to, start.parameters, tools)),
    ],
  };
}

/** What the planned release will be made of. Its lists are read back as those of a published one are, to be comparable. */
const givenOfPlan = (plan: Plan, known: Known, { withEngine, folder: above }: Tools): Promise<Published> =>
  withEngine(async (engine) => {
    const folder = await mkdtemp(join(above, 'given-'));
    await buildGiven(engine, 'settings', plan.given.settings!, folder);
    const made = { ...plan, settings: plan.given.settings![0]!, inputs: inputsOf(plan) };
    return givenBy(made, known, async (name) => {
      await buildGiven(engine, name, plan.given[name] ?? [], folder);
      return listOf(name, (sql) => engine.rows(sql));
    });
  });

interface Between {
  from: Published;
  to: Published;
  restated: ReadonlyMap<Dump, Dump[]>;
}

/**
 * Figures that are again what was frozen are left out: another dump may have brought the same lines once more.
 * @param states as published, and then after each of the causes
 */
function restatedRows(states: readonly Closed[], { from, to, restated }: Between): GivenRow[] {
  const dumps = new Map(
    [...from.dumps, ...from.others, ...to.others, ...to.dumps].map((dump) => [dump.dump_id, dump]),
  );
  const stands = new Map<string, string>();
  for (const [by, gone] of restated) for (const { dump_id } of gone) stands.set(dump_id, by.dump_id);
  const [old, now] = [totalsOf(states[0]!), totalsOf(states.at(-1)!)];
  const text = (units: bigint): string => textOf(units, DECIMALS);
  return RESTATING.flatMap((cause, i) =>
    changesBetween(states[i]!, states[i + 1]!, (id) => stands.get(id) ?? id).flatMap(
      ({ dump_id, value, ...figure }): GivenRow[] => {
        const [was = 0n, is = 0n] = [old, now].map((totals) => totals.get(nameOf(figure)));
        if (was === is) return [];
        const dump = dump_id === undefined ? undefined : dumps.get(dump_id);
        return [
          {
            ...{ frozen_on: from.as_of_date, restated_on: to.as_of_date, ...figure },
            ...{ value_frozen: text(was), value_restated: text(is) },
            ...{ cause, source: dump?.source ?? null, file: dump?.file ?? null, dump_id: dump_id ?? null },
            effect: text(value),
          },
        ];
      },
    ),
  );
}
