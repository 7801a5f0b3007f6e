/** The roles of people and of machines that upload, to be taken by whoever the account lets take them. */
import { CfnOutput } from 'aws-cdk-lib';
import { AccountRootPrincipal, ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Configuration } from '../../config/configuration.ts';
import { sourcesOf } from '../../config/sources.ts';
import { type OperatorSubjects, operatorRights } from './operator.ts';
import { READERS, type Reader, readerRights } from './readers.ts';
import { policyOf, type Right } from './right.ts';
import { uploaderRights } from './uploader.ts';

/** A role for each source's uploader, and one each for analyst, finance, manager and operator. */
export function roles(scope: Construct, configuration: Configuration, subjects: OperatorSubjects): void {
  for (const { feed, name } of sourcesOf(configuration)) {
    const rights = uploaderRights(subjects, feed, name);
    role(scope, `Uploader-${feed}-${name}`, `puts dumps of ${feed}/${name} and reads their receipts`, rights);
  }
  for (const reader of Object.keys(READERS) as Reader[]) {
    role(scope, capital(reader), `queries in the work group of ${reader}`, readerRights(subjects, reader));
  }
  role(scope, 'Operator', 'keeps it running', operatorRights(subjects));
}

/** A policy, to attach to people one has already, and a role that has it, to take for an hour. */
function role(scope: Construct, id: string, does: string, rights: readonly Right[]): void {
  const holder = new Construct(scope, id);
  const description = `Patronage: ${does}`;
  const policy = new ManagedPolicy(holder, 'Policy', { description, document: policyOf(holder, rights) });
  const made = new Role(holder, 'Role', {
    description,
    assumedBy: new AccountRootPrincipal(),
    managedPolicies: [policy],
  });
  new CfnOutput(holder, 'RoleArn', { value: made.roleArn, description: `Role that ${does}` });
  new CfnOutput(holder, 'PolicyArn', { value: policy.managedPolicyArn, description: `Policy that ${does}` });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
