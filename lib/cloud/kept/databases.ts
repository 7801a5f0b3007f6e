import type { RemovalPolicy } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { databaseNames } from '../names.ts';

const MEANING: Record<keyof ReturnType<typeof databaseNames>, string> = {
  published: 'The current release. Every table and column says what it means',
  restricted: 'Tables of the current release with personal columns, and rejected rows',
  history: 'The tables as they were on earlier business days, by as_of_date',
  build: 'Work of a release that is being made. Nothing here is published',
};

/**
 * The databases, without a table: tables are the publisher's. A table that CloudFormation made would go back to its first
 * location with the next deployment.
 */
export function warehouseDatabases(scope: Construct, name: string, removalPolicy: RemovalPolicy): void {
  for (const [kind, database] of Object.entries(databaseNames({ name }))) {
    const description = MEANING[kind as keyof typeof MEANING];
    const made = new CfnDatabase(scope, `Database-${kind}`, {
      catalogId: Stack.of(scope).account,
      databaseName: database,
      databaseInput: { name: database, description },
    });
    made.applyRemovalPolicy(removalPolicy);
  }
}
