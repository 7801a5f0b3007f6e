/** A matrix: one row of the answer is one cell, found by what heads its row and its column. */
import type { Row } from '../engine/duckdb.ts';
import { figure, isNumeric, type Kind } from './figures.ts';
import { type Markup, markup } from './markup.ts';
import type { Column } from './table.ts';

/** Fewer customers than these say little of others: their cells are grey. */
export const FEW = 30;

/** How a cell looks beside its number. */
export interface Look {
  isFew?: boolean;
  /** Why the number is not the last word on its period; undefined where it is. */
  incomplete?: string | undefined;
  /** 0 to 1: how deep its colour is. Only cells that are complete and not of few have a colour. */
  depth?: number | undefined;
}

export interface MatrixOptions {
  /** The query that the rows answer. */
  query: string;
  caption: string;
  /** What heads the rows and the columns, in the order in which the answer brings it. */
  down: Column;
  across: Column;
  /** More of each row of the matrix, the same in all its cells, such as the size of a cohort. */
  beside?: readonly Column[];
  /** What stands in a cell. */
  cell: (at: (column: string, kind: Kind) => Markup) => Markup;
  look: (row: Row) => Look;
}

/** @param rows all rows of the answer in their order; a pair that none of them has is an empty cell */
export function matrix(rows: readonly Row[], options: MatrixOptions): Markup {
  const { query, caption, down, across, beside = [], cell, look } = options;
  const lines = new Map<unknown, Map<unknown, number>>();
  const heads = new Map<unknown, number>();
  rows.forEach((row, i) => {
    const key = row[down.column];
    if (!lines.has(key)) lines.set(key, new Map());
    lines.get(key)!.set(row[across.column], i);
    if (!heads.has(row[across.column])) heads.set(row[across.column], i);
  });
  const at = (row: number) => (column: string, kind: Kind) => figure(rows, column, kind, { query, row });
  const cells = (line: Map<unknown, number>) =>
    [...heads.keys()].map((key) => {
      const row = line.get(key);
      return row === undefined ? markup`<td></td>` : cellMarkup(cell(at(row)), look(rows[row]!));
    });
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="matrix">
<caption>${caption}</caption>
<thead><tr>${[down, ...beside].map(
    ({ head, kind }) => markup`<th scope="col"${isNumeric(kind) && markup` class="number"`}>${head}</th>`,
  )}${[...heads.values()].map(
    (row) => markup`<th scope="col" class="number">${at(row)(across.column, across.kind)}</th>`,
  )}</tr></thead>
<tbody>${[...lines.values()].map((line) => {
    const [first = 0] = line.values();
    return markup`<tr><th scope="row">${at(first)(down.column, down.kind)}</th>${beside.map(
      ({ column, kind }) => markup`<td class="number">${at(first)(column, kind)}</td>`,
    )}${cells(line)}</tr>
`;
  })}</tbody>
</table></div>`;
}

function cellMarkup(content: Markup, { isFew, incomplete, depth }: Look): Markup {
  const isPale = isFew || incomplete !== undefined;
  const classes = [
    'number',
    incomplete !== undefined && 'incomplete',
    isFew && 'few',
    !isPale && depth !== undefined && `heat-${Math.floor(Math.min(9, Math.max(0, depth * 10)))}`,
  ];
  return markup`<td class="${classes.filter(Boolean).join(' ')}"${incomplete !== undefined && markup` title="${incomplete}"`}>${content}</td>`;
}

/** Several views of the same: real tables, of which the first is open. A script may offer a switch between them. */
export const variants = (
  name: string,
  views: readonly { name: string; label: string; content: Markup }[],
): Markup => markup`<div class="variants" data-switch="${name}">
${views.map(({ name, label, content }, i) => {
  const inside =
    i === 0
      ? content
      : markup`<details class="numbers"><summary>The same as ${label}</summary>${content}</details>`;
  return markup`<div class="variant" data-name="${name}" data-label="${label}">${inside}</div>
`;
})}</div>`;
