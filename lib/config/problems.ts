import type { z } from 'zod';

/** Keys and list positions that lead to a value. */
export type Place = readonly (string | number)[];

export interface Problem {
  /** Line of the file, from 1. */
  line?: number;
  /** Dotted key, such as `feeds.sales.shop.format`. */
  key?: string;
  /** A whole sentence with file, line and key, ready to print. */
  message: string;
}

/** Everything that is wrong with a configuration file, at once. */
export class ConfigurationError extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** A sentence about a place of the file; `what` follows the key, or stands alone where there is none. */
export function problem(file: string, what: string, line?: number, key?: string): Problem {
  const where = line === undefined ? file : `${file}:${line}`;
  return {
    ...(line === undefined ? {} : { line }),
    ...(key === undefined ? {} : { key }),
    message: key === undefined ? `${where}: ${what}` : `${where}: ${key} ${what}`,
  };
}

/** Positions in lists say little to a reader: the line and the value are in the sentence. */
const dotted = (path: Place): string => path.filter((step) => typeof step === 'string').join('.');

/** The schema's findings as sentences, in the order of the file. */
export function problemsOf(
  file: string,
  issues: readonly z.core.$ZodIssue[],
  lineOf: (path: Place) => number | undefined,
): Problem[] {
  const found: Problem[] = [];
  const add = (path: Place, what: string): void => {
    found.push(problem(file, what, lineOf(path), path.length === 0 ? undefined : dotted(path)));
  };
  for (const issue of issues) {
    const path = issue.path as Place;
    if (issue.code !== 'unrecognized_keys') add(path, issue.message);
    else {
      const sentences = issue.message.split('\n');
      issue.keys.forEach((key, i) => {
        add([...path, key], sentences[i] as string);
      });
    }
  }
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
