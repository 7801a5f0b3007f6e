/** A right as a value, so that a policy reads as a list and no wildcard stands in it without a reason. */
import { Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

export interface Right {
  /** Letters and digits: what it is for. */
  sid: string;
  actions: string[];
  resources: string[];
  conditions?: Record<string, Record<string, string | string[]>>;
  /** Why a * stands in the resources; needed where one does. */
  because?: string;
  /** Takes away what another right of the same holder would give. */
  isDenied?: true;
}

/**
 * The policy of these rights.
 * @param holder the construct of the role or policy it is for: each wildcard is noted there, with its reason
 * @throws TypeError for a wildcard without a reason, and for one among the actions
 */
export function policyOf(holder: IConstruct, rights: readonly Right[]): PolicyDocument {
  for (const { sid, actions, resources, because } of rights) {
    if (actions.some((action) => action.includes('*'))) throw new TypeError(`${sid}: name each action`);
    for (const resource of resources.filter((one) => one.includes('*'))) {
      if (because === undefined) throw new TypeError(`${sid}: say why a * stands in its resources`);
      const finding = flat(Stack.of(holder).resolve(resource));
      Validations.of(holder).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${finding}]`,
        reason: `${sid}. ${because}`,
      });
    }
  }
  const statements = rights.map(
    ({ sid, actions, resources, conditions, isDenied }) =>
      new PolicyStatement({
        sid,
        effect: isDenied ? Effect.DENY : Effect.ALLOW,
        actions,
        resources,
        ...(conditions && { conditions }),
      }),
  );
  return new PolicyDocument({ statements });
}

type Resolved = string | { Ref: string } | { 'Fn::Join': [string, Resolved[]] };

/** A resource as cdk-nag names it: `arn:<AWS::Partition>:s3:::bucket/lake/*`. */
function flat(value: Resolved): string {
  if (typeof value === 'string') return value;
  if ('Ref' in value) return `<${value.Ref}>`;
  const [between, parts] = value['Fn::Join'];
  return parts.map(flat).join(between);
}
