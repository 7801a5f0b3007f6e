/** The partitions of a table of the history: one per business day, each on the release of that day. */
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchUpdatePartitionCommand,
  type ErrorDetail,
  type Partition as Found,
  type GlueClient,
  type PartitionInput,
  paginateGetPartitions,
} from '@aws-sdk/client-glue';
import { CatalogFault } from './catalog.ts';
import { isContained } from './glue-tables.ts';

/** So many partitions may one call create or update, */
const WRITTEN_AT_ONCE = 100;
/** and so many remove. */
const REMOVED_AT_ONCE = 25;
/** Another publisher may change the same partitions; each time it has, they are read again. */
const TRIES = 5;

interface Wanted {
  database: string;
  table: string;
  /** By business day. */
  partitions: ReadonlyMap<string, PartitionInput>;
}

/**
 * Makes the partitions of a table equal to those wanted, and makes no call for those that are.
 * @param isCurrent is the release they belong to still the current one? Partitions have no version that would guard them
 * @returns false where it is not
 * @throws CatalogFault with every partition that Glue refused: its answer says so in the body, with a status of success
 */
export async function publishPartitions(
  glue: GlueClient,
  wanted: Wanted,
  isCurrent: () => Promise<boolean>,
): Promise<boolean> {
  const { database, table } = wanted;
  for (let tries = 1; ; tries++) {
    const changes = changesBetween(wanted, await partitionsOf(glue, wanted));
    if (Object.values(changes).every(({ length }) => length === 0)) return true;
    if (!(await isCurrent())) return false;
    const refused = await change(glue, { DatabaseName: database, TableName: table }, changes);
    const serious = tries === TRIES ? refused : refused.filter(({ isOvertaking }) => !isOvertaking);
    if (serious.length > 0) {
      throw new CatalogFault(
        `Glue refused partitions of ${database}.${table}: ${serious.map(({ message }) => message).join('; ')}`,
      );
    }
    if (refused.length === 0) return true;
  }
}

interface Refusal {
  message: string;
  /** Somebody else made or removed the partition since it was read. */
  isOvertaking: boolean;
}

async function partitionsOf(glue: GlueClient, { database, table }: Wanted): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const pages = paginateGetPartitions({ client: glue }, { DatabaseName: database, TableName: table });
  for await (const { Partitions = [] } of pages)
    for (const partition of Partitions) found.set(partition.Values![0]!, partition);
  return found;
}

interface Changes {
  missing: PartitionInput[];
  differing: PartitionInput[];
  /** Business days. */
  gone: string[];
}

function changesBetween({ partitions }: Wanted, found: ReadonlyMap<string, Found>): Changes {
  const wanted = [...partitions];
  const inputs = (isWanted: (day: string, input: PartitionInput) => boolean): PartitionInput[] =>
    wanted.filter((entry) => isWanted(...entry)).map(([, input]) => input);
  return {
    missing: inputs((day) => !found.has(day)),
    differing: inputs((day, input) => found.has(day) && !isContained(input, found.get(day))),
    gone: [...found.keys()].filter((day) => !partitions.has(day)),
  };
}

async function change(
  glue: GlueClient,
  table: { DatabaseName: string; TableName: string },
  { missing, differing, gone }: Changes,
): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const PartitionInputList of batches(missing, WRITTEN_AT_ONCE)) {
    const create = new BatchCreatePartitionCommand({ ...table, PartitionInputList });
    for (const { PartitionValues, ErrorDetail } of (await glue.send(create)).Errors ?? [])
      refused.push(refusal(PartitionValues, ErrorDetail));
  }
  for (const batch of batches(differing, WRITTEN_AT_ONCE)) {
    const Entries = batch.map((input) => ({ PartitionValueList: input.Values, PartitionInput: input }));
    const update = new BatchUpdatePartitionCommand({ ...table, Entries });
    for (const { PartitionValueList, ErrorDetail } of (await glue.send(update)).Errors ?? [])
      refused.push(refusal(PartitionValueList, ErrorDetail));
  }
  for (const batch of batches(gone, REMOVED_AT_ONCE)) {
    const PartitionsToDelete = batch.map((day) => ({ Values: [day] }));
    const remove = new BatchDeletePartitionCommand({ ...table, PartitionsToDelete });
    for (const { PartitionValues, ErrorDetail } of (await glue.send(remove)).Errors ?? [])
      refused.push(refusal(PartitionValues, ErrorDetail));
  }
  return refused;
}

const OVERTAKING = ['AlreadyExistsException', 'EntityNotFoundException', 'ConcurrentModificationException'];

const refusal = (values: string[] | undefined, detail: ErrorDetail | undefined): Refusal => ({
  message: `${values?.join(', ')}: ${detail?.ErrorMessage ?? detail?.ErrorCode ?? 'no reason given'}`,
  isOvertaking: OVERTAKING.includes(detail?.ErrorCode ?? ''),
});

function* batches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
