import { useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/** Calls one function, tells one topic, and writes its log. */
export const stateMachineRights = (
  { key, through }: Subjects,
  refreshFunction: string,
  alarms: string,
): Right[] => [
  { sid: 'CallTheSteps', actions: ['lambda:InvokeFunction'], resources: [refreshFunction] },
  { sid: 'TellThatItFailed', actions: ['sns:Publish'], resources: [alarms] },
  useKey('EncryptTheMessage', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.sns),
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
