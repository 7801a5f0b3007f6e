/**
 * How far the money of whole groups of customers may be from its forecast: because the parameters are only known so well,
 * and because customers do as they please.
 */
import { sumOfOrderValues } from './backtest.ts';
import { type Base, createChance } from './chance.ts';
import { drawNormal } from './draw.ts';
import type { Fit } from './fit.ts';
import { cholesky } from './information.ts';
import { type Random, seeded } from './random.ts';
import { expectedOf, HIGH, LOW, pairsOf } from './score.ts';

/** An expectation and the 10 % and 90 % quantiles around it. */
export interface Interval {
  expected: number;
  low: number;
  high: number;
}

export interface GroupInterval {
  purchases: Interval;
  netSales: Interval;
}

const DRAWS = 400;

/**
 * Intervals that hold with 80 %, per group and for the portfolio. Parameters are drawn from the normal distribution of their
 * logarithms around the fit, and move a group's expectation to first order in those; chance is drawn customer by
 * customer. The same seed gives the same intervals. Throws a RangeError where a fit has no standard errors or q ≤ 1.
 */
export function intervals(base: Base, seed: number): { groups: GroupInterval[]; portfolio: GroupInterval } {
  const random = seeded(seed);
  const { model, fit, spendFit, triples, weeks } = base;
  const spread = [uncertainty(fit), uncertainty(spendFit)];
  const pairs = pairsOf(triples);
  const purchasesBy = (parameters: number[]) => expectedOf(model.future(parameters), triples, pairs, weeks);
  const purchases = purchasesBy(fit.parameters);
  const chance = createChance(base, purchases);
  const expected = totals(base, purchases, spendFit.parameters);
  const slopes = [
    ...slopesOf(fit, (parameters) => totals(base, purchasesBy(parameters), spendFit.parameters)),
    ...slopesOf(spendFit, (parameters) => totals(base, purchases, parameters)),
  ];
  const cells = 2 * base.groups;
  const drawn = Array.from({ length: cells + 2 }, () => new Float64Array(DRAWS));
  for (let draw = 0; draw < DRAWS; draw++) {
    const moves = spread.flatMap((lower) => drawMoves(lower, random));
    for (let group = 0; group < base.groups; group++) {
      const deviation = chance(group, random);
      for (const [kind, chanceOf] of [deviation.purchases, deviation.netSales].entries()) {
        const cell = 2 * group + kind;
        let exponent = 0;
        for (let j = 0; j < moves.length; j++) exponent += moves[j]! * slopes[j]![cell]!;
        const total = expected[cell]! * Math.exp(exponent) + chanceOf;
        drawn[cell]![draw] = total;
        drawn[cells + kind]![draw]! += total;
      }
    }
  }
  const sums = [0, 1].map((kind) => expected.filter((_, i) => i % 2 === kind).reduce((a, b) => a + b, 0));
  const both = (cell: number, [purchases, netSales]: number[]): GroupInterval => ({
    purchases: around(purchases!, drawn[cell]!),
    netSales: around(netSales!, drawn[cell + 1]!),
  });
  return {
    groups: Array.from({ length: base.groups }, (_, group) =>
      both(2 * group, [expected[2 * group]!, expected[2 * group + 1]!]),
    ),
    portfolio: both(cells, sums),
  };
}

/** Expected purchase days and net sales of every group, in turn. */
function totals(base: Base, purchases: Float64Array, spend: number[]): Float64Array {
  const { triples, groupOf, netFactor, values } = base;
  const sums = new Float64Array(2 * base.groups);
  for (let i = 0; i < purchases.length; i++) {
    sums[2 * groupOf[i]!]! += purchases[i]! * triples.count[i]!;
    sums[2 * groupOf[i]! + 1]! += netFactor * purchases[i]! * sumOfOrderValues(spend, triples, values, i);
  }
  return sums;
}

/** Per parameter of a fit, by how much the logarithms of the expectations grow with its logarithm. */
function slopesOf(
  { parameters, covariance }: Fit,
  expectations: (parameters: number[]) => Float64Array,
): Float64Array[] {
  const n = parameters.length;
  return parameters.map((_, j) => {
    const moved = (step: number) =>
      [step, -step].map((move) =>
        expectations(parameters.map((value, k) => (k === j ? value * Math.exp(move) : value))),
      );
    let step = Math.min(0.1, Math.sqrt(covariance![j * n + j]!));
    let [above, below] = moved(step);
    // So near to q = 1, below which order values have no mean, a step must not reach over it.
    for (; !below!.every(Number.isFinite); [above, below] = moved(step)) step /= 2;
    return above!.map((value, i) => (value > 0 ? Math.log(value / below![i]!) / (2 * step) : 0));
  });
}

function uncertainty({ covariance }: Fit): Float64Array {
  const lower = covariance && cholesky(covariance);
  if (!lower) throw new RangeError('a fit without standard errors has no intervals');
  return lower;
}

function drawMoves(lower: Float64Array, random: Random): number[] {
  const n = Math.sqrt(lower.length);
  const normal = Array.from({ length: n }, () => drawNormal(random));
  return normal.map((_, i) => normal.reduce((sum, z, j) => sum + lower[i * n + j]! * z, 0));
}

function around(expected: number, drawn: Float64Array): Interval {
  const sorted = drawn.map((total) => Math.max(0, total)).sort();
  const at = (share: number) => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)]!;
    return below + (position % 1) * (sorted[Math.ceil(position)]! - below);
  };
  return { expected, low: at(LOW), high: at(HIGH) };
}
