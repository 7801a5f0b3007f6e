/** A sheet as its part of the workbook: a row of headings that stays in sight and filters, and rows below it. */
import { type Format, styleAttribute, widthOf } from './formats.ts';
import { inert, type Strings } from './strings.ts';

export type Value = string | number | boolean | null;

/** A value that is shown unlike the others of its column. */
export interface Cell {
  value: Value;
  format: Format;
}
export type Cells = readonly (Value | Cell)[];

export interface Sheet {
  name: string;
  columns: readonly { name: string; format: Format }[];
  /** How many rows the pages hold together. */
  rows: number;
  /** The rows, so many at a time; at least one page. Days are numbers. */
  pages: Iterable<readonly Cells[]> | AsyncIterable<readonly Cells[]>;
}

/** Rows that are handed on at a time: some hundred kilobytes. */
const BATCH = 100;
const WIDEST = 60;
/** Rows that say how wide a column is: looking at all of a long sheet takes as long as a tenth of it. */
const LOOKED_AT = 1000;
/** A heading has the button of the filter beside it. */
const BUTTON = 3;

/** Name of a column, from 0: A, B … Z, AA. */
export const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** The cells that the filter is for: the headings and all below. */
export const rangeOf = ({ columns, rows }: Sheet, absolute = ''): string =>
  `${absolute}A${absolute}1:${absolute}${columnLetters(columns.length - 1)}${absolute}${rows + 1}`;

/** The sheet's part in pieces; the widths of its columns are those that its first rows ask for. */
export async function* sheetXml(sheet: Sheet, strings: Strings, isFirst: boolean): AsyncGenerator<string> {
  const rowXml = rowWriter(sheet.columns, strings);
  let row = 0;
  for await (const page of sheet.pages) {
    if (row === 0) {
      yield headXml(sheet, page.slice(0, LOOKED_AT), isFirst);
      yield rowXml(
        ++row,
        sheet.columns.map(({ name }): Cell => ({ value: name, format: 'heading' })),
      );
    }
    for (let from = 0; from < page.length; from += BATCH) {
      let xml = '';
      for (const cells of page.slice(from, from + BATCH)) xml += rowXml(++row, cells);
      yield xml;
    }
  }
  yield `</sheetData><autoFilter ref="${rangeOf(sheet)}"/></worksheet>`;
}

/** What stands between the place of a cell and its value. */
const openings = (format: Format) => {
  const style = styleAttribute(format);
  return { number: `"${style}><v>`, boolean: `"${style} t="b"><v>`, string: `"${style} t="s"><v>` };
};

/** Puts rows into words. Most of the time of a workbook goes here, so what can be made once is. */
function rowWriter(columns: Sheet['columns'], strings: Strings): (row: number, cells: Cells) => string {
  const places = columns.map((_, i) => `<c r="${columnLetters(i)}`);
  const usual = columns.map(({ format }) => openings(format));
  return (row, cells) => {
    const number = String(row);
    let xml = `<row r="${number}">`;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!;
      const isOwn = typeof cell === 'object' && cell !== null;
      const value = isOwn ? cell.value : cell;
      if (value === null) continue;
      const opening = isOwn ? openings(cell.format) : usual[i]!;
      xml += places[i] + number;
      if (typeof value === 'number') xml += opening.number + value;
      else if (typeof value === 'boolean') xml += opening.boolean + Number(value);
      else xml += opening.string + strings.numberOf(value);
      xml += '</v></c>';
    }
    return `${xml}</row>`;
  };
}

function headXml({ columns }: Sheet, page: readonly Cells[], isFirst: boolean): string {
  const widths = columns.map(({ name, format }, i) =>
    Math.min(
      Math.max(name.length + BUTTON, ...extremes(page, i).map((value) => length(value, format) + 1)),
      WIDEST,
    ),
  );
  const cols = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`;
}

/** The values of a column that may be the widest: the longest text, the smallest and the largest number. */
function extremes(page: readonly Cells[], column: number): Value[] {
  let [text, low, high] = ['', 0, 0];
  for (const cells of page) {
    const cell = cells[column];
    const value = typeof cell === 'object' ? cell?.value : cell;
    if (typeof value === 'string' && value.length > text.length) text = value;
    if (typeof value !== 'number') continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [text, low, high];
}

const length = (value: Value, format: Format): number =>
  typeof value === 'number' ? widthOf(value, format) : inert(String(value)).length;
