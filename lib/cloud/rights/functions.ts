/** What each function may do. None may put under landing/, and none may remove what came or what was told. */
import { LAYOUT } from '../layout.ts';
import { prepareBuilds, runQueries } from './athena.ts';
import { listAll, putObjects, readObjects, readVersions, removeObjects, useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/** Reads dumps, writes rows and receipts. */
export function intakeRights(subjects: Subjects, logGroup: string): Right[] {
  const { bucket, key, waiting, through } = subjects;
  const { lake, quarantine, ledger, receipts } = LAYOUT;
  return [
    writeLogs(logGroup),
    {
      sid: 'TakeFromTheQueue',
      actions: [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
      resources: [waiting],
    },
    useKey('ReadMessages', key, ['kms:Decrypt'], through.sqs),
    listAll('SeeWhatIsThere', bucket),
    { sid: 'SeeFormerContents', actions: ['s3:ListBucketVersions'], resources: [bucket] },
    readVersions('ReadDumps', bucket, [LAYOUT.landing]),
    // A put that may not overwrite, or only what it has seen, also reads.
    readObjects('ReadWhatItWrites', bucket, [lake, quarantine, ledger, receipts]),
    putObjects('WriteRowsAndReceipts', bucket, [lake, quarantine, ledger, receipts]),
    useKey('ReadAndWriteEncrypted', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.s3),
  ];
}

/** Looks whether there is something to refresh, and starts the state machine. */
export function startRights(subjects: Subjects, logGroup: string, stateMachine: string): Right[] {
  const { bucket, key, through, colonArn, prefix } = subjects;
  return [
    writeLogs(logGroup),
    listAll('SeeWhatIsThere', bucket),
    readObjects('ReadWhatIsInAndPublished', bucket, [LAYOUT.ledger, LAYOUT.releases, LAYOUT.snapshots]),
    useKey('ReadEncrypted', key, ['kms:Decrypt'], through.s3),
    {
      sid: 'StartARefresh',
      actions: ['states:DescribeStateMachine', 'states:ListExecutions', 'states:StartExecution'],
      resources: [stateMachine],
    },
    {
      sid: 'SeeWhetherOneRuns',
      actions: ['states:DescribeExecution'],
      resources: [colonArn('states', 'execution', `${prefix}-refresh:*`)],
      because: 'Each execution has a name of its own: the * stands for those of one state machine.',
    },
  ];
}

/** Builds, publishes and tells. It reads rows, never dumps. */
export function refreshRights(subjects: Subjects, logGroup: string, topic: string): Right[] {
  const { bucket, key, through } = subjects;
  const { warehouse, restrictedTables, releases, reports, snapshots, builds } = LAYOUT;
  const own = [warehouse, restrictedTables, releases, reports, snapshots, builds];
  return [
    writeLogs(logGroup),
    listAll('SeeWhatIsThere', bucket),
    readObjects('ReadRowsAndReceipts', bucket, [LAYOUT.lake, LAYOUT.quarantine, LAYOUT.ledger]),
    readObjects('ReadWhatItWrites', bucket, own),
    putObjects('WriteReleases', bucket, own),
    removeObjects('RemoveOldReleases', bucket, [warehouse, restrictedTables, releases, reports, snapshots]),
    useKey('ReadAndWriteEncrypted', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.s3),
    publishTables(subjects),
    ...runQueries(subjects),
    ...prepareBuilds(subjects),
    { sid: 'SendTheMorningMessage', actions: ['sns:Publish'], resources: [topic] },
    useKey('EncryptTheMessage', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.sns),
  ];
}

const publishTables = ({ arn, databases }: Subjects): Right => ({
  sid: 'PublishTables',
  actions: [
    'glue:BatchCreatePartition',
    'glue:BatchDeletePartition',
    'glue:BatchUpdatePartition',
    'glue:CreateTable',
    'glue:DeleteTable',
    'glue:GetDatabase',
    'glue:GetPartitions',
    'glue:GetTable',
    'glue:GetTables',
    'glue:UpdateTable',
  ],
  resources: [
    arn('glue', 'catalog'),
    ...[databases.published, databases.restricted, databases.history].flatMap((database) => [
      arn('glue', 'database', database),
      arn('glue', 'table', `${database}/*`),
    ]),
  ],
  because: 'The publisher makes the tables: the * stands for those of one database.',
});

const writeLogs = (logGroup: string): Right => ({
  sid: 'WriteLogs',
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [`${logGroup}:*`],
  because: 'Lambda names the streams of a log group itself.',
});
