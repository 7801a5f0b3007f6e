/** Markup that cannot be broken by what is put into it: every value is escaped unless it is markup already. */

/** A piece of HTML or SVG. Only `markup` makes one. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | undefined | false | readonly Part[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Characters that no page may hold, and those that turn the direction of a text: a name with one could make the figures
 * beside it read backwards.
 */
const UNSEEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

export const escaped = (value: string): string =>
  value.replace(UNSEEN, '\ufffd').replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const textOf = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escaped(String(part));
};

/** A template whose values are escaped: markup`<td>${name}</td>`. Attribute values stand in double quotes. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((text, string, i) => text + textOf(parts[i - 1]) + string));
