/**
 * Delimited text as records, with the line each starts on and the text as it stands. DuckDB reads a clean file by
 * itself, faster; this reader is for what it cannot say: where a record stands, and what is wrong with a broken one.
 */
import { isUtf8 } from 'node:buffer';

export interface Dialect {
  delimiter: string;
  /** One character; it stands for itself when doubled. Empty: nothing is quoted. */
  quote: string;
}

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

/** A quoted value longer than this is taken for a quote that was never closed. */
const LONGEST_RECORD = 4_000_000;

/** UTF-8's, as bytes. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

interface Span {
  end: number;
  fields: string[];
  fault?: string;
}

/** A dialect for bytes as text of one character each: positions stay bytes, and broken UTF-8 is found per record. */
interface ByteDialect extends Dialect {
  /** Finds the next delimiter or line end. */
  breaks: RegExp;
}

function inBytes(dialect: Dialect): ByteDialect {
  const [delimiter, quote] = [dialect.delimiter, dialect.quote].map((text) =>
    Buffer.from(text, 'utf8').toString('latin1'),
  ) as [string, string];
  return { delimiter, quote, breaks: new RegExp(`${RegExp.escape(delimiter)}|[\\r\\n]`, 'g') };
}

/** Position after the line end at `at`, or undefined where the text so far does not tell. */
function afterLineEnd(text: string, at: number, isLast: boolean): number | undefined {
  if (text[at] !== '\r') return at + 1;
  if (at + 1 >= text.length && !isLast) return undefined;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}

/** Splits the record that starts at `start`. @returns undefined where more text is needed */
function splitRecord(text: string, start: number, dialect: ByteDialect, isLast: boolean): Span | undefined {
  const { delimiter, quote, breaks } = dialect;
  const fields: string[] = [];
  let at = start;
  for (;;) {
    let opening = at;
    while (text[opening] === ' ') opening++;
    let after: number;
    if (quote !== '' && text[opening] === quote) {
      let closing = opening + 1;
      for (;;) {
        closing = text.indexOf(quote, closing);
        if (closing < 0)
          return isLast ? { end: -1, fields, fault: 'opens a quote and never closes it' } : undefined;
        if (closing + 1 >= text.length && !isLast) return undefined;
        if (text[closing + 1] !== quote) break;
        closing += 2;
      }
      fields.push(text.slice(opening + 1, closing).replaceAll(quote + quote, quote));
      after = closing + 1;
      while (text[after] === ' ') after++;
      if (after >= text.length && !isLast) return undefined;
      const next = text[after];
      if (next !== undefined && next !== '\n' && next !== '\r' && !text.startsWith(delimiter, after)) {
        return { end: -1, fields, fault: 'has text behind a closing quote' };
      }
    } else {
      breaks.lastIndex = at;
      const found = breaks.exec(text);
      if (!found && !isLast) return undefined;
      after = found ? found.index : text.length;
      fields.push(text.slice(at, after));
    }
    if (after >= text.length) return { end: text.length, fields };
    if (!text.startsWith(delimiter, after)) {
      const end = afterLineEnd(text, after, isLast);
      return end === undefined ? undefined : { end, fields };
    }
    at = after + delimiter.length;
    if (at > text.length - delimiter.length && !isLast) return undefined;
  }
}

const LINE_END = /\r\n|\n|\r/g;
const lineEnds = (text: string): number => text.match(LINE_END)?.length ?? 0;

/** End of the physical line at `start`, behind its line end. */
function lineAfter(text: string, start: number, isLast: boolean): number | undefined {
  LINE_END.lastIndex = start;
  const found = LINE_END.exec(text);
  if (!found) return isLast ? text.length : undefined;
  return afterLineEnd(text, found.index, isLast);
}

function toText(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for anything beyond ASCII
  return /^[\u0000-\u007f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * Reads UTF-8 text as records, in batches. Blank lines are none. The header is the first record.
 * @param split false: only where records start, which is many times faster
 * @param width how many fields a record must have; undefined: any number
 */
export async function* readRecords(
  parts: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  { split = true, width }: { split?: boolean; width?: number } = {},
): AsyncGenerator<DelimitedRecord[]> {
  const bytes = inBytes(dialect);
  let text = '';
  let line = 1;
  let isFirst = true;

  function take(isLast: boolean): DelimitedRecord[] {
    const batch: DelimitedRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const lineEnd = lineAfter(text, at, isLast);
      if (lineEnd === undefined) break;
      const isPlain = bytes.quote === '' || !text.slice(at, lineEnd).includes(bytes.quote);
      let span: Span | undefined = { end: lineEnd, fields: [] };
      if (split || !isPlain) {
        span = splitRecord(text, at, bytes, isLast);
        if (!span && text.length - at < LONGEST_RECORD) break;
        span ??= { end: -1, fields: [], fault: 'opens a quote and does not close it for a long while' };
      }
      if (width !== undefined && !span.fault && span.fields.length !== width) {
        span.fault = `has ${span.fields.length} values where the header has ${width}`;
      }
      if (split && !span.fault && !isUtf8(Buffer.from(text.slice(at, span.end), 'latin1'))) {
        span.fault =
          'is not UTF-8; if the whole file is written otherwise, name its encoding in the configuration';
      }
      const end = span.fault ? lineEnd : span.end;
      const raw = text.slice(at, end).replace(/[\r\n]+$/, '');
      if (raw.trim() !== '') {
        const record: DelimitedRecord = { line, raw: toText(raw), fields: span.fields.map(toText) };
        if (span.fault) record.fault = span.fault;
        batch.push(record);
      }
      line += lineEnds(text.slice(at, end));
      at = end;
    }
    text = text.slice(at);
    return batch;
  }

  for await (const part of parts) {
    text += Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
    if (isFirst && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    isFirst = false;
    yield take(false);
  }
  yield take(true);
}
