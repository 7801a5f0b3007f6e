/** What queries call things: the databases of Glue, and how a table is named in full. */
import type { Configuration } from '../config/configuration.ts';
import { isBucket } from '../storage/open.ts';

/** How a query names the tables of a warehouse: `database.schema.table`. */
export interface Place {
  readonly database: string;
  readonly schema: string;
  /** The schema of the restricted tables. */
  readonly restricted: string;
}

/** The databases in Glue. The stack makes them; the publisher fills them. */
export const databasesOf = (name: string) =>
  ({ current: name, restricted: `${name}_restricted`, history: `${name}_history` }) as const;

/** Where Athena makes a release: a database that nobody reads, and a work group of its own. The stack makes both. */
export const buildPlaceOf = (name: string) =>
  ({ database: `${name}_build`, workGroup: `${name.replaceAll('_', '-')}-build` }) as const;

/** DuckDB calls a database as its file is called. */
export function placeOf({ warehouse, cloud }: Pick<Configuration, 'warehouse' | 'cloud'>): Place {
  if (!isBucket(warehouse)) return { database: 'warehouse', schema: 'main', restricted: 'main' };
  const { current, restricted } = databasesOf(cloud.name);
  return { database: 'awsdatacatalog', schema: current, restricted };
}
