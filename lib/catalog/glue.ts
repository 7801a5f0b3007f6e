/** Makes the Glue Data Catalog equal to a release. The publisher owns the tables; the stack owns the databases. */
import {
  AlreadyExistsException,
  ConcurrentModificationException,
  CreateTableCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  type Table as Found,
  GetTableCommand,
  type GlueClient,
  paginateGetTables,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { meaningOf } from '../storage/s3-faults.ts';
import { type Catalog, CatalogFault, type Release } from './catalog.ts';
import { publishPartitions } from './glue-partitions.ts';
import { isContained, isOurs, type WantedTable, wantedTables } from './glue-tables.ts';
import { databasesOf } from './place.ts';

export interface GlueOptions {
  glue: GlueClient;
  /** Of the store: `s3://bucket`. */
  location: string;
  /** Name of the database; those of the restricted tables and of the history begin with it. */
  name: string;
  /** Is this release the one that readers shall see? Asked after a table was read and before it is changed. */
  isCurrent: (release_id: string) => Promise<boolean>;
}

/** Another publisher may change the same table; each time it has, the table is read again. */
const TRIES = 5;

/** Glue as the catalog of a bucket: a table each in one database, snapshots by business day in another. */
export const openGlueCatalog = (options: GlueOptions): Catalog => ({
  async publish(release, snapshots) {
    await publishGlue(release, snapshots, options).catch((error: Error) => {
      const meaning = meaningOf(error);
      if (meaning === undefined) throw error;
      throw new CatalogFault(`Glue: ${meaning} (${error.name}: ${error.message})`, { cause: error });
    });
  },
});

/**
 * Makes Glue equal to a release: makes what is missing, moves what differs by one update each, removes tables of ours that
 * the release no longer has, and makes no call for what is right.
 * @returns overtaken where another release has become current meanwhile: whoever switched to it publishes it
 * @throws CatalogFault where a database is missing, Glue refuses a partition, or a table of the same name is not ours
 */
export async function publishGlue(
  release: Release,
  snapshots: readonly Release[],
  options: GlueOptions,
): Promise<'published' | 'overtaken'> {
  const { glue } = options;
  const isCurrent = () => options.isCurrent(release.release_id);
  const wanted = wantedTables(release, snapshots, options);
  for (const database of Object.values(databasesOf(options.name))) {
    const found = await tablesOf(glue, database);
    const own = wanted.filter((table) => table.database === database);
    for (const table of own) {
      if (!(await settle(glue, table, found.get(table.input.Name), isCurrent))) return 'overtaken';
      const { input, partitions } = table;
      if (
        partitions &&
        !(await publishPartitions(glue, { database, table: input.Name, partitions }, isCurrent))
      )
        return 'overtaken';
    }
    const names = new Set(own.map(({ input }) => input.Name));
    const gone = [...found.values()].filter((table) => isOurs(table) && !names.has(table.Name!));
    for (const { Name } of gone) {
      if (!(await isCurrent())) return 'overtaken';
      await removeTable(glue, database, Name!);
    }
  }
  return 'published';
}

/**
 * Makes one table right. That the release is current is asked after the table was read: who switches later changes the
 * table later, and its version then refuses this update.
 * @returns false where the release is not current any more
 */
export async function settle(
  glue: GlueClient,
  { database, input }: WantedTable,
  found: Found | undefined,
  isCurrent: () => Promise<boolean>,
): Promise<boolean> {
  let known = found;
  for (let tries = 1; ; tries++) {
    if (known && isContained(input, known)) return true;
    if (known && !isOurs(known)) {
      throw new CatalogFault(
        `the table ${database}.${input.Name} in Glue was not made by patronage: rename or remove it, then refresh again`,
      );
    }
    if (!(await isCurrent())) return false;
    try {
      if (known) {
        const { VersionId } = known;
        await glue.send(
          new UpdateTableCommand({
            DatabaseName: database,
            TableInput: input,
            VersionId,
            SkipArchive: true,
          }),
        );
      } else await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput: input }));
      return true;
    } catch (error) {
      if (!isOvertaking(error) || tries === TRIES) throw error;
    }
    known = await tableNamed(glue, database, input.Name);
  }
}

/** Somebody else changed, made or removed the table since it was read. */
const isOvertaking = (error: unknown): boolean =>
  error instanceof ConcurrentModificationException ||
  error instanceof AlreadyExistsException ||
  error instanceof EntityNotFoundException;

async function tableNamed(glue: GlueClient, database: string, name: string): Promise<Found | undefined> {
  try {
    return (await glue.send(new GetTableCommand({ DatabaseName: database, Name: name }))).Table;
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}

/** The tables of a database by name. @throws CatalogFault where there is no such database */
export async function tablesOf(glue: GlueClient, database: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  try {
    for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database }))
      for (const table of TableList) found.set(table.Name!, table);
  } catch (error) {
    if (error instanceof EntityNotFoundException)
      throw new CatalogFault(`there is no database ${database} in Glue: deploy the stack that makes it`);
    throw error;
  }
  return found;
}

async function removeTable(glue: GlueClient, database: string, name: string): Promise<void> {
  try {
    await glue.send(new DeleteTableCommand({ DatabaseName: database, Name: name }));
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
}
