/** A difference as a program is told of it: amounts as exact decimals, counts as whole numbers in text. */
import { textOf } from './amount.ts';
import { CAUSES, type Cause, type Explained } from './causes.ts';
import type { Difference } from './difference.ts';
import type { DumpEffect } from './effects.ts';
import { FIGURE_NAMES, FIGURES, type Figure, type Figures } from './figures.ts';

export interface ToldFigure {
  figure: Figure;
  a: string;
  b: string;
  difference: string;
  /** What each cause adds, in the order in which they are applied. */
  causes: Record<Cause, string>;
  residual: string;
}

export interface ToldDump extends Omit<DumpEffect, 'before' | 'after'> {
  cause: Cause;
  net_sales_before: string;
  net_sales_after: string;
  net_sales_effect: string;
}

const figureText = (figures: Figures, name: Figure): string => textOf(figures[name], FIGURES[name]);

export const toldFigures = ({ a, b, causes, residual }: Explained): ToldFigure[] =>
  FIGURE_NAMES.map((figure) => ({
    figure,
    a: figureText(a, figure),
    b: figureText(b, figure),
    difference: textOf(b[figure] - a[figure], FIGURES[figure]),
    causes: Object.fromEntries(
      CAUSES.map((cause) => [cause, figureText(causes[cause].adds, figure)]),
    ) as Record<Cause, string>,
    residual: figureText(residual, figure),
  }));

export const toldDumps = ({ causes }: Explained): ToldDump[] =>
  CAUSES.flatMap((cause) => causes[cause].dumps.map((dump) => toldDump(cause, dump)));

function toldDump(cause: Cause, { before, after, ...dump }: DumpEffect): ToldDump {
  const money = (units: bigint): string => textOf(units, FIGURES.net_sales);
  return {
    cause,
    ...dump,
    net_sales_before: money(before),
    net_sales_after: money(after),
    net_sales_effect: money(after - before),
  };
}

/** The JSON of `diff`. */
export function told({ a, b, rows, shown, explained, remarks }: Difference) {
  const release = ({ release_id, as_of_date, code, engine }: Difference['a']) => ({
    ...{ release_id, as_of_date, code, engine },
  });
  return {
    a: release(a),
    b: release(b),
    figures: explained ? toldFigures(explained) : null,
    dumps: explained ? toldDumps(explained) : null,
    ...rows,
    rows: shown,
    remarks,
  };
}
