/** The dictionary: what every published table and column means, as a page and in a terminal. */
import { type Column, meaningOf, sqlType, unitOf } from './columns.ts';
import type { Table } from './table.ts';

const HEAD = [
  '# Tables',
  '',
  'Every published table: what one row is, what makes it unique, and what every column means. This page is made from',
  '`lib/contract` by `npm run docs`; change it there.',
];

const cell = (value: string): string => value.replaceAll('|', '\\|');

const tableRow = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [tableRow(heading), tableRow(heading.map(() => '---')), ...rows.map(tableRow)];
}

const code = (name: string): string => `\`${name}\``;

/** The type as both engines show it; that times hold milliseconds is a matter of the file. */
const typeOf = (column: Column): string => sqlType(column).replace('_MS', '');

const columnCells = (column: Column): string[] => [
  code(column.name),
  typeOf(column),
  column.nullable ? 'yes' : '',
  unitOf(column),
  meaningOf(column),
];

function section(table: Table): string[] {
  const restricted = table.isRestricted ? ['Restricted: it may hold personal data as it came in.', ''] : [];
  return [
    `## ${table.name}`,
    '',
    `${sentence(table.grain)} ${table.meaning}`,
    '',
    ...restricted,
    `Key: ${table.key.map(code).join(', ')}. Order in the file: ${table.order.map(code).join(', ')}.`,
    '',
    ...markdownTable(['column', 'type', 'null?', 'unit', 'meaning'], table.schema.fields.map(columnCells)),
    '',
  ];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The text of `docs/tables.md`: an index, then a section per table, in the order given. */
export function dictionaryPage(tables: readonly Table[]): string {
  const index = tables.map((table) => [`[${table.name}](#${table.name})`, table.grain, table.meaning]);
  const lines = [
    ...HEAD,
    '',
    ...markdownTable(['table', 'grain', 'meaning'], index),
    '',
    ...tables.flatMap(section),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Breaks a text into lines of at most `width` characters; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}

/** Below this many characters a last column is not worth its place beside the others. */
const NARROWEST = 24;

/** Aligned columns; the last one is wrapped into what is left of the width, or stands below where that is too narrow. */
export function aligned(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = (rows[0] ?? [])
    .slice(0, -1)
    .map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)) + 2);
  const taken = widths.reduce((sum, each) => sum + each, 0);
  const stacked = width - taken < NARROWEST;
  const indent = stacked ? 4 : taken;
  return rows.flatMap((row) => {
    const start = widths.map((each, i) => (row[i] ?? '').padEnd(each)).join('');
    const [first = '', ...rest] = wrap(row.at(-1) ?? '', Math.max(width - indent, NARROWEST));
    const lines = stacked ? [start, `${' '.repeat(indent)}${first}`] : [`${start}${first}`];
    return [...lines, ...rest.map((line) => `${' '.repeat(indent)}${line}`)].map((line) => line.trimEnd());
  });
}

/** All tables with their grain, for a terminal `width` characters wide. */
export const tableList = (tables: readonly Table[], width: number): string =>
  `${aligned(
    tables.map((table) => [table.name, table.grain]),
    width,
  ).join('\n')}\n`;

/** One table with all its columns, for a terminal `width` characters wide. */
export function tableText(table: Table, width: number): string {
  const columns = table.schema.fields.map((column) => {
    const unit = unitOf(column);
    const type = `${typeOf(column)}${column.nullable ? '?' : ''}`;
    return [column.name, type, unit ? `${meaningOf(column)} [${unit}]` : meaningOf(column)];
  });
  const lines = [
    ...wrap(`${table.name}: ${table.grain}`, width),
    '',
    ...wrap(table.meaning, width),
    '',
    ...wrap(`Key: ${table.key.join(', ')}. A ? after a type: the column may be null.`, width),
    '',
    ...aligned(columns, width),
  ];
  return `${lines.join('\n')}\n`;
}
