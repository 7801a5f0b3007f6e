import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

interface TopicsProps {
  prefix: string;
  key: IKey;
  /** E-mail addresses that get both. */
  notify: readonly string[];
}

/** What is wrong, and what is new every morning: two topics, so that another tool can listen to one of them. */
export interface Topics {
  alarms: Topic;
  morning: Topic;
}

export function topics(scope: Construct, { prefix, key, notify }: TopicsProps): Topics {
  const topic = (id: string, name: string, displayName: string): Topic => {
    const made = new Topic(scope, id, {
      topicName: `${prefix}-${name}`,
      displayName,
      masterKey: key,
      enforceSSL: true,
    });
    for (const address of new Set(notify)) made.addSubscription(new EmailSubscription(address));
    return made;
  };
  const alarms = topic('Alarms', 'alarms', `${prefix}: look`);
  const morning = topic('Morning', 'morning', `${prefix}: this morning`);

  const stack = Stack.of(scope);
  alarms.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisWarehouse',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [alarms.topicArn],
      conditions: {
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: `${prefix}-*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
        StringEquals: { 'aws:SourceAccount': stack.account },
      },
    }),
  );
  return { alarms, morning };
}
