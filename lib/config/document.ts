/** YAML text → plain values, all of them text, with the line of each. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { ConfigurationError, type Place, type Problem, problem } from './problems.ts';

/** Text, or null where a key has no value. */
export type Plain = string | null | Plain[] | { [key: string]: Plain };

export interface Document {
  value: Plain;
  /** Line of a key, or of the nearest section around it. */
  lineOf(path: Place): number | undefined;
}

const DEEPEST = 20;

/**
 * Reads one YAML document. Nothing is turned into numbers, dates or booleans, so that `as_of: 2017-12-31` and
 * `product_id: [85123, no]` mean what is written.
 * @throws ConfigurationError for broken YAML, keys that stand twice and empty files
 */
export function readDocument(text: string, file: string): Document {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  if (document.errors.length > 0) throw new ConfigurationError(broken(document.errors, text, file, lineAt));
  if (!isMap(document.contents)) {
    const what = document.contents === null ? 'the file is empty' : 'the file holds no keys';
    throw new ConfigurationError([problem(file, `${what}: write one with patronage init <file>`)]);
  }
  const lines = new Map<string, number>();
  const twice: Problem[] = [];
  const plain = (node: Node | null, path: Place): Plain => {
    if (path.length > DEEPEST)
      throw new ConfigurationError([problem(file, 'the file refers to itself or is nested too deeply')]);
    if (isAlias(node)) return plain(node.resolve(document) ?? null, path);
    if (isScalar(node)) return node.type === 'PLAIN' && node.source === '' ? null : String(node.value);
    if (isSeq(node))
      return node.items.map((item, i) => {
        const [offset] = (item as Node).range ?? [];
        if (offset !== undefined) lines.set(JSON.stringify([...path, i]), lineAt(offset));
        return plain(item as Node, [...path, i]);
      });
    if (!isMap(node)) return null;
    const entries = new Map<string, Plain>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const place = JSON.stringify([...path, name]);
      const line = lineAt((key as Node).range?.[0] ?? 0);
      if (entries.has(name)) {
        const dotted = [...path, name].join('.');
        twice.push(
          problem(file, `stands twice, first on line ${lines.get(place)}: keep one of them`, line, dotted),
        );
      }
      lines.set(place, line);
      entries.set(name, plain(value as Node | null, [...path, name]));
    }
    return Object.fromEntries(entries);
  };
  const value = plain(document.contents, []);
  if (twice.length > 0) throw new ConfigurationError(twice);
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return undefined;
    },
  };
}

/** One sentence per line: what follows a first error on a line is mostly its echo. */
function broken(
  errors: readonly YAMLError[],
  text: string,
  file: string,
  lineAt: (offset: number) => number,
): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const error of errors) {
    const line = lineAt(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, problem(file, sentence(error, text), line));
  }
  return [...byLine.values()];
}

function sentence(error: YAMLError, text: string): string {
  const at = text.replace(/^\uFEFF/, '').charAt(error.pos[0]);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'a tab stands where YAML wants spaces: indent with spaces';
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return `a value cannot start with ${at} unless it is quoted: put it in double quotes`;
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'YAML cannot tell key from value here: check the indentation, and put a value with ": " in it in quotes';
    case 'MULTIPLE_DOCS':
      return 'a second document starts here (---): keep everything in one';
    default:
      return `this is not YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`;
  }
}
