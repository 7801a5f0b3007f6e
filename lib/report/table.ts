/** A real table: caption, scopes, and the exact value behind every figure. */
import type { Row } from '../engine/duckdb.ts';
import { exactly, isNumeric, type Kind } from './figures.ts';
import { type Markup, markup } from './markup.ts';

export interface Column {
  /** Its name in the answer. */
  column: string;
  head: string;
  kind: Kind;
}

export interface TableOptions {
  /** The query that the rows answer, all of them in their order. */
  query: string;
  caption: string;
  columns: readonly Column[];
  /** May readers sort it? Lists are; what has an order of its own is not. */
  isSortable?: boolean;
  /** May readers filter it? */
  isFilterable?: boolean;
  /** A class for a row, such as one that is not complete. */
  rowClass?: (row: Row) => string | undefined;
}

/** The first column heads its row. */
export function table(rows: readonly Row[], options: TableOptions): Markup {
  const { query, caption, columns, isSortable, isFilterable, rowClass } = options;
  const flags = [isSortable && 'sortable', isFilterable && 'filterable'].filter(Boolean).join(' ');
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table data-query="${query}" class="${flags}">
<caption>${caption}</caption>
<thead><tr>${columns.map(
    ({ column, head, kind }) =>
      markup`<th scope="col" data-column="${column}"${isNumeric(kind) && markup` class="number"`}>${head}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row) => {
    const name = rowClass?.(row);
    return markup`<tr${name !== undefined && markup` class="${name}"`}>${columns.map((column, i) => cell(row, column, i === 0))}</tr>
`;
  })}</tbody>
</table></div>`;
}

function cell(row: Row, { column, kind }: Column, isHead: boolean): Markup {
  const value = exactly(row[column], kind);
  if (isHead) return markup`<th scope="row">${value}</th>`;
  const name = isNumeric(kind) ? 'number' : ['day', 'note'].includes(kind) && kind;
  return markup`<td${name && markup` class="${name}"`}>${value}</td>`;
}

/** A table behind a picture: folded away, for those who want the numbers. */
export const folded = (what: Markup, summary = 'The numbers'): Markup =>
  markup`<details class="numbers"><summary>${summary}</summary>${what}</details>`;
