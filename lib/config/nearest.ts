import { closest, distance } from 'fastest-levenshtein';

const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');

/** The known word that was probably meant; undefined where none is near (a third of the letters may differ). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const same = known.find((candidate) => plain(candidate) === plain(word));
  if (same !== undefined || known.length === 0) return same;
  const found = closest(word.toLowerCase(), [...known]);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, found.length) / 3));
  return distance(word.toLowerCase(), found.toLowerCase()) <= allowed ? found : undefined;
}

/** `a, b or c`. */
export function either(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
