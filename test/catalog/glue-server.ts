/** A server that answers like Glue, in this process: it holds databases, tables with versions, and partitions, in pages. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import { onTestFinished } from 'vitest';

interface Held {
  input: TableInput;
  version: number;
  partitions: Map<string, PartitionInput>;
}

type Tables = Map<string, Held>;
/** What calls ask; each has the fields that it needs. */
interface Asked {
  DatabaseInput: { Name: string };
  DatabaseName: string;
  Name: string;
  TableName: string;
  TableInput: TableInput;
  VersionId?: string;
  NextToken?: string;
  PartitionInputList: PartitionInput[];
  Entries: { PartitionValueList: string[]; PartitionInput: PartitionInput }[];
  PartitionsToDelete: PartitionInput[];
}
type Refused = {
  Errors: { PartitionValues: string[]; ErrorDetail: { ErrorCode: string; ErrorMessage: string } }[];
};

/** So few, that whoever forgets to turn the page is found out. */
const TABLES_A_PAGE = 7;
const PARTITIONS_A_PAGE = 9;

export interface GlueServer {
  endpoint: string;
  /** What somebody else does right before the next call of this name is answered; once. */
  before(operation: string, act: () => void): void;
  /** Changes a table as another publisher would. */
  change(database: string, name: string, change: (input: TableInput) => TableInput): void;
  /** Makes a partition as another publisher would. */
  add(database: string, table: string, partition: PartitionInput): void;
  /** Partitions of this day are refused with this code, whatever is done to them. */
  refuse(day: string, code: string): void;
}

class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export async function startGlue(): Promise<GlueServer> {
  const databases = new Map<string, Tables>();
  const acts = new Map<string, () => void>();
  const refusedDays = new Map<string, string>();

  const tablesIn = (database: string): Tables => {
    const tables = databases.get(database);
    if (!tables) throw new Fault('EntityNotFoundException', `Database ${database} not found.`);
    return tables;
  };
  const held = (database: string, name: string): Held => {
    const table = tablesIn(database).get(name);
    if (!table) throw new Fault('EntityNotFoundException', `Table ${name} not found.`);
    return table;
  };
  const shown = ({ input, version }: Held) => ({ ...input, VersionId: String(version) });
  const replace = (table: Held, input: TableInput): void => {
    checkInput(input);
    table.input = input;
    table.version += 1;
  };

  /** Does each by itself, and says in the body which failed. */
  const each = (days: string[], most: number, act: (day: string, i: number) => void): Refused => {
    if (days.length > most) throw new Fault('ValidationException', `at most ${most} at once`);
    const Errors: Refused['Errors'] = [];
    days.forEach((day, i) => {
      try {
        const code = refusedDays.get(day);
        if (code) throw new Fault(code, `${code} of ${day}`);
        act(day, i);
      } catch (error) {
        const { code, message } = error as Fault;
        Errors.push({ PartitionValues: [day], ErrorDetail: { ErrorCode: code, ErrorMessage: message } });
      }
    });
    return { Errors };
  };
  const must = (has: boolean, wanted: boolean): void => {
    if (has && !wanted) throw new Fault('AlreadyExistsException', 'Partition already exists.');
    if (!has && wanted) throw new Fault('EntityNotFoundException', 'Partition not found.');
  };

  const operations: Record<string, (asked: Asked) => object> = {
    CreateDatabase: ({ DatabaseInput: { Name } }) => {
      databases.set(Name, new Map());
      return {};
    },
    GetTables: ({ DatabaseName, NextToken }) =>
      page('TableList', [...tablesIn(DatabaseName).values()].map(shown), TABLES_A_PAGE, NextToken),
    GetTable: ({ DatabaseName, Name }) => ({ Table: shown(held(DatabaseName, Name)) }),
    CreateTable: ({ DatabaseName, TableInput }) => {
      const { Name } = TableInput;
      const tables = tablesIn(DatabaseName);
      if (tables.has(Name!)) throw new Fault('AlreadyExistsException', `Table ${Name} already exists.`);
      checkInput(TableInput);
      tables.set(Name!, { input: TableInput, version: 0, partitions: new Map() });
      return {};
    },
    UpdateTable: ({ DatabaseName, TableInput, VersionId }) => {
      const table = held(DatabaseName, TableInput.Name!);
      if (VersionId !== undefined && VersionId !== String(table.version))
        throw new Fault(
          'ConcurrentModificationException',
          `Update table failed due to concurrent modifications.`,
        );
      replace(table, TableInput);
      return {};
    },
    DeleteTable: ({ DatabaseName, Name }) => {
      held(DatabaseName, Name);
      tablesIn(DatabaseName).delete(Name);
      return {};
    },
    GetPartitions: ({ DatabaseName, TableName, NextToken }) => {
      const { partitions } = held(DatabaseName, TableName);
      return page('Partitions', [...partitions.values()], PARTITIONS_A_PAGE, NextToken);
    },
    BatchCreatePartition: ({ DatabaseName, TableName, PartitionInputList }) => {
      const { partitions } = held(DatabaseName, TableName);
      return each(PartitionInputList.map(dayOf), 100, (day, i) => {
        must(partitions.has(day), false);
        partitions.set(day, PartitionInputList[i]!);
      });
    },
    BatchUpdatePartition: ({ DatabaseName, TableName, Entries }) => {
      const { partitions } = held(DatabaseName, TableName);
      const days = Entries.map(({ PartitionValueList }) => PartitionValueList[0]!);
      const { Errors } = each(days, 100, (day, i) => {
        must(partitions.has(day), true);
        partitions.set(day, Entries[i]!.PartitionInput);
      });
      return {
        Errors: Errors.map(({ PartitionValues, ...rest }) => ({
          PartitionValueList: PartitionValues,
          ...rest,
        })),
      };
    },
    BatchDeletePartition: ({ DatabaseName, TableName, PartitionsToDelete }) => {
      const { partitions } = held(DatabaseName, TableName);
      return each(PartitionsToDelete.map(dayOf), 25, (day) => {
        must(partitions.has(day), true);
        partitions.delete(day);
      });
    },
  };

  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^AWSGlue\./, '');
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      const text = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
      const act = acts.get(operation);
      acts.delete(operation);
      act?.();
      const answer = operations[operation];
      if (!answer) throw new Fault('UnknownOperationException', operation);
      response.end(JSON.stringify(answer(JSON.parse(text))));
    } catch (error) {
      response.statusCode = 400;
      response.end(
        JSON.stringify({ __type: (error as Fault).code ?? 'Bug', Message: (error as Error).message }),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    before: (operation, act) => acts.set(operation, act),
    change: (database, name, change) => {
      const table = held(database, name);
      replace(table, change(table.input));
    },
    add: (database, table, partition) => held(database, table).partitions.set(dayOf(partition), partition),
    refuse: (day, code) => refusedDays.set(day, code),
  };
}

const dayOf = ({ Values }: PartitionInput): string => Values![0]!;

function page(name: string, items: object[], size: number, token: string | undefined): object {
  const start = Number(token ?? 0);
  const next = start + size < items.length ? { NextToken: String(start + size) } : {};
  return { [name]: items.slice(start, start + size), ...next };
}

/** What Glue refuses of a table. */
function checkInput({ Description, StorageDescriptor, PartitionKeys }: TableInput): void {
  const columns = StorageDescriptor?.Columns ?? [];
  const isLong = (text: string | undefined, bytes: number) => Buffer.byteLength(text ?? '') > bytes;
  const keys = new Set((PartitionKeys ?? []).map(({ Name }) => Name));
  if (isLong(Description, 2048) || columns.some(({ Comment }) => isLong(Comment, 255)))
    throw new Fault('ValidationException', 'a text is too long');
  if (columns.some(({ Name }) => keys.has(Name)))
    throw new Fault('InvalidInputException', 'a column is also a partition key');
}
