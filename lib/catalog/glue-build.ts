/** The database in which Athena finds the relations of a release that is being made: nobody else reads it. */
import type { GlueClient, TableInput } from '@aws-sdk/client-glue';
import type { Schema } from 'apache-arrow';
import { glueColumn } from '../contract/glue.ts';
import { CatalogFault } from './catalog.ts';
import { settle, tablesOf } from './glue.ts';
import { isContained, MADE_BY, PARQUET } from './glue-tables.ts';

/** A relation and where its files are. */
export interface BuildRelation {
  name: string;
  schema: Schema;
  /** A folder, `s3://bucket/…/`. */
  location: string;
  /** Does the folder hold lists of files, in place of files? Those may lie anywhere. */
  isListed: boolean;
}

export interface BuildTables {
  /** Makes the tables stand for these relations. */
  lay(relations: readonly BuildRelation[]): Promise<void>;
  /** @throws CatalogFault where they do not, as when another refresh has laid its own over them */
  check(relations: readonly BuildRelation[]): Promise<void>;
}

/** Text files whose lines name the files of a table. */
const LISTS = {
  ...PARQUET,
  InputFormat: 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
} as const;

function tableOf({ name, schema, location, isListed }: BuildRelation): TableInput & { Name: string } {
  return {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { ...MADE_BY, EXTERNAL: 'TRUE', classification: 'parquet' },
    StorageDescriptor: {
      ...(isListed ? LISTS : PARQUET),
      Location: location,
      Columns: schema.fields.map(glueColumn),
    },
    PartitionKeys: [],
  };
}

export const openBuildTables = (glue: GlueClient, database: string): BuildTables => ({
  async lay(relations) {
    const found = await tablesOf(glue, database);
    for (const input of relations.map(tableOf))
      await settle(glue, { database, input }, found.get(input.Name), async () => true);
  },

  async check(relations) {
    const found = await tablesOf(glue, database);
    const other = relations.map(tableOf).find((input) => !isContained(input, found.get(input.Name)));
    if (other)
      throw new CatalogFault(
        `the table ${database}.${other.Name} in Glue is not that of this release: another refresh runs; start this one again after it`,
      );
  },
});
