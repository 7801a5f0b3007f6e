/**
 * Delimited text as records, with the line each starts on and the text as it stands. DuckDB reads a clean file by
 * itself, faster; this reader is for what it cannot say: where a record stands, and what is wrong with a broken one.
 */
import { isUtf8 } from 'node:buffer';
import { type ByteDialect, type Dialect, inBytes, lineAfter, lineEnds, splitRecord } from './split.ts';

export type { Dialect } from './split.ts';

export interface DelimitedRecord {
  /** Line of the file on which it starts, from 1. */
  line: number;
  /** Its text as it stands, without the line end. */
  raw: string;
  /** Its values, unquoted; empty where only positions were asked for. */
  fields: string[];
  /** What is wrong with it; a broken record ends at the end of its first line, so that it swallows no other. */
  fault?: string;
}

/** In bytes. A longer record is broken, wherever the file was cut into parts: most often a quote was never closed. */
export const LONGEST_RECORD = 4_000_000;

/** So much is kept of a line that is itself too long. */
const KEPT_OF_LONGER = 100_000;

/** More than any delimiter or quote has bytes. */
const MARGIN = 64;

const TOO_LONG = 'is longer than 4,000,000 bytes; a quote may not be closed';
const NOT_UTF8 =
  'is not UTF-8; if the whole file is written otherwise, name its encoding in the configuration';

/** UTF-8's, as bytes. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

function toText(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for anything beyond ASCII
  return /^[\u0000-\u007f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

export interface Wanted {
  /** False: only where records start, which is many times faster. */
  split?: boolean;
  /** How many fields a record must have; an empty one behind the last is forgiven. Undefined: any number. */
  width?: number;
  /** The fields that must be UTF-8, from 0: nobody reads the others. Undefined: all. */
  used?: readonly number[];
}

/**
 * Reads UTF-8 text as records, in batches; the same records however the text is cut into parts. Blank lines are none.
 * The header is the first record.
 */
export async function* readRecords(
  parts: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  wanted: Wanted = {},
): AsyncGenerator<DelimitedRecord[]> {
  const bytes = inBytes(dialect);
  let text = '';
  let line = 1;
  let isStart = true;
  /** Behind the kept part of a line that is too long. */
  let isSkipping = false;

  /** Forgets text up to the line end. @returns whether that has come */
  function skip(isLast: boolean): boolean {
    const lineEnd = lineAfter(text, 0, isLast);
    if (lineEnd === undefined) {
      // A carriage return at the very end may be the first half of a line end.
      text = text.endsWith('\r') ? '\r' : '';
      return false;
    }
    line += lineEnds(text.slice(0, lineEnd));
    text = text.slice(lineEnd);
    return true;
  }

  function take(isLast: boolean): DelimitedRecord[] {
    const batch: DelimitedRecord[] = [];
    if (isSkipping && !skip(isLast)) return batch;
    isSkipping = false;
    let at = 0;
    while (at < text.length) {
      const lineEnd = lineAfter(text, at, isLast);
      if (lineEnd === undefined) {
        isSkipping = text.length - at > LONGEST_RECORD;
        if (!isSkipping) break;
        batch.push({ line, raw: toText(text.slice(at, at + KEPT_OF_LONGER)), fields: [], fault: TOO_LONG });
        text = text.slice(at);
        if (skip(isLast)) throw new Error('a line without an end has ended');
        return batch;
      }
      const record = recordAt(text, at, lineEnd, bytes, { ...wanted, isLast });
      if (!record) break;
      const { raw, fields, fault, end } = record;
      if (!isBlank(raw, bytes)) {
        const found: DelimitedRecord = { line, raw: toText(raw), fields: fields.map(toText) };
        batch.push(fault === undefined ? found : { ...found, fault });
      }
      line += lineEnds(text.slice(at, end));
      at = end;
    }
    text = text.slice(at);
    return batch;
  }

  for await (const part of parts) {
    text += Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
    if (isStart && text.length < BYTE_ORDER_MARK.length) continue;
    if (isStart && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    isStart = false;
    yield take(false);
  }
  if (isStart && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
  yield take(true);
}

/** A line of nothing but blanks; where tabs delimit, a line of tabs is a record of empty values. */
const isBlank = (raw: string, { delimiter }: ByteDialect): boolean =>
  raw === '' || (/^[ \t]*$/.test(raw) && !raw.includes(delimiter));

interface Found extends Omit<DelimitedRecord, 'line'> {
  /** Where the next one starts. */
  end: number;
}

/** The record at `at`, whose first line ends at `lineEnd`. @returns undefined where more text is needed */
function recordAt(
  text: string,
  at: number,
  lineEnd: number,
  dialect: ByteDialect,
  { split = true, width, used, isLast }: Wanted & { isLast: boolean },
): Found | undefined {
  const isPlain = dialect.quote === '' || !text.slice(at, lineEnd).includes(dialect.quote);
  const span = split || !isPlain ? splitRecord(text, at, dialect, isLast) : { reach: lineEnd, fields: [] };
  // What is not whole yet may still end within the few bytes of a delimiter.
  if (!span && text.length - at <= LONGEST_RECORD + MARGIN) return undefined;
  const isLong = !span || Math.max(span.reach, lineEnd) - at > LONGEST_RECORD;
  const fields = span?.fields ?? [];
  if (width !== undefined && fields.length === width + 1 && fields[width] === '') fields.pop();

  let fault = isLong ? TOO_LONG : span?.fault;
  if (width !== undefined && fields.length !== width) {
    fault ??= `has ${fields.length} values where the header has ${width}`;
  }
  if (fault !== undefined) {
    const kept = lineEnd - at > LONGEST_RECORD ? at + KEPT_OF_LONGER : lineEnd;
    return { raw: withoutLineEnd(text.slice(at, kept)), fields, end: lineEnd, fault };
  }
  const end = span!.reach;
  const whole = text.slice(at, end);
  const found = { raw: withoutLineEnd(whole), fields, end };
  if (!split || isText(whole)) return found;
  return used?.every((field) => isText(fields[field]!)) ? found : { ...found, fault: NOT_UTF8 };
}

const isText = (bytes: string): boolean => isUtf8(Buffer.from(bytes, 'latin1'));
const withoutLineEnd = (raw: string): string => raw.replace(/[\r\n]+$/, '');
