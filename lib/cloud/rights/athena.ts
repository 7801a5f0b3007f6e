/** Rights for the making of a release on Athena: who runs a query there also needs the rights for what it reads and writes. */
import { LAYOUT } from '../layout.ts';
import { putObjects, readObjects } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/** It has the prefix of this name in the bucket of results. */
export const BUILD_GROUP = 'build';
export const buildGroupName = (prefix: string): string => `${prefix}-${BUILD_GROUP}`;

/** Queries in the work group of builds, their results, and what they may look up. */
export function runQueries({ arn, bucket, results, prefix, databases }: Subjects): Right[] {
  return [
    {
      sid: 'MakeModels',
      actions: [
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      resources: [arn('athena', 'workgroup', buildGroupName(prefix))],
    },
    {
      sid: 'FindTheCatalog',
      actions: ['athena:GetDataCatalog'],
      resources: [arn('athena', 'datacatalog', 'AwsDataCatalog')],
    },
    {
      sid: 'FindRelations',
      actions: ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
      resources: [
        arn('glue', 'catalog'),
        // Athena looks at it before each query, whatever the query is about.
        arn('glue', 'database', 'default'),
        arn('glue', 'database', databases.build),
        arn('glue', 'table', `${databases.build}/*`),
      ],
      because: 'A refresh makes the tables: the * stands for those of the database of builds.',
    },
    {
      sid: 'FindBuckets',
      actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      resources: [bucket, results],
    },
    readObjects('ReadResultsOfBuilds', results, [`${BUILD_GROUP}/`]),
    putObjects('KeepResultsOfBuilds', results, [`${BUILD_GROUP}/`]),
    { sid: 'SeeResults', actions: ['s3:ListBucket'], resources: [results] },
  ];
}

/** What Athena reads and writes in the bucket while it makes a model. */
export const makeModels = ({ bucket }: Subjects): Right[] => [
  readObjects('ReadRows', bucket, [LAYOUT.lake, LAYOUT.quarantine, LAYOUT.builds]),
  putObjects('WriteBuilds', bucket, [LAYOUT.builds]),
  { sid: 'SeeWhatIsThere', actions: ['s3:ListBucket'], resources: [bucket] },
];

/** Lays the tables by which Athena finds relations, and empties the place of a model before it is made again. */
export const prepareBuilds = ({ arn, bucket, databases }: Subjects): Right[] => [
  {
    sid: 'LayTablesOfBuilds',
    actions: ['glue:CreateTable', 'glue:UpdateTable'],
    resources: [
      arn('glue', 'catalog'),
      arn('glue', 'database', databases.build),
      arn('glue', 'table', `${databases.build}/*`),
    ],
    because: 'A refresh makes the tables: the * stands for those of the database of builds.',
  },
  {
    sid: 'EmptyAPlaceOfBuilds',
    actions: ['s3:DeleteObject'],
    resources: [`${bucket}/${LAYOUT.builds}*`],
    because:
      'Athena names its files itself, and wants to write into an empty folder: the * stands behind builds/.',
  },
];
