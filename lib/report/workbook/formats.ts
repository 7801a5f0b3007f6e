/** How cells are shown. The value in a cell is whole; a format only says how much of it one sees. */
import { Bool, DateDay, Int64, Utf8 } from 'apache-arrow';
import { type Column, unitOf } from '../../contract/columns.ts';

/** `decimal` shows two decimals, as money has; `number` shows as many as there are. */
export type Format = 'text' | 'note' | 'heading' | 'count' | 'decimal' | 'share' | 'number' | 'day';

interface Style {
  /** Below 164 the format is one that every program knows by this number. */
  numberFormat: number;
  code?: string;
  isBold?: boolean;
  isWrapped?: boolean;
}

const STYLES: Record<Format, Style> = {
  text: { numberFormat: 0 },
  note: { numberFormat: 0, isWrapped: true },
  heading: { numberFormat: 0, isBold: true },
  count: { numberFormat: 3 },
  decimal: { numberFormat: 4 },
  share: { numberFormat: 164, code: '0.0%' },
  number: { numberFormat: 0 },
  day: { numberFormat: 165, code: 'yyyy-mm-dd' },
};
const FORMATS = Object.keys(STYLES) as Format[];

/** What a cell says to be shown so; nothing for the first format, which is the default. */
export function styleAttribute(format: Format): string {
  const index = FORMATS.indexOf(format);
  return index === 0 ? '' : ` s="${index}"`;
}

/** The format of a column, from its type and unit in the contract. */
export function formatOf(field: Column): Format {
  const { type } = field;
  if (type instanceof Utf8 || type instanceof Bool) return 'text';
  if (type instanceof DateDay) return 'day';
  if (type instanceof Int64) return 'count';
  const unit = unitOf(field);
  if (unit.startsWith('share') || unit === 'probability') return 'share';
  // A parameter, a likelihood, a correlation: two decimals of it could be none.
  return unit === '' ? 'number' : 'decimal';
}

const FIRST_DAY = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** A day as workbooks count them. @param day YYYY-MM-DD */
export const dayNumber = (day: string): number => (Date.parse(day) - FIRST_DAY) / DAY;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const LONGEST_NUMBER = 11;

/** How many characters a number takes when it is shown. */
export function widthOf(value: number, format: Format): number {
  const integer = whole.format(Math.trunc(value)).length;
  switch (format) {
    case 'day':
      return 'yyyy-mm-dd'.length;
    case 'count':
      return integer;
    case 'decimal':
      return integer + '.00'.length;
    case 'share':
      return whole.format(Math.trunc(value * 100)).length + '.0%'.length;
    default:
      return Math.min(String(value).length, LONGEST_NUMBER);
  }
}

const codes = Object.values(STYLES).filter(({ code }) => code !== undefined);
const formatXml = ({ numberFormat, code }: Style): string =>
  `<numFmt numFmtId="${numberFormat}" formatCode="${code}"/>`;
const styleXml = ({ numberFormat, isBold = false, isWrapped = false }: Style): string =>
  `<xf numFmtId="${numberFormat}" fontId="${Number(isBold)}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="${Number(isWrapped)}"/></xf>`;
const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';

/** The styles part: one style for each format, in their order. */
export const STYLES_XML = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${codes.length}">${codes.map(formatXml).join('')}</numFmts><fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${Object.values(STYLES).map(styleXml).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
