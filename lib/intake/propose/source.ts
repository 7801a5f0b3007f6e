/** Everything about one source that its first dumps tell, and what they leave open. */
import { salesFeed } from '../../contract/feeds.ts';
import type { Look } from '../look.ts';
import { type ColumnsFound, numbersOf, proposeColumns } from './columns.ts';
import { type DateReading, dateReadings, decidingValue, hasTime, isIso, readWith } from './dates.ts';
import { type Dump, type Proposed, valuesOf } from './dump.ts';
import { type Decimal, decimalOf } from './numbers.ts';

/** A dump that was looked at. */
export interface Looked {
  path: string;
  look: Look;
}

/** What the caller decides; whatever is missing is read from the dumps or asked. */
export interface Answers {
  source?: string;
  currency?: string;
  timezone?: string;
  /** In strptime directives. */
  dateFormat?: string;
  decimal?: Decimal;
  /** Header of the dump by canonical column. */
  columns?: Record<string, string>;
}

export interface Question {
  about: keyof Answers;
  /** For a question about a column: which. */
  column?: string;
  /** What was seen and what is to decide. */
  text: string;
  choices: string[];
  /** The option of the command line that decides, such as `--currency CODE`. */
  option: string;
  /** Holds where nobody answers; without it nothing is written until somebody does. */
  default?: string;
}

export interface SourceFound extends ColumnsFound {
  /** How the time column is written; none where it is plain ISO in several lengths. */
  dateFormat?: string;
  /** Zone that the time column itself names. */
  timezone?: string;
  decimal?: Decimal;
  questions: Question[];
}

/**
 * Reads all that can be read from the dumps of one source.
 * @param dumps dumps with the same columns
 */
export function proposeSource(dumps: readonly Looked[], answers: Answers): SourceFound {
  const [{ look }] = dumps as [Looked];
  const dump: Dump = { headers: look.headers, samples: dumps.map((one) => one.look.sample) };
  const given = Object.entries(answers.columns ?? {}).filter(([, header]) => look.headers.includes(header));
  const found = proposeColumns(dump, Object.fromEntries(given), answers.dateFormat);
  const questions = missingColumns(found.columns, look.headers);
  const time = found.columns.find((one) => one.column === salesFeed.time);
  return {
    ...found,
    ...(time ? dates(time, valuesOf(dump, time.header), look, answers, questions) : {}),
    ...(look.format === 'csv' ? decimals(dump, answers, questions) : {}),
    questions,
  };
}

function missingColumns(columns: readonly Proposed[], headers: readonly string[]): Question[] {
  const mapped = new Set(columns.map((one) => one.column));
  return salesFeed.needed
    .filter((alternatives) => !alternatives.some((set) => set.every((column) => mapped.has(column))))
    .map((alternatives) => {
      const column = alternatives[0]![0] as string;
      return {
        about: 'columns',
        column,
        text: `no column looks like ${alternatives.map((set) => set.join(' and ')).join(', or ')}; there are ${headers.join(', ')}`,
        choices: headers.filter((header) => !columns.some((one) => one.header === header)),
        option: `--column ${column}=NAME`,
      };
    });
}

const quoted = (values: readonly (string | undefined)[]): string =>
  values.map((value) => JSON.stringify(value)).join(' and ');

function dates(
  time: Proposed,
  values: readonly string[],
  look: Look,
  answers: Answers,
  questions: Question[],
): Pick<SourceFound, 'dateFormat' | 'timezone'> {
  const { header } = time;
  const ask = (text: string, choices: string[]): void => {
    const formats = choices.length > 0 ? choices : ['%Y-%m-%d'];
    const option = formats.map((format) => `--date-format "${format}"`).join(' or ');
    questions.push({ about: 'dateFormat', column: time.column, text: `${header}: ${text}`, choices, option });
  };
  if (answers.dateFormat !== undefined) {
    const reading = readWith(answers.dateFormat, values);
    if (reading) return taken(time, reading, values.length);
    ask(
      `${answers.dateFormat} reads none of the values, such as ${quoted(values.slice(0, 2))}`,
      dateReadings(values).map(({ format }) => format),
    );
    return {};
  }
  // Parquet says what is a date by itself; a format would be a second opinion.
  if (look.format === 'parquet' && values.every(isIso)) return {};
  const readings = dateReadings(values);
  const [reading] = readings;
  if (!reading) {
    if (values.length > 0 && values.some(isIso)) return {};
    ask(`values such as ${quoted(values.slice(0, 2))} fit no format that is tried`, []);
    return {};
  }
  if (readings.length > 1) {
    const spans = readings.map(({ format, first, last }) => `${format} (${first} to ${last})`);
    ask(
      `${quoted([values[0]])} can be read as ${spans.join(' or as ')}, and no value decides`,
      readings.map(({ format }) => format),
    );
    return {};
  }
  const deciding = decidingValue(reading.format, values);
  if (deciding) time.remarks.push(`${quoted([deciding])} decides the order of day and month`);
  return taken(time, reading, values.length);
}

/** A format that ends in a literal Z is in UTC; one that reads the offset needs no zone. */
function taken(
  time: Proposed,
  { format, share }: DateReading,
  count: number,
): Pick<SourceFound, 'dateFormat' | 'timezone'> {
  const misfits = Math.round(count * (1 - share));
  if (misfits > 0) time.remarks.push(`${misfits} of the first ${count} values do not fit`);
  const isUtc = hasTime(format) && format.endsWith('Z') && !/%z/i.test(format);
  return isUtc ? { dateFormat: format, timezone: 'UTC' } : { dateFormat: format };
}

function decimals(dump: Dump, answers: Answers, questions: Question[]): Pick<SourceFound, 'decimal'> {
  if (answers.decimal !== undefined) return { decimal: answers.decimal };
  const { decimal, isOpen, seen } = decimalOf(numbersOf(dump));
  if (isOpen) {
    const what =
      seen.length > 1 ? 'stand beside each other' : 'can be read with a decimal comma or a decimal point';
    const text = `amounts such as ${quoted(seen)} ${what}`;
    questions.push({ about: 'decimal', text, choices: ['.', ','], option: '--decimal "." or --decimal ","' });
  }
  return decimal === undefined ? {} : { decimal };
}
