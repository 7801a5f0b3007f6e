/** Text of cells: kept once for the whole workbook, and such that no program takes it for anything but text. */

/** More characters no cell holds. */
export const LONGEST_TEXT = 32_767;

/** What a program would read as a formula when the sheet is saved as CSV and opened again. */
const FORMULA = /^[=+\-@\t\r]/;

/** Characters that XML forbids, halves of a pair among them. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** In a workbook `_x003D_` stands for `=`; its first character written in that way makes it plain text again. */
const HIDDEN = /_(?=x[0-9a-f]{4}_)/gi;

const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Text as a cell shows it: behind an apostrophe where it starts like a formula, and no longer than a cell. */
export function inert(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  const short = safe.length > LONGEST_TEXT ? `${safe.slice(0, LONGEST_TEXT - 1)}…` : safe;
  return short.replace(FORBIDDEN, '\ufffd');
}

/** Text as a part of the workbook holds it. */
export const textXml = (text: string): string =>
  inert(text)
    .replace(HIDDEN, '_x005F_')
    .replace(/[&<>\r]/g, (character) => MARKUP[character]!);

/** Texts that are handed on at a time: one by one they take longer than all the rest. */
const BATCH = 1000;

const itemXml = (text: string): string => `<si><t xml:space="preserve">${textXml(text)}</t></si>`;

export interface Strings {
  /** The number that cells name a text by. */
  numberOf(text: string): number;
  /** The part that holds the texts, in pieces. */
  xml(): Iterable<string>;
}

/** An empty store of text. */
export function newStrings(): Strings {
  const numbers = new Map<string, number>();
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    *xml() {
      yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
      const texts = [...numbers.keys()];
      for (let from = 0; from < texts.length; from += BATCH) {
        yield texts
          .slice(from, from + BATCH)
          .map(itemXml)
          .join('');
      }
      yield '</sst>';
    },
  };
}
