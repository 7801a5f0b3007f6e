/** Pictures of numbers: lines, areas and bars as SVG that carries its title, its description and no style of its own. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import { type Markup, markup } from './markup.ts';

const WIDTH = 720;
const HEIGHT = 300;
const MARGIN = { top: 34, right: 30, bottom: 42, left: 84 };

/** One line of a picture: its points by position; an undefined one is a gap. */
export interface Series {
  name: string;
  values: readonly (number | undefined)[];
  /** Lines differ by dash as well as by colour: 0 solid, 1 dashed, 2 dotted, … */
  look: number;
  /** A value holds up to the next position, in place of a slope between them. */
  isStep?: boolean;
}

export interface Frame {
  /** Names the picture on the page: letters, digits and hyphens. */
  id: string;
  title: string;
  /** What is to be seen, for those who do not see it. */
  description: string;
  /** Under each position. */
  labels: readonly string[];
  x: string;
  y: string;
  /** How a tick of the upright axis is written. */
  tick: (value: number) => string;
  /** Positions of periods that are not complete: hatched, and nothing is drawn in them. */
  incomplete?: readonly number[];
}

/** Lines over positions, with straight marks where wanted (such as a limit). */
export function lines(
  frame: Frame,
  series: readonly Series[],
  marks: readonly { at: number; name: string }[] = [],
): Markup {
  const highest = Math.max(
    0,
    ...series.flatMap(({ values }) => values.map((value) => value ?? 0)),
    ...marks.map(({ at }) => at),
  );
  const lowest = Math.min(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const scales = scalesOf(frame, lowest, highest);
  const path = line<number | undefined>()
    .defined((value, i) => value !== undefined && !frame.incomplete?.includes(i))
    .x((_, i) => scales.x(i))
    .y((value) => scales.y(value ?? 0));
  const drawn = series.map(
    ({ values, look, isStep }) =>
      markup`<path class="line look-${look}" d="${path.curve(isStep ? curveStepAfter : curveLinear)([...values]) ?? ''}"/>`,
  );
  const marked = marks.map(
    ({ at, name }) =>
      markup`<path class="mark" d="M${MARGIN.left} ${scales.y(at)}H${WIDTH - MARGIN.right}"/><text class="mark-name" x="${MARGIN.left + 6}" y="${scales.y(at) - 4}">${name}</text>`,
  );
  return picture(frame, scales, markup`${drawn}${marked}`, legendOf(series, 'line'));
}

/** Areas one on top of the other, the first at the bottom. */
export function stack(frame: Frame, series: readonly Series[]): Markup {
  const tops: number[][] = [];
  for (const { values } of series)
    tops.push(values.map((value, i) => (tops.at(-1)?.[i] ?? 0) + Math.max(0, value ?? 0)));
  const scales = scalesOf(frame, 0, Math.max(0, ...(tops.at(-1) ?? [])));
  const drawn = series.map(({ look }, k) => {
    const path = area<number>()
      .defined((_, i) => !frame.incomplete?.includes(i))
      .x((_, i) => scales.x(i))
      .y0((_, i) => scales.y(tops[k - 1]?.[i] ?? 0))
      .y1((value) => scales.y(value));
    return markup`<path class="layer look-${look}" d="${path(tops[k]!) ?? ''}"/>`;
  });
  return picture(frame, scales, markup`${drawn}`, legendOf(series, 'layer'));
}

/** One bar for each position, and over it, where given, the range that the value falls into. */
export function bars(
  frame: Frame,
  values: readonly (number | undefined)[],
  ranges: readonly (readonly [low: number, high: number])[] = [],
): Markup {
  const all = [0, ...values.map((value) => value ?? 0), ...ranges.flat()];
  const scales = scalesOf(frame, Math.min(...all), Math.max(...all));
  const width = Math.max(1, ((WIDTH - MARGIN.left - MARGIN.right) / Math.max(1, values.length)) * 0.8);
  const drawn = values.map((value, i) => {
    if (value === undefined) return undefined;
    const [top, bottom] = [scales.y(Math.max(0, value)), scales.y(Math.min(0, value))];
    return markup`<rect class="bar" x="${round(scales.x(i) - width / 2)}" y="${round(top)}" width="${round(width)}" height="${round(bottom - top)}"/>`;
  });
  const ranged = ranges.map(([low, high], i) => {
    const x = scales.x(i);
    return markup`<path class="range" d="M${x} ${scales.y(low)}V${scales.y(high)}M${x - 3} ${scales.y(low)}H${x + 3}M${x - 3} ${scales.y(high)}H${x + 3}"/>`;
  });
  return picture(frame, scales, markup`${drawn}${ranged}`);
}

interface Scales {
  x: (position: number) => number;
  y: (value: number) => number;
  ticks: number[];
}

function scalesOf({ labels }: Frame, lowest: number, highest: number): Scales {
  const positions = scalePoint<number>()
    .domain(labels.map((_, i) => i))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(0.5);
  const upright = scaleLinear()
    .domain([lowest, highest > lowest ? highest : lowest + 1])
    .nice(5)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  return { x: (i) => round(positions(i) ?? 0), y: (value) => round(upright(value)), ticks: upright.ticks(5) };
}

function picture(frame: Frame, scales: Scales, drawn: Markup, legend?: Markup | false): Markup {
  const { id, title, description, labels, x, y, tick, incomplete = [] } = frame;
  const wide = (WIDTH - MARGIN.left - MARGIN.right) / Math.max(1, labels.length);
  const every = labelEvery(labels, wide);
  const hatched =
    incomplete.length > 0 &&
    markup`<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="currentColor" opacity="0.6"/></pattern></defs>${incomplete.map(
      (i) =>
        markup`<rect class="incomplete" fill="url(#${id}-hatch)" x="${round(scales.x(i) - wide / 2)}" y="${MARGIN.top}" width="${round(wide)}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}"/>`,
    )}`;
  return markup`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
<g class="axis">${scales.ticks.map(
    (value) =>
      markup`<path class="grid" d="M${MARGIN.left} ${scales.y(value)}H${WIDTH - MARGIN.right}"/><text x="${MARGIN.left - 6}" y="${scales.y(value) + 4}" text-anchor="end">${tick(value)}</text>`,
  )}${labels.map(
    (label, i) =>
      i % every === 0 &&
      markup`<text${i % (2 * every) !== 0 && markup` class="second"`} x="${scales.x(i)}" y="${HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${label}</text>`,
  )}<text class="axis-name" x="${(WIDTH + MARGIN.left) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${x}</text><text class="axis-name" x="0" y="16">${y}</text></g>
${hatched}${drawn}
<g>${labels.map(
    (label, i) =>
      markup`<rect class="position" data-label="${label}" x="${round(scales.x(i) - wide / 2)}" y="${MARGIN.top}" width="${round(wide)}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}"/>`,
  )}</g>
</svg>${legend}<figcaption>${title}</figcaption></figure>`;
}

/** What each line or layer is, in their order; a single one is named by the title. */
const legendOf = (series: readonly Series[], drawn: 'line' | 'layer'): Markup | false =>
  series.length > 1 &&
  markup`<ul class="legend">${series.map(
    ({ name, look }) =>
      markup`<li><svg width="28" height="12" aria-hidden="true"><path class="${drawn} look-${look}" d="${drawn === 'line' ? 'M1 6H27' : 'M1 1H27V11H1Z'}"/></svg>${name}</li>`,
  )}</ul>`;

/** Distances between labels that people count in: of tens, and of months. */
const DISTANCES = [1, 2, 3, 5, 6, 10, 12, 20, 24, 50, 100];

/** Under every how many positions a label stands, so that none runs into the next. @param wide a position */
function labelEvery(labels: readonly string[], wide: number): number {
  const longest = Math.max(0, ...labels.map((label) => label.length));
  const needed = Math.max((longest * 7 + 12) / wide, labels.length / 16);
  return DISTANCES.find((distance) => distance >= needed) ?? Math.ceil(needed);
}

const round = (value: number): number => Math.round(value * 10) / 10;
