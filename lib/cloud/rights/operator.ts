import { LAYOUT } from '../layout.ts';
import { listAll, putObjects, readObjects, useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/** The tables that `patronage status` asks: what is missing, what is held, and whether every row is accounted for. */
const SHOWN_BY_STATUS = ['missing_days', 'held_lines', 'reconciliation'];

export interface OperatorSubjects extends Subjects {
  startFunction: string;
  stateMachine: string;
  /** Without the `:*` of their streams. */
  logGroups: string[];
}

/**
 * Keeps it running: starts a refresh, hands dumps to intake again, takes one out, locks months, reads logs, receipts and rejected rows.
 * Puts no dumps, so that what lies in landing is what uploaders brought, and sees no table with names.
 */
export function operatorRights(subjects: OperatorSubjects): Right[] {
  const { bucket, key, waiting, dead, through, startFunction, logGroups } = subjects;
  return [
    { sid: 'StartARefresh', actions: ['lambda:InvokeFunction'], resources: [startFunction] },
    ...followRefreshes(subjects),
    {
      sid: 'LookAtQueues',
      actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
      resources: [waiting, dead],
    },
    {
      sid: 'TryDeadLettersAgain',
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [dead],
    },
    // A message to the queue has a landed dump read again, after its mapping was mended: what is in already stays as it is.
    { sid: 'HandDumpsToIntake', actions: ['sqs:SendMessage'], resources: [waiting] },
    readObjects('ReadWhatWasTold', bucket, [
      LAYOUT.ledger,
      LAYOUT.receipts,
      LAYOUT.quarantine,
      LAYOUT.releases,
      ...SHOWN_BY_STATUS.map((table) => `${LAYOUT.warehouse}${table}/`),
    ]),
    putObjects('TakeADumpOutAndLockMonths', bucket, [LAYOUT.withdrawals, LAYOUT.locks]),
    // A dump is taken out with all copies that have come: also those that are not read yet.
    { sid: 'SeeWhatHasCome', actions: ['s3:ListBucketVersions'], resources: [bucket] },
    listAll('SeeWhatIsThere', bucket),
    useKey('ReadAndWithdraw', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.s3),
    useKey('SendAgain', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.sqs),
    {
      sid: 'ReadLogs',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      resources: logGroups.flatMap((group) => [group, `${group}:*`]),
      because: 'A log group makes its streams itself: the * stands for those of one group.',
    },
    {
      sid: 'FindLogsMetricsAndAlarms',
      actions: [
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetDashboard',
        'cloudwatch:GetMetricData',
        'cloudwatch:ListDashboards',
        'cloudwatch:ListMetrics',
        'logs:DescribeLogGroups',
        'logs:GetQueryResults',
        'logs:StopQuery',
      ],
      resources: ['*'],
      because:
        'Lists, dashboards and metrics know no resource, nor do the answers to queries of logs, which only who started them can name.',
    },
  ];
}

const followRefreshes = ({ stateMachine, colonArn, prefix }: OperatorSubjects): Right[] => [
  {
    sid: 'SeeRefreshes',
    actions: ['states:DescribeStateMachine', 'states:ListExecutions'],
    resources: [stateMachine],
  },
  {
    sid: 'FollowOrStopARefresh',
    actions: ['states:DescribeExecution', 'states:GetExecutionHistory', 'states:StopExecution'],
    resources: [colonArn('states', 'execution', `${prefix}-refresh:*`)],
    because: 'Each execution has a name of its own: the * stands for those of one state machine.',
  },
];
