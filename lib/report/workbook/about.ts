/** The first sheet: what the workbook is, the release and settings behind it, what is cut, and what every column means. */
import { meaningOf, unitOf } from '../../contract/columns.ts';
import { STAMP } from '../../contract/table.ts';
import { settings as settingsTable } from '../../contract/tables/settings.ts';
import type { Release } from '../section.ts';
import { dayNumber, type Format, formatOf } from './formats.ts';
import type { Cell, Cells, Sheet, Value } from './sheet.ts';
import { LONGEST_TEXT } from './strings.ts';
import type { Chosen } from './subjects.ts';

interface Line {
  part: 'workbook' | 'release' | 'setting' | 'cut' | 'sheet' | 'column';
  sheet?: string;
  table?: string;
  name?: string;
  value?: Cell;
  unit?: string;
  meaning: string;
}

const NAMES = ['part', 'sheet', 'table', 'name', 'value', 'unit', 'meaning'] as const;

const whole = new Intl.NumberFormat('en-US');

/** What the workbook of everybody is. */
const WHOLE =
  'what they have brought, what may be expected of them, and the proof. Every sheet is a published table, row for row';

/**
 * @param limit rows that a sheet may hold
 * @param what the workbook is, as the end of a sentence that names its tables
 */
export function aboutSheet(release: Release, chosen: readonly Chosen[], limit: number, what = WHOLE): Sheet {
  const lines = [
    ...workbookLines(release, what),
    ...releaseLines(release),
    ...settingLines(release),
    ...chosen.filter(({ rows }) => rows > limit).map((sheet) => cutLine(sheet, limit)),
    ...chosen.map((sheet) => sheetLine(sheet, limit)),
    ...chosen.flatMap(columnLines),
  ];
  return {
    name: 'About',
    columns: NAMES.map((name) => ({ name, format: name === 'meaning' ? 'note' : 'text' })),
    rows: lines.length,
    pages: [lines.map((line): Cells => NAMES.map((name) => line[name] || null))],
  };
}

const cell = (value: Value, format: Format): Cell => ({ value, format });

const workbookLines = ({ as_of_date, settings }: Release, what: string): Line[] => [
  {
    part: 'workbook',
    meaning: `Customers as of ${as_of_date}: ${what}, without as_of_date and release_id, which stand here. Money is in ${settings.currency}; cells show it rounded and hold it whole.`,
  },
  {
    part: 'workbook',
    meaning: `Text that starts with = + - @, a tab or a return has an apostrophe before it, so that no program takes it for a formula. Text of more than ${whole.format(LONGEST_TEXT)} characters is cut and ends with …; a character that no workbook may hold is shown as \ufffd.`,
  },
];

const releaseLines = ({ release_id, as_of_date, code, engine, sign_offs = [] }: Release): Line[] => [
  {
    part: 'release',
    name: 'as_of_date',
    value: cell(dayNumber(as_of_date), 'day'),
    meaning: 'the last business day the numbers cover, inclusive',
  },
  {
    part: 'release',
    name: 'release_id',
    value: cell(release_id, 'text'),
    meaning: 'the release the sheets are of',
  },
  {
    part: 'release',
    name: 'code',
    value: cell(code, 'text'),
    meaning: 'hash of the code and SQL that made it',
  },
  { part: 'release', name: 'engine', value: cell(engine, 'text'), meaning: 'what ran the SQL' },
  ...sign_offs.map(({ by, at, note }): Line => {
    const when = `on ${at.slice(0, 10)}`;
    return {
      part: 'release',
      name: 'approved_by',
      value: cell(by, 'text'),
      meaning: note === undefined ? when : `${when}: ${note}`,
    };
  }),
];

/** The stamp among the settings is the release, which is said already. */
function settingLines({ settings }: Release): Line[] {
  const stamp = new Set(STAMP.map(({ name }) => name));
  const fields = new Map(settingsTable.schema.fields.map((field) => [String(field.name), field]));
  return Object.entries(settings)
    .filter(([name]) => !stamp.has(name))
    .map(([name, value]): Line => {
      const field = fields.get(name);
      const format = field ? formatOf(field) : 'text';
      const isNumber = format !== 'text' && value !== null;
      return {
        part: 'setting',
        table: settingsTable.name,
        name,
        value: cell(isNumber ? Number(value) : value, format),
        unit: field && unitOf(field),
        meaning: field ? meaningOf(field) : '',
      };
    });
}

const cutLine = ({ sheet, table, rows, key }: Chosen, limit: number): Line => ({
  part: 'cut',
  sheet,
  table: table.name,
  name: 'rows left out',
  value: cell(rows - limit, 'count'),
  unit: 'rows',
  meaning: `The sheet holds the first ${whole.format(limit)} of ${whole.format(rows)} rows; more do not fit. All of them are in ${key}.`,
});

const sheetLine = ({ sheet, table, rows }: Chosen, limit: number): Line => ({
  part: 'sheet',
  sheet,
  table: table.name,
  name: 'rows',
  value: cell(Math.min(rows, limit), 'count'),
  unit: 'rows',
  meaning: `${table.grain.charAt(0).toUpperCase()}${table.grain.slice(1)}. ${table.meaning}`,
});

const columnLines = ({ sheet, columns }: Chosen): Line[] =>
  columns.map(({ table, field }) => ({
    part: 'column',
    sheet,
    table,
    name: field.name,
    unit: unitOf(field),
    meaning: meaningOf(field),
  }));
