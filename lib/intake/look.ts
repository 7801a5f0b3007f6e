/** A first look at a dump: how it is packed and written, its columns, and some rows. */
import { basename } from 'node:path';
import { openDuckdb, quoteFile } from '../engine/duckdb.ts';
import {
  type Compression,
  decoder,
  type Encoding,
  firstBytes,
  seeCompression,
  seeEncoding,
} from './decode.ts';
import { type DelimitedRecord, type Dialect, readRecords } from './records.ts';
import { Refusal } from './refusal.ts';

export type Format = 'csv' | 'json' | 'parquet';

export interface Look {
  format: Format;
  compression: Compression;
  encoding: Encoding;
  delimiter: string;
  quote: string;
  /** Names of the columns as they stand, trimmed. */
  headers: string[];
  /** Values of the first records, by column; at most a thousand. */
  sample: string[][];
}

/** What is known beforehand: it is believed, not looked for. */
export type Known = Partial<Pick<Look, 'format' | 'compression' | 'encoding' | 'delimiter' | 'quote'>>;

const START = 1 << 18;
const SAMPLE = 1000;
const DELIMITERS = [',', ';', '\t', '|'];

const seeFormat = (start: Buffer): Format => {
  if (start.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  return /^\s*[{[]/.test(start.subarray(0, 64).toString('latin1').replace('\u00ef\u00bb\u00bf', ''))
    ? 'json'
    : 'csv';
};

/**
 * Looks at a dump.
 * @param temporary folder for what the look needs
 * @throws Refusal where it cannot be made out, with what to say in the configuration
 */
export async function look(path: string, known: Known, temporary: string): Promise<Look> {
  const compression = known.compression ?? (await seeCompression(path));
  const start = await firstBytes(path, compression, START);
  const format = known.format ?? seeFormat(start);
  if (format !== 'parquet' && seeFormat(start) === 'parquet') {
    throw new Refusal(`the file is Parquet, and the configuration says ${format}`);
  }
  if (format === 'parquet') return { ...(await lookAtParquet(path, temporary)), compression: 'none' };
  const encoding = known.encoding && known.encoding !== 'utf-16' ? known.encoding : seeEncoding(start);
  const text = encoding === 'utf-8' ? start : Buffer.from(decoder(encoding).decode(start, { stream: true }));
  const isWhole = start.length < START;
  if (format === 'json') return { ...lookAtJson(text, isWhole), compression, encoding };

  const quote = known.quote ?? '"';
  const delimiter = known.delimiter ?? (await seeDelimiter(text, quote, isWhole));
  const records = await firstRecords(text, { delimiter, quote }, isWhole);
  const [header, ...rows] = records;
  if (!header) throw new Refusal('the file is empty: there is not even a header');
  if (header.fault) throw new Refusal(`the header ${header.fault}`);
  const headers = header.fields.map((name) => name.trim());
  if (headers.length === 1 && known.delimiter === undefined) {
    throw new Refusal(
      `the header has one column; it is ${headers[0]}: name the delimiter in the configuration`,
    );
  }
  const sample = rows
    .filter((row) => !row.fault && row.fields.length === headers.length)
    .map((row) => row.fields);
  return { format, compression, encoding, delimiter, quote, headers, sample };
}

async function firstRecords(text: Buffer, dialect: Dialect, isWhole: boolean): Promise<DelimitedRecord[]> {
  const records: DelimitedRecord[] = [];
  for await (const batch of readRecords(partsOf(text), dialect)) {
    records.push(...batch);
    if (records.length > SAMPLE) break;
  }
  if (!isWhole && records.length === 1) {
    throw new Refusal(`the header does not end within the first ${START} bytes of the file`);
  }
  // The last record of a part of a file may be cut.
  if (!isWhole && records.length <= SAMPLE) records.pop();
  return records.slice(0, SAMPLE + 1);
}

async function* partsOf(text: Buffer): AsyncGenerator<Buffer> {
  yield text;
}

/** The delimiter that splits the header and most records into the same number of values, and into most. */
async function seeDelimiter(text: Buffer, quote: string, isWhole: boolean): Promise<string> {
  let best = { delimiter: ',', width: 1, agreeing: 0 };
  for (const delimiter of DELIMITERS) {
    const records = (await firstRecords(text, { delimiter, quote }, isWhole)).slice(0, 200);
    const width = records[0]?.fields.length ?? 1;
    if (width < 2) continue;
    const agreeing = records.filter((record) => record.fields.length === width).length / records.length;
    const isBetter = agreeing > best.agreeing + 0.1 || (agreeing > best.agreeing - 0.1 && width > best.width);
    if (isBetter) best = { delimiter, width, agreeing };
  }
  return best.delimiter;
}

function lookAtJson(text: Buffer, isWhole: boolean): Omit<Look, 'compression' | 'encoding'> {
  const lines = text
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  if (!isWhole) lines.pop();
  if (lines[0]?.trimStart().startsWith('[')) {
    throw new Refusal('the file is one JSON array; write JSON lines, one object on each line');
  }
  const objects: Record<string, unknown>[] = [];
  for (const line of lines.slice(0, SAMPLE)) {
    try {
      const value: unknown = JSON.parse(line);
      if (value && typeof value === 'object' && !Array.isArray(value))
        objects.push(value as Record<string, unknown>);
    } catch {
      // A line that is no object shows with its line number when the dump is read.
    }
  }
  if (lines.some((line) => line.trim() !== '') && objects.length === 0) {
    throw new Refusal('no line of the file is a JSON object; write JSON lines, one object on each line');
  }
  const headers = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const textOf = (value: unknown): string =>
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const sample = objects.map((object) => headers.map((name) => textOf(object[name])));
  return { format: 'json', delimiter: '', quote: '', headers, sample };
}

async function lookAtParquet(path: string, temporary: string): Promise<Omit<Look, 'compression'>> {
  const engine = await openDuckdb({ temporary });
  const dump = `(select * from read_parquet(${quoteFile(path)}, hive_partitioning = false) limit ${SAMPLE})`;
  try {
    const rows = await engine.rows(`select cast(columns(*) as varchar) from ${dump}`);
    const described = await engine.rows(`describe select * from ${dump}`);
    const headers = described.map((column) => String(column.column_name));
    const sample = rows.map((row) => headers.map((name) => (row[name] === null ? '' : String(row[name]))));
    return { format: 'parquet', encoding: 'utf-8', delimiter: '', quote: '', headers, sample };
  } catch (error) {
    const [why] = (error as Error).message.replaceAll(path, basename(path)).split('\n');
    throw new Refusal(`the file does not read as Parquet: ${why}`);
  } finally {
    engine.close();
  }
}
