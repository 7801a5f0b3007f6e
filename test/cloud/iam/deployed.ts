/** A template's values as they would be once it is deployed: every reference and function of CloudFormation worked out. */

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each type of resource has its own properties
  Properties: any;
}

export interface TemplateJson {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

const PSEUDO: Record<string, string> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** The ARN of a resource; where CloudFormation chooses its name, the logical id stands for it. */
function arnOf(id: string, { Type, Properties }: Resource): string {
  switch (Type) {
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${Properties.BucketName ?? id.toLowerCase()}`;
    case 'AWS::KMS::Key':
      return arn('kms', `key/${id}`);
    case 'AWS::SQS::Queue':
      return arn('sqs', Properties.QueueName);
    case 'AWS::SNS::Topic':
      return arn('sns', Properties.TopicName);
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${Properties.FunctionName}`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${Properties.LogGroupName}:*`);
    case 'AWS::StepFunctions::StateMachine':
      return arn('states', `stateMachine:${Properties.StateMachineName}`);
    case 'AWS::CloudWatch::Alarm':
      return arn('cloudwatch', `alarm:${Properties.AlarmName}`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${ACCOUNT}:role/${id}`;
    case 'AWS::IAM::ManagedPolicy':
      return `arn:aws:iam::${ACCOUNT}:policy/${id}`;
    default:
      throw new TypeError(`${id}: the ARN of ${Type} is not known here`);
  }
}

const NAMED_BY_ARN = ['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine', 'AWS::IAM::ManagedPolicy'];

/** All resources of templates that may refer to each other's exports, with plain values only. */
export function deployed(templates: readonly TemplateJson[]): Record<string, Resource>[] {
  const exported = new Map<string, unknown>();
  for (const template of templates)
    for (const { Value, Export } of Object.values(template.Outputs ?? {}))
      if (Export) exported.set(String(value(template, Export.Name)), value(template, Value));
  return templates.map(
    (template) => value(template, template.Resources) as unknown as Record<string, Resource>,
  );

  function value(template: TemplateJson, given: unknown): unknown {
    if (Array.isArray(given)) return given.map((one) => value(template, one));
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given);
    const [name, argument] = entries[0] ?? [];
    if (entries.length !== 1 || name === undefined || !(name === 'Ref' || name.startsWith('Fn::')))
      return Object.fromEntries(entries.map(([key, one]) => [key, value(template, one)]));
    return called(template, name, argument);
  }

  function called(template: TemplateJson, name: string, argument: unknown): unknown {
    if (name === 'Ref') {
      const id = String(argument);
      const resource = template.Resources[id];
      if (!resource) return PSEUDO[id] ?? id;
      if (NAMED_BY_ARN.includes(resource.Type)) return arnOf(id, resource);
      return resource.Type === 'AWS::S3::Bucket' ? arnOf(id, resource).split(':').at(-1) : id;
    }
    const given = name === 'Fn::Sub' ? argument : value(template, argument);
    if (name === 'Fn::Join') {
      const [between, parts] = given as [string, string[]];
      return parts.join(between);
    }
    if (name === 'Fn::GetAtt') {
      const [id, attribute] = given as [string, string];
      const resource = template.Resources[id]!;
      return attribute === 'Arn' ? arnOf(id, resource) : `${id}.${attribute}`;
    }
    if (name === 'Fn::ImportValue') {
      if (!exported.has(String(given))) throw new TypeError(`nothing exports ${given}`);
      return exported.get(String(given));
    }
    if (name === 'Fn::Sub')
      return String(given).replace(/\$\{([^}]+)\}/g, (_, key: string) => PSEUDO[key] ?? key);
    throw new TypeError(`${name} is not known here`);
  }
}
