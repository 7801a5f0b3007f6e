/** What the names of dumps say: a name for their source, and a pattern for the dumps to come. */
import { basename, dirname, posix, relative, sep } from 'node:path';

const stemOf = (path: string): string => basename(path).replace(/(\.[a-z]\w*)+$/i, '');
const endOf = (path: string): string => basename(path).slice(stemOf(path).length);

/** A name for a source from the name of its first file, without dates and counters. */
export function nameOf(path: string): string {
  const letters = stemOf(path)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}|\d/gu, '');
  return letters.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'sales';
}

/** The only path, or a pattern for paths that differ in a day or a number; relative to the folder. */
export function filesOf(given: readonly string[], folder: string): string {
  const paths = given.map((path) => relative(folder, path).split(sep).join('/'));
  const [first] = paths as [string];
  const isDated = /\d{6}|\d{4}\D\d\d/.test(stemOf(first));
  if (paths.length === 1 && !isDated) return first;
  const folders = [...new Set(paths.map(dirname))];
  const beginnings = [...new Set(paths.map((path) => stemOf(path).replace(/\d.*$/, '')))];
  const endings = [...new Set(paths.map(endOf))];
  const file = `${beginnings.length === 1 ? beginnings[0] : ''}*${endings.length === 1 ? endings[0] : ''}`;
  return folders.length === 1 ? posix.join(folders[0] as string, file) : `**/${file}`;
}
