/** Names of people as names of files: letters, digits and dashes, whatever they are written in, and no two alike. */

/** What a file system takes, in letters of four bytes each, with room for a number behind it. */
const LONGEST = 50;

/** Everything else becomes a dash; a mark without its letter would cling to what stands before it. */
function plain(name: string): string {
  const letters = name.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = [...letters.replace(/^[-\p{M}]+/u, '')].slice(0, LONGEST).join('');
  return short.replace(/-+$/, '') || 'unnamed';
}

/** Files whose names differ in case alone are one file on many machines. */
const folded = (name: string): string => name.toLowerCase().normalize('NFKD');

/** @returns by each name its file's, in the order in which they come: who comes later and is alike gets a number */
export function fileNames(names: Iterable<string>): Map<string, string> {
  const taken = new Set<string>();
  const files = new Map<string, string>();
  for (const name of names) {
    const first = plain(name);
    let file = first;
    for (let number = 2; taken.has(folded(file)); number++) file = `${first}-${number}`;
    taken.add(folded(file));
    files.set(name, file);
  }
  return files;
}
