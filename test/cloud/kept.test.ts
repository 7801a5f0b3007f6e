import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesised } from './example.ts';
import { accountOf } from './iam/account.ts';
import type { Context } from './iam/conditions.ts';
import { ACCOUNT } from './iam/deployed.ts';
import { arn } from './requests.ts';

const shop = synthesised();
const { keptTemplate: template, kept } = shop;
const trial = synthesised('protect: false');

const WAREHOUSE = 'arn:aws:s3:::shop-warehouse';

/** Properties of a bucket by its name, or by the beginning of its logical id where it has none. */
function bucket(name: string, within: Template = template) {
  const found = Object.entries(within.findResources('AWS::S3::Bucket')).find(
    ([id, { Properties }]) => Properties.BucketName === name || id.startsWith(name),
  );
  return found![1];
}

const rules = (name: string): { Prefix?: string; Id: string }[] =>
  bucket(name).Properties.LifecycleConfiguration.Rules;

describe('the stack of what must not be lost', () => {
  const lasting = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Glue::Database'];

  test('is protected twice: it cannot be deleted by mistake, and bucket, key and databases outlive it', () => {
    expect(kept.terminationProtection).toBe(true);
    for (const type of lasting) {
      const resources = Object.values(template.findResources(type));
      expect(resources.length).toBeGreaterThan(0);
      for (const { DeletionPolicy, UpdateReplacePolicy } of resources)
        expect([type, DeletionPolicy, UpdateReplacePolicy]).toEqual([type, 'Retain', 'Retain']);
    }
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  test('with protect: false goes as a whole, objects included', () => {
    expect(trial.kept.terminationProtection).toBe(false);
    for (const type of lasting)
      for (const { DeletionPolicy } of Object.values(trial.keptTemplate.findResources(type)))
        expect([type, DeletionPolicy]).toEqual([type, 'Delete']);
    trial.keptTemplate.resourceCountIs('Custom::S3AutoDeleteObjects', 3);
  });

  test('has the four databases and no table: tables are the publisher’s', () => {
    const names = Object.values(template.findResources('AWS::Glue::Database')).map(
      ({ Properties }) => Properties.DatabaseInput.Name,
    );
    expect(names.sort()).toEqual([
      'north_shop',
      'north_shop_build',
      'north_shop_history',
      'north_shop_restricted',
    ]);
    template.resourceCountIs('AWS::Glue::Table', 0);
  });

  test('has one key, which is rotated', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 30 });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/north-shop' });
  });
});

describe('buckets', () => {
  const all = ['shop-warehouse', 'shop-warehouse-results', 'AccessLogs'];

  test.each(all)('%s is closed to the public and knows no owners of single objects', (name) => {
    const { Properties } = bucket(name);
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test.each(all.slice(0, 2))('%s is encrypted with our key and writes down who reads it', (name) => {
    const { Properties } = bucket(name);
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.BucketKeyEnabled).toBe(true);
    expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    expect(rule.ServerSideEncryptionByDefault.KMSMasterKeyID['Fn::GetAtt'][0]).toMatch(/^Key/);
    expect(Properties.LoggingConfiguration.DestinationBucketName.Ref).toMatch(/^AccessLogs/);
  });

  test('the warehouse keeps versions', () => {
    expect(bucket('shop-warehouse').Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
  });

  test('landing and ledger never expire, in no version: they are the evidence', () => {
    const expiring = rules('shop-warehouse').filter((rule) => rule.Id !== 'unfinished-uploads');
    for (const rule of expiring) expect(rule.Prefix).toMatch(/^(?!landing|ledger)[a-z]+\/([a-z]+\/)?$/);
    expect(Object.keys(rules('shop-warehouse').find((rule) => rule.Id === 'unfinished-uploads')!)).toEqual([
      'AbortIncompleteMultipartUpload',
      'Id',
      'Status',
    ]);
  });

  test('nothing but builds expires while it is current, and what was removed can be restored for 30 days', () => {
    for (const { Prefix, ...rule } of rules('shop-warehouse').filter((one) => one.Prefix)) {
      const days = Prefix === 'builds/' ? 1 : 30;
      expect(rule).toMatchObject({
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: days },
      });
      expect('ExpirationInDays' in rule).toBe(Prefix === 'builds/');
    }
  });

  test('results of queries go after a week', () => {
    expect(rules('shop-warehouse-results')).toMatchObject([{ ExpirationInDays: 7, Status: 'Enabled' }]);
  });
});

describe('the queue of dumps that have landed', () => {
  test('hears of everything that is put under landing/, in one put or in parts, and of nothing else', () => {
    const { QueueConfigurations, ...others } = bucket('shop-warehouse').Properties.NotificationConfiguration;
    expect(others).toEqual({});
    expect(QueueConfigurations).toMatchObject([
      {
        Event: 's3:ObjectCreated:*',
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'landing/' }] } },
      },
    ]);
    expect(bucket('shop-warehouse').DependsOn).toEqual([expect.stringMatching(/^LandingPolicy/)]);
  });

  test('gives a dump up after five tries, and keeps it for two weeks', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'north-shop-landing',
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLetters'), 'Arn'] },
      },
    });
    for (const { Properties } of Object.values(template.findResources('AWS::SQS::Queue')))
      expect(Properties).toMatchObject({
        MessageRetentionPeriod: 14 * 24 * 3600,
        KmsMasterKeyId: expect.anything(),
      });
  });

  test('waits six times as long as a call may take before it hands a dump out again', () => {
    const { Timeout } = Object.values(
      shop.runningTemplate.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: 'north-shop-intake' },
      }),
    )[0]!.Properties;
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'north-shop-landing',
      VisibilityTimeout: 6 * Timeout,
    });
  });
});

describe('services of AWS', () => {
  const account = accountOf(shop);
  const from = (source: string, owner = ACCOUNT): Context => ({
    'aws:SourceArn': source,
    'aws:SourceAccount': owner,
  });
  const queue = arn('sqs', 'north-shop-landing');
  const alarms = arn('sns', 'north-shop-alarms');
  const alarm = arn('cloudwatch', 'alarm:north-shop-freshness');
  const log = (group: string): Context => ({
    'kms:EncryptionContext:aws:logs:arn': arn('logs', `log-group:${group}`),
  });
  const { key } = account;

  // biome-ignore format: one case a line
  const CAN: [string, string, string, string, Context][] = [
    ['S3 tells the queue of this bucket', 's3.amazonaws.com', 'sqs:SendMessage', queue, from(WAREHOUSE)],
    ['S3 encrypts what it tells', 's3.amazonaws.com', 'kms:GenerateDataKey', key, from(WAREHOUSE)],
    ['alarms of this warehouse tell their topic', 'cloudwatch.amazonaws.com', 'sns:Publish', alarms, from(alarm)],
    ['alarms encrypt what they tell', 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', key, from(alarm)],
    ['logs of our functions are encrypted', 'logs.eu-central-1.amazonaws.com', 'kms:Encrypt', key, log('/aws/lambda/north-shop-intake')],
    ['logs of refreshes are encrypted', 'logs.eu-central-1.amazonaws.com', 'kms:Encrypt', key, log('/aws/vendedlogs/states/north-shop-refresh')],
  ];
  test.each(CAN)('%s', (_, service, action, resource, context) => {
    expect(account.mayService(service, action, resource, context)).toBe(true);
  });

  // biome-ignore format: one case a line
  const CANNOT: [string, string, string, string, Context][] = [
    ['another bucket does not fill the queue', 's3.amazonaws.com', 'sqs:SendMessage', queue, from('arn:aws:s3:::other')],
    ['a bucket of that name in another account does not', 's3.amazonaws.com', 'sqs:SendMessage', queue, from(WAREHOUSE, '999999999999')],
    ['S3 tells only over TLS', 's3.amazonaws.com', 'sqs:SendMessage', queue, { ...from(WAREHOUSE), 'aws:SecureTransport': 'false' }],
    ['another bucket does not encrypt with our key', 's3.amazonaws.com', 'kms:GenerateDataKey', key, from('arn:aws:s3:::other')],
    ['alarms of others do not encrypt with our key', 'cloudwatch.amazonaws.com', 'kms:GenerateDataKey', key, from(arn('cloudwatch', 'alarm:payroll'))],
    ['a service that nobody named does not', 'dynamodb.amazonaws.com', 'kms:Decrypt', key, from(WAREHOUSE)],
    ['S3 reads no messages', 's3.amazonaws.com', 'sqs:ReceiveMessage', queue, from(WAREHOUSE)],
    ['S3 does not fill the dead letters', 's3.amazonaws.com', 'sqs:SendMessage', arn('sqs', 'north-shop-landing-dead'), from(WAREHOUSE)],
    ['alarms of others do not tell our topic', 'cloudwatch.amazonaws.com', 'sns:Publish', alarms, from(arn('cloudwatch', 'alarm:payroll'))],
    ['alarms tell only over TLS', 'cloudwatch.amazonaws.com', 'sns:Publish', alarms, { ...from(alarm), 'aws:SecureTransport': 'false' }],
    ['alarms do not write the morning message', 'cloudwatch.amazonaws.com', 'sns:Publish', arn('sns', 'north-shop-morning'), from(alarm)],
    ['logs of others are not encrypted with our key', 'logs.eu-central-1.amazonaws.com', 'kms:Decrypt', key, log('/aws/lambda/payroll')],
    ['anybody publishes to nothing', 'anybody', 'sns:Publish', alarms, {}],
  ];
  test.each(CANNOT)('%s', (_, service, action, resource, context) => {
    expect(account.mayService(service, action, resource, context)).toBe(false);
  });
});
