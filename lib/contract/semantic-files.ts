/** What BI tools read of a release, made from the contract alone. */
import { dbtSources } from './dbt.ts';
import { semanticModel } from './semantic.ts';
import { TABLES } from './tables.ts';

/**
 * The files for BI tools by name; the same release in the same place gives the same bytes.
 * @param release of whose tables the files are to speak
 * @param place how a query names the tables: `database.schema.table`
 */
export function semanticFiles(
  release: {
    readonly release_id: string;
    readonly as_of_date: string;
    readonly tables: readonly { readonly name: string }[];
  },
  place: { readonly database: string; readonly schema: string; readonly restricted: string },
): Record<string, string> {
  const { release_id, as_of_date } = release;
  const names = new Set(release.tables.map(({ name }) => name));
  const tables = TABLES.filter(({ name }) => names.has(name));
  const source = `${place.database}.${place.schema}`;
  return {
    'schema.yml': dbtSources(tables, { release_id, as_of_date, ...place }),
    'semantic.yaml': semanticModel(tables, { release_id, as_of_date, source }),
  };
}
