/** The account after deployment: who holds which statements, and which statements guard what. */
import type { Synthesised } from '../example.ts';
import type { Context } from './conditions.ts';
import { isAllowed, type Request, type Statement } from './decide.ts';
import { ACCOUNT, deployed, REGION, type Resource, type TemplateJson } from './deployed.ts';

export interface Account {
  /** Statements by role, such as `Analyst` or `Uploader-sales-till`, without what CloudFormation appends. */
  roles: Map<string, Statement[]>;
  /** Statements of buckets, queues, topics and the key. */
  ofResources: Statement[];
  key: string;
  may(role: string, action: string, resource: string, context?: Context): boolean;
  /** May a service do it by the policy of the resource alone? */
  mayService(service: string, action: string, resource: string, context?: Context): boolean;
}

const statementsOf = (document: { Statement: Statement[] }): Statement[] => document.Statement;

/** `AnalystRole1A2B3C4D` → `Analyst`. */
const plainId = (id: string): string => id.slice(0, -8).replace(/Role$/, '');

export function accountOf({ keptTemplate, runningTemplate }: Synthesised): Account {
  const stacks = deployed([keptTemplate.toJSON() as TemplateJson, runningTemplate.toJSON() as TemplateJson]);
  const all = stacks.flatMap((resources) => Object.entries(resources));
  const ofType = (type: string): [string, Resource][] => all.filter(([, { Type }]) => Type === type);

  const managed = new Map(
    ofType('AWS::IAM::ManagedPolicy').map(([id, { Properties }]) => [
      `arn:aws:iam::${ACCOUNT}:policy/${id}`,
      statementsOf(Properties.PolicyDocument),
    ]),
  );
  if (ofType('AWS::IAM::Policy').length > 0) throw new TypeError('a policy was attached beside those known');
  const roles = new Map(
    ofType('AWS::IAM::Role').map(([id, { Properties }]) => [
      plainId(id),
      [
        ...(Properties.Policies ?? []).flatMap(
          ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
        ),
        ...(Properties.ManagedPolicyArns ?? []).flatMap((arn: string) => {
          if (!managed.has(arn)) throw new TypeError(`${id}: ${arn} is not ours`);
          return managed.get(arn);
        }),
      ],
    ]),
  );

  const [[keyId, key] = ['', undefined]] = ofType('AWS::KMS::Key');
  const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${keyId}`;
  const ofResources = [
    ...['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap((type) =>
      ofType(type).flatMap(([, { Properties }]) => statementsOf(Properties.PolicyDocument)),
    ),
    ...statementsOf(key!.Properties.KeyPolicy).map((one) => ({ ...one, Resource: keyArn })),
  ];

  const ask = (request: Request, own: readonly Statement[]) =>
    isAllowed(request, { own, ofResource: ofResources });
  return {
    roles,
    ofResources,
    key: keyArn,
    may(role, action, resource, context = {}) {
      const own = roles.get(role);
      if (!own) throw new TypeError(`there is no role ${role}, but ${[...roles.keys()].join(', ')}`);
      return ask({ principal: `arn:aws:iam::${ACCOUNT}:role/${role}`, action, resource, context }, own);
    },
    mayService: (service, action, resource, context = {}) =>
      ask({ principal: service, action, resource, context }, []),
  };
}
