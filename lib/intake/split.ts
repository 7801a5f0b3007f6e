/** Where a record of delimited text ends, and the values it has. */

export interface Dialect {
  delimiter: string;
  /** One character; it stands for itself when doubled. Empty: nothing is quoted. */
  quote: string;
}

/** A dialect for bytes as text of one character each: positions stay bytes, and broken UTF-8 is found per record. */
export interface ByteDialect extends Dialect {
  /** Finds the next delimiter or line end. */
  breaks: RegExp;
}

export interface Span {
  /** How far the text was looked at: for a whole record, to behind its line end. */
  reach: number;
  fields: string[];
  fault?: string;
}

export function inBytes(dialect: Dialect): ByteDialect {
  const [delimiter, quote] = [dialect.delimiter, dialect.quote].map((text) =>
    Buffer.from(text, 'utf8').toString('latin1'),
  ) as [string, string];
  return { delimiter, quote, breaks: new RegExp(`${RegExp.escape(delimiter)}|[\\r\\n]`, 'g') };
}

const LINE_END = /\r\n|\n|\r/g;
export const lineEnds = (text: string): number => text.match(LINE_END)?.length ?? 0;

/** Position after the line end at `at`, or undefined where the text so far does not tell. */
function afterLineEnd(text: string, at: number, isLast: boolean): number | undefined {
  if (text[at] !== '\r') return at + 1;
  if (at + 1 >= text.length && !isLast) return undefined;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}

/** End of the physical line at `start`, behind its line end. @returns undefined where more text is needed */
export function lineAfter(text: string, start: number, isLast: boolean): number | undefined {
  LINE_END.lastIndex = start;
  const found = LINE_END.exec(text);
  if (!found) return isLast ? text.length : undefined;
  return afterLineEnd(text, found.index, isLast);
}

/** Position of the quote that closes the value at `start`; -1 where there is none. */
function closingQuote(text: string, start: number, quote: string): number {
  let closing = text.indexOf(quote, start);
  while (closing >= 0 && text.startsWith(quote, closing + quote.length)) {
    closing = text.indexOf(quote, closing + 2 * quote.length);
  }
  return closing;
}

/** Splits the record that starts at `start`. @returns undefined where more text is needed */
export function splitRecord(
  text: string,
  start: number,
  dialect: ByteDialect,
  isLast: boolean,
): Span | undefined {
  const { delimiter, quote, breaks } = dialect;
  const fields: string[] = [];
  let at = start;
  for (;;) {
    let opening = at;
    while (text[opening] === ' ') opening++;
    let after: number;
    if (quote !== '' && text.startsWith(quote, opening)) {
      const value = opening + quote.length;
      const closing = closingQuote(text, value, quote);
      if (closing < 0) {
        return isLast
          ? { reach: text.length, fields, fault: 'opens a quote and never closes it' }
          : undefined;
      }
      fields.push(text.slice(value, closing).replaceAll(quote + quote, quote));
      after = closing + quote.length;
      while (text[after] === ' ') after++;
      // The next part of the text may begin with the rest of a delimiter, or with the quote that doubles this one.
      if (after + Math.max(delimiter.length, quote.length) > text.length && !isLast) return undefined;
      const isEnd = after >= text.length || text[after] === '\n' || text[after] === '\r';
      if (!isEnd && !text.startsWith(delimiter, after)) {
        return { reach: after, fields, fault: 'has text behind a closing quote' };
      }
    } else {
      breaks.lastIndex = at;
      const found = breaks.exec(text);
      if (!found && !isLast) return undefined;
      after = found ? found.index : text.length;
      fields.push(text.slice(at, after));
    }
    if (after >= text.length) return { reach: text.length, fields };
    if (!text.startsWith(delimiter, after)) {
      const reach = afterLineEnd(text, after, isLast);
      return reach === undefined ? undefined : { reach, fields };
    }
    at = after + delimiter.length;
  }
}
