/** Texts that stand for few things: flags, the values that a feed knows, and what a mapping says that they mean. */
import { FLAG_WORDS } from '../../contract/feed.ts';
import { quoteText } from '../../engine/duckdb.ts';
import { shown } from './shown.ts';

const listed = (words: readonly string[]): string => words.map(quoteText).join(', ');

/** What a text of the dump means by the mapping; one that it does not name stays as it is, an empty meaning is none. */
export function translated(text: string, values: Readonly<Record<string, string>>): string {
  const cases = Object.entries(values).map(
    ([from, to]) => `when ${quoteText(from.trim())} then nullif(${quoteText(to.trim())}, '')`,
  );
  return cases.length === 0 ? text : `case ${text} ${cases.join(' ')} else ${text} end`;
}

/** A flag, null where the text is none. @param text name of a column of trimmed text */
export const flagValue = (text: string): string =>
  `case when lower(${text}) in (${listed(FLAG_WORDS.true)}) then true
    when lower(${text}) in (${listed(FLAG_WORDS.false)}) then false end`;

/** Why a text is not the flag `value`: null where it is. */
export const flagFault = (text: string, value: string): string =>
  `case when ${value} is null then ${shown(text)} || ' is neither true nor false' end`;

/** One of a few words, in small letters; null where it is none of them. */
export const wordValue = (text: string, words: readonly string[]): string =>
  `case when lower(${text}) in (${listed(words)}) then lower(${text}) end`;

/** Why a text is none of the words that are known: null where it is one. */
export const wordFault = (text: string, value: string, words: readonly string[]): string =>
  `case when ${value} is null then ${shown(text)} || ${quoteText(` is none of ${words.join(', ')}`)} end`;
