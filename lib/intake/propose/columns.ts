/** Which column of a dump is which canonical sales column: by its name, and by whether its values can be that. */
import { DateDay, Decimal as DecimalType, TimestampMillisecond } from 'apache-arrow';
import { salesFeed } from '../../contract/feeds.ts';
import { byValues, checkAmounts, checkLines } from './checks.ts';
import { type Dump, isDated, MOST, type Proposed, share, type Unfit, valuesOf } from './dump.ts';
import { nameScore, words } from './names.ts';
import { areRates, areShares, type Decimal, decimalOf, isNumber, readNumber } from './numbers.ts';

export interface ColumnsFound {
  columns: Proposed[];
  /** Columns that are named like one of ours and hold something else. */
  notMapped: Unfit[];
}

const typeOf = new Map(salesFeed.columns.map((column) => [column.name, column.type]));
const isAmount = (column: string): boolean => typeOf.get(column) instanceof DecimalType;
const isTime = (column: string): boolean => {
  const type = typeOf.get(column);
  return type instanceof TimestampMillisecond || type instanceof DateDay;
};

/** Can a column with these values be this one? */
function fits(column: string, values: readonly string[], format?: string): boolean {
  if (values.length === 0) return false;
  if (isTime(column)) return isDated(values, format);
  if (isAmount(column)) return share(values, isNumber) >= MOST;
  if (column === 'currency') return share(values, (text) => /^[A-Za-z]{3}$/.test(text)) >= MOST;
  return true;
}

/**
 * Proposes a header for every canonical column that the dump seems to have; each header is used once, the best fit
 * first.
 * @param given headers that are already decided, by canonical column
 * @param format format of the time column, where it is already decided
 */
export function proposeColumns(
  dump: Dump,
  given: Readonly<Record<string, string>> = {},
  format?: string,
): ColumnsFound {
  const columns: Proposed[] = Object.entries(given).map(([column, header]) => ({
    column,
    header,
    confidence: 'sure',
    remarks: [],
  }));
  const notMapped: Unfit[] = [];
  const decimal = decimalOf(numbersOf(dump)).decimal ?? '.';
  const candidates = salesFeed.columns
    .flatMap(({ name }) => dump.headers.map((header) => ({ name, header, score: nameScore(name, header) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  for (const { name, header, score } of candidates) {
    if (columns.some((one) => one.column === name || one.header === header)) continue;
    const values = valuesOf(dump, header);
    if (!fits(name, values, format)) continue;
    const reason = noAmount(name, header, values, decimal);
    if (reason !== undefined) {
      notMapped.push({ header, reason });
      continue;
    }
    const confidence = score > 2 ? 'sure' : score > 1 ? 'likely' : 'guess';
    columns.push({ column: name, header, confidence, remarks: remarksOn(name, header, values) });
  }
  byValues(dump, columns, format);
  checkLines(dump, columns, notMapped);
  checkAmounts(dump, columns, decimal);
  const order = salesFeed.columns.map((column) => column.name);
  columns.sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
  return { columns, notMapped };
}

/** All texts of the dump that are in columns of numbers with a name of an amount. */
export function numbersOf(dump: Dump): string[] {
  const amounts = salesFeed.columns.map((column) => column.name).filter(isAmount);
  return dump.headers
    .filter((header) => amounts.some((column) => nameScore(column, header) > 0))
    .map((header) => valuesOf(dump, header))
    .filter((values) => values.length > 0 && share(values, isNumber) >= MOST)
    .flat();
}

const RATE_WORDS = ['percent', 'pct', 'rate', 'satz', 'prozent', 'share'];
const OFTEN_RATES = ['discount', 'tax', 'gross_margin', 'cost', 'shipping'];

/** Why a column of numbers is no amount of the line; undefined where it may be one. */
function noAmount(
  column: string,
  header: string,
  values: readonly string[],
  decimal: Decimal,
): string | undefined {
  if (!OFTEN_RATES.includes(column)) return undefined;
  const isRate =
    areShares(values, decimal) ||
    (column === 'tax' && areRates(values, decimal)) ||
    words(header).some((word) => RATE_WORDS.includes(word));
  if (!isRate) return undefined;
  const shown = values.find((text) => readNumber(text, decimal) !== 0) ?? values[0];
  return `holds shares or rates (such as ${shown}), and ${column} is an amount`;
}

function remarksOn(column: string, header: string, values: readonly string[]): string[] {
  const said = words(header);
  if (column === 'net_sales' && (said.includes('gross') || said.some((word) => word.startsWith('brutto'))))
    return ['the name says gross: net_sales is without tax'];
  if (column === 'discount' && values.every((text) => /^[-+0.,]*$/.test(text)))
    return ['only zeros seen: shares would be wrong here'];
  if (column === 'customer_id' && said.includes('email'))
    return ['an address of a person: a customer number is better'];
  return [];
}
