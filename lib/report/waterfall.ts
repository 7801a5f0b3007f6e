/** A picture of how one amount became another: a row for each step, its bar from where the last one ended. */
import { scaleLinear } from 'd3-scale';
import { type Markup, markup } from './markup.ts';

const WIDTH = 720;
const ROW = 28;
/** Room for names and amounts as large as they are written on a phone. */
const MARGIN = { top: 8, right: 130, bottom: 8, left: 268 };

/** Where totals are so many times as long as all steps between them, these would hardly be seen beside them. */
const MUCH_LONGER = 3;

export interface WaterfallStep {
  name: string;
  amount: number;
  /** How the amount is written. */
  shown: string;
  /** It stands for itself, such as what the others lead to, and begins at 0. */
  isTotal: boolean;
}

export interface WaterfallFrame {
  /** Names the picture on the page: letters, digits and hyphens. */
  id: string;
  title: string;
  /** What is to be seen, for those who do not see it. */
  description: string;
}

/** @param steps in their order; in the table behind the picture each has a row with its name at the head */
export function waterfall(
  { id, title, description }: WaterfallFrame,
  steps: readonly WaterfallStep[],
): Markup {
  const spans = spansOf(steps);
  const { from: start, to: end, isCut } = reachOf(spans);
  const across = scaleLinear()
    .domain([start, end])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const at = (value: number): number => round(across(Math.max(start, value)));
  const top = (i: number): number => MARGIN.top + i * ROW;
  const height = top(steps.length) + MARGIN.bottom;
  return markup`<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
<path class="grid" d="M${at(0)} ${MARGIN.top}V${height - MARGIN.bottom}"/>
${steps.map(({ name, amount, shown, isTotal }, i) => {
  const [left, right] = spans[i]!.map(at).sort((a, b) => a - b) as [number, number];
  const y = top(i);
  const look = isTotal ? 'total' : amount < 0 ? 'falls' : 'rises';
  return markup`<text x="${MARGIN.left - 10}" y="${y + 19}" text-anchor="end">${name}</text><rect class="step ${look}" x="${left}" y="${y + 5}" width="${Math.max(1, round(right - left))}" height="${ROW - 10}"/>${isTotal && isCut && cutOf(y)}${i + 1 < steps.length && markup`<path class="grid" d="M${at(spans[i]![1])} ${y + ROW - 5}V${y + ROW + 5}"/>`}<text x="${right + 8}" y="${y + 19}">${shown}</text>
`;
})}<g>${steps.map(
    ({ name }, i) =>
      markup`<rect class="position" data-label="${name}" x="0" y="${top(i)}" width="${WIDTH}" height="${ROW}"/>`,
  )}</g>
</svg><figcaption>${title}${isCut && '; the bars at both ends are cut off at the left'}</figcaption></figure>`;
}

type Span = readonly [from: number, to: number];

function spansOf(steps: readonly WaterfallStep[]): Span[] {
  const spans: Span[] = [];
  for (const { amount, isTotal } of steps) {
    const from = isTotal ? 0 : (spans.at(-1)?.[1] ?? 0);
    spans.push([from, from + amount]);
  }
  return spans;
}

/** What the picture reaches over: from 0, unless that would leave the steps no room. */
function reachOf(spans: readonly Span[]): { from: number; to: number; isCut: boolean } {
  const ends = spans.map(([, to]) => to);
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)];
  const moved = highest - lowest;
  if (moved > 0 && lowest > MUCH_LONGER * moved)
    return { from: lowest - moved / 2, to: highest, isCut: true };
  return { from: Math.min(0, lowest), to: Math.max(highest, 1), isCut: false };
}

/** A gap in the bar of a total that is longer than it is drawn. */
const cutOf = (y: number): Markup =>
  markup`<path class="cut" d="M${MARGIN.left + 14} ${y + ROW - 3}l8 ${6 - ROW}"/>`;

const round = (value: number): number => Math.round(value * 10) / 10;
