import { makeModels, runQueries } from './athena.ts';
import { useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/** Calls one function, has Athena make models, tells one topic, and writes its log. */
export const stateMachineRights = (subjects: Subjects, refreshFunction: string, alarms: string): Right[] => [
  ...runQueries(subjects),
  ...makeModels(subjects),
  useKey('ReadAndWriteEncrypted', subjects.key, ['kms:Decrypt', 'kms:GenerateDataKey'], subjects.through.s3),
  { sid: 'CallTheSteps', actions: ['lambda:InvokeFunction'], resources: [refreshFunction] },
  { sid: 'TellThatItFailed', actions: ['sns:Publish'], resources: [alarms] },
  useKey('EncryptTheMessage', subjects.key, ['kms:Decrypt', 'kms:GenerateDataKey'], subjects.through.sns),
  {
    sid: 'WriteLogsAndTraces',
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ],
    resources: ['*'],
    because: 'The deliveries of logs that Step Functions sets up, and traces, know no resource.',
  },
];
