/** The one configuration file, `patronage.yaml`: text in, a checked value or every problem of it out. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { FEEDS } from '../contract/feeds.ts';
import { readDocument } from './document.ts';
import { ConfigurationError, problem, problemsOf } from './problems.ts';
import { configurationSchema } from './schema.ts';
import type { Configuration, Source } from './shape.ts';

export { ConfigurationError } from './problems.ts';
export type { Cloud, ColumnMapping, Configuration, Expectation, Metrics, Source } from './shape.ts';

/**
 * Reads and checks the text of a configuration.
 * @param file its path, as it is shown in messages; relative paths in the text start in its folder
 * @throws ConfigurationError with every problem, in the order of the file
 */
export function parseConfiguration(text: string, file: string): Configuration {
  const document = readDocument(text, file);
  const result = configurationSchema.safeParse(document.value);
  if (!result.success) throw new ConfigurationError(problemsOf(file, result.error.issues, document.lineOf));
  const { feeds, warehouse, ...rest } = result.data;
  const absolute = resolve(file);
  const folder = dirname(absolute);
  return {
    ...rest,
    file: absolute,
    folder,
    warehouse: warehouse.startsWith('s3://') ? warehouse : resolve(folder, warehouse),
    feeds: Object.fromEntries(
      FEEDS.map(({ name }) => [name, named(name, feeds[name])]),
    ) as Configuration['feeds'],
  };
}

type Sources = z.output<typeof configurationSchema>['feeds']['sales'];

const named = (feed: Source['feed'], sources: Sources): Record<string, Source> =>
  Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, { feed, name, ...source }]));

/**
 * Reads a configuration file.
 * @throws ConfigurationError where it is missing, cannot be read or is wrong
 */
export async function readConfiguration(file: string): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT'
        ? 'there is no such file: write one with patronage init <file>, or name another with --config'
        : `the file cannot be read (${code})`;
    throw new ConfigurationError([problem(file, what)]);
  }
  return parseConfiguration(text, file);
}
