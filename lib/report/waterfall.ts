/** A picture of how one amount became another: a row for each step, its bar from where the last one ended. */
import { scaleLinear } from 'd3-scale';
import { type Markup, markup } from './markup.ts';

const WIDTH = 720;
const ROW = 26;
const MARGIN = { top: 8, right: 110, bottom: 8, left: 220 };

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

/** @param steps in their order */
export function waterfall(
  { id, title, description }: WaterfallFrame,
  steps: readonly WaterfallStep[],
): Markup {
  const spans: [from: number, to: number][] = [];
  for (const { amount, isTotal } of steps) {
    const from = isTotal ? 0 : (spans.at(-1)?.[1] ?? 0);
    spans.push([from, from + amount]);
  }
  const ends = [0, ...spans.flat()];
  const across = scaleLinear()
    .domain([Math.min(...ends), Math.max(...ends, 1)])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const at = (value: number): number => Math.round(across(value) * 10) / 10;
  const height = MARGIN.top + steps.length * ROW + MARGIN.bottom;
  return markup`<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
<path class="grid" d="M${at(0)} ${MARGIN.top}V${height - MARGIN.bottom}"/>
${steps.map(({ name, amount, shown, isTotal }, i) => {
  const [left, right] = spans[i]!.map(at).sort((a, b) => a - b) as [number, number];
  const y = MARGIN.top + i * ROW;
  const look = isTotal ? 'total' : amount < 0 ? 'falls' : 'rises';
  return markup`<text x="${MARGIN.left - 10}" y="${y + 17}" text-anchor="end">${name}</text><rect class="step ${look}" x="${left}" y="${y + 4}" width="${Math.max(1, Math.round((right - left) * 10) / 10)}" height="${ROW - 8}"/><text x="${right + 8}" y="${y + 17}">${shown}</text>
`;
})}</svg><figcaption>${title}</figcaption></figure>`;
}
