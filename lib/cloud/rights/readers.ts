/** Rights of those who query: which databases, and the objects these stand for. */
import { quarantine } from '../../contract/tables/proof.ts';
import { LAYOUT } from '../layout.ts';
import { workGroupName } from '../names.ts';
import { listUnder, putObjects, readObjects, useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

type Database = keyof Subjects['databases'];

/** What each role may see. The work group of a role has its name. */
export const READERS = {
  /** The published tables, no names of persons. */
  analyst: { databases: ['published'], prefixes: [LAYOUT.warehouse] },
  /** Also how the tables were on earlier days, and the report. */
  finance: { databases: ['published', 'history'], prefixes: [LAYOUT.warehouse, LAYOUT.reports] },
  /** Also names and addresses, and the report that names customers to call. */
  manager: {
    databases: ['published', 'restricted'],
    prefixes: [LAYOUT.warehouse, LAYOUT.restrictedTables, LAYOUT.reports],
  },
} as const satisfies Record<string, { databases: readonly Database[]; prefixes: readonly string[] }>;

export type Reader = keyof typeof READERS;

export function readerRights(subjects: Subjects, reader: Reader): Right[] {
  const { bucket, results, key, through, prefix } = subjects;
  const { databases, prefixes } = READERS[reader];
  return [
    ...query(subjects, workGroupName(prefix, reader)),
    readTables(subjects, databases),
    readObjects('ReadTheirFiles', bucket, prefixes),
    ...(databases.some((database) => database === 'restricted') ? withoutRejectedRows(subjects) : []),
    listUnder('ListTheirFiles', bucket, prefixes),
    readObjects('ReadOwnResults', results, [`${reader}/`]),
    putObjects('KeepOwnResults', results, [`${reader}/`]),
    listUnder('ListOwnResults', results, [`${reader}/`]),
    { sid: 'FindBuckets', actions: ['s3:GetBucketLocation'], resources: [bucket, results] },
    useKey('ReadAndKeepEncrypted', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.s3),
  ];
}

/** Queries in one work group, which says where results go and how much a query may read. */
const query = ({ arn }: Subjects, workGroup: string): Right[] => [
  {
    sid: 'QueryInOwnWorkGroup',
    actions: [
      'athena:BatchGetNamedQuery',
      'athena:BatchGetQueryExecution',
      'athena:CreateNamedQuery',
      'athena:CreatePreparedStatement',
      'athena:DeleteNamedQuery',
      'athena:DeletePreparedStatement',
      'athena:GetNamedQuery',
      'athena:GetPreparedStatement',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:GetQueryResultsStream',
      'athena:GetQueryRuntimeStatistics',
      'athena:GetWorkGroup',
      'athena:ListNamedQueries',
      'athena:ListPreparedStatements',
      'athena:ListQueryExecutions',
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'athena:UpdateNamedQuery',
      'athena:UpdatePreparedStatement',
    ],
    resources: [arn('athena', 'workgroup', workGroup)],
  },
  {
    sid: 'BrowseInTheConsole',
    actions: [
      'athena:GetDataCatalog',
      'athena:GetDatabase',
      'athena:GetTableMetadata',
      'athena:ListDatabases',
      'athena:ListTableMetadata',
    ],
    resources: [arn('athena', 'datacatalog', 'AwsDataCatalog')],
  },
  {
    sid: 'ChooseInTheConsole',
    actions: ['athena:ListDataCatalogs', 'athena:ListEngineVersions', 'athena:ListWorkGroups'],
    resources: ['*'],
    because: 'These three lists of Athena know no resource; they show names only.',
  },
];

/** Rejected rows lie among the restricted tables, and hold whatever stood in a dump: they are the operator's to look at. */
const withoutRejectedRows = ({ arn, bucket, databases }: Subjects): Right[] => [
  {
    ...readObjects('NotTheFilesOfRejectedRows', bucket, [`${LAYOUT.restrictedTables}${quarantine.name}/`]),
    isDenied: true,
  },
  {
    sid: 'NotTheTableOfRejectedRows',
    actions: ['glue:GetTable'],
    resources: [arn('glue', 'table', `${databases.restricted}/${quarantine.name}`)],
    isDenied: true,
  },
];

const readTables = ({ arn, databases: names }: Subjects, databases: readonly Database[]): Right => ({
  sid: 'ReadTables',
  actions: [
    'glue:BatchGetPartition',
    'glue:GetDatabase',
    'glue:GetDatabases',
    'glue:GetPartition',
    'glue:GetPartitions',
    'glue:GetTable',
    'glue:GetTables',
  ],
  resources: [
    arn('glue', 'catalog'),
    // Athena looks at it before each query, whatever the query is about.
    arn('glue', 'database', 'default'),
    ...databases.flatMap((database) => [
      arn('glue', 'database', names[database]),
      arn('glue', 'table', `${names[database]}/*`),
    ]),
  ],
  because: 'The publisher makes the tables: the * stands for those of one database.',
});
