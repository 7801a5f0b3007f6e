import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesised } from './example.ts';

const { runningTemplate: template } = synthesised('notify: [ops@example.com, cfo@example.com]');
const other = synthesised(
  'refresh_at: "22:05", architecture: x86_64, memory: { intake: 2048, refresh: 4096 }, protect: false',
).runningTemplate;

const functionNamed = (name: string, within = template) =>
  Object.values(
    within.findResources('AWS::Lambda::Function', { Properties: { FunctionName: `north-shop-${name}` } }),
  )[0]!.Properties;

describe('functions', () => {
  test.each(['intake', 'start', 'refresh'])('%s runs its handler of the bundle on Node 24', (name) => {
    expect(functionNamed(name)).toMatchObject({
      Handler: `app/functions/${name}.handler`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  });

  test('all share one bundle, which is uploaded once', () => {
    const keys = ['intake', 'start', 'refresh'].map((name) => functionNamed(name).Code.S3Key);
    expect(new Set(keys).size).toBe(1);
  });

  test.each(['intake', 'refresh'])('%s has all the time and disk that Lambda gives', (name) => {
    expect(functionNamed(name)).toMatchObject({ Timeout: 900, EphemeralStorage: { Size: 10_240 } });
  });

  test('memory and processor are those of the configuration', () => {
    expect([functionNamed('intake').MemorySize, functionNamed('refresh').MemorySize]).toEqual([3008, 10_240]);
    expect(functionNamed('intake', other)).toMatchObject({ MemorySize: 2048, Architectures: ['x86_64'] });
    expect(functionNamed('refresh', other)).toMatchObject({ MemorySize: 4096, Architectures: ['x86_64'] });
  });

  test('know what they start and whom they tell', () => {
    expect(functionNamed('start').Environment.Variables.PATRONAGE_STATE_MACHINE.Ref).toMatch(/^Refreshes/);
    expect(functionNamed('refresh').Environment.Variables.PATRONAGE_TOPIC.Ref).toMatch(/^Morning/);
  });

  test('only one start runs at a time', () => {
    expect(functionNamed('start').ReservedConcurrentExecutions).toBe(1);
    expect(functionNamed('intake').ReservedConcurrentExecutions).toBeUndefined();
  });

  test('logs are kept for half a year, encrypted, each group named', () => {
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties,
    );
    expect(groups.map((group) => group.LogGroupName).sort()).toEqual([
      '/aws/lambda/north-shop-intake',
      '/aws/lambda/north-shop-refresh',
      '/aws/lambda/north-shop-start',
      '/aws/vendedlogs/states/north-shop-refresh',
    ]);
    for (const group of groups)
      expect(group).toMatchObject({ RetentionInDays: 180, KmsKeyId: expect.anything() });
  });

  test('intake gets one dump a call, ten at a time, and says which of them failed', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test('nobody outside of the account may call a function', () => {
    template.resourceCountIs('AWS::Lambda::Permission', 0);
    template.resourceCountIs('AWS::Lambda::Url', 0);
  });
});

describe('the clock', () => {
  test('starts a refresh at the time of day of the configuration, by its time zone', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(30 4 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      State: 'ENABLED',
      // Also where nothing is new, so that a spoiled catalog is mended by the next morning.
      Target: Match.objectLike({ Input: '{"anyway":true}' }),
    });
    other.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(5 22 * * ? *)' });
  });
});

describe('topics', () => {
  test('are encrypted', () => {
    const topics = Object.values(template.findResources('AWS::SNS::Topic'));
    expect(topics.map(({ Properties }) => Properties.TopicName).sort()).toEqual([
      'north-shop-alarms',
      'north-shop-morning',
    ]);
    for (const { Properties } of topics) expect(Properties.KmsMasterKeyId).toBeDefined();
  });

  test('both go to everybody who is to be told, and to nobody where nobody is named', () => {
    const told = Object.values(template.findResources('AWS::SNS::Subscription')).map(
      ({ Properties }) => `${Properties.Protocol} ${Properties.Endpoint}`,
    );
    const each = ['email cfo@example.com', 'email ops@example.com'];
    expect(told.sort()).toEqual([...each, ...each].sort());
    other.resourceCountIs('AWS::SNS::Subscription', 0);
  });
});

describe('work groups', () => {
  const groups = Object.values(template.findResources('AWS::Athena::WorkGroup')).map(
    ({ Properties }) => Properties,
  );

  test('each role that queries has its own, so has the making of releases, and its own place for results', () => {
    const places = groups.map(({ Name, WorkGroupConfiguration: { ResultConfiguration } }) => [
      Name,
      ResultConfiguration.OutputLocation,
    ]);
    expect(Object.fromEntries(places)).toEqual({
      'north-shop-analyst': 's3://shop-warehouse-results/analyst/',
      'north-shop-build': 's3://shop-warehouse-results/build/',
      'north-shop-finance': 's3://shop-warehouse-results/finance/',
      'north-shop-manager': 's3://shop-warehouse-results/manager/',
    });
  });

  test('settings cannot be changed by a query: encrypted results, at most 100 GB for people, engine 3', () => {
    for (const { Name, WorkGroupConfiguration } of groups) {
      const most = WorkGroupConfiguration.BytesScannedCutoffPerQuery;
      expect(most).toBe(Name === 'north-shop-build' ? undefined : 100_000_000_000);
      expect(WorkGroupConfiguration).toMatchObject({
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: expect.anything() },
        },
      });
    }
  });

  test('can be removed also when somebody has queried in them', () => {
    for (const { RecursiveDeleteOption } of groups) expect(RecursiveDeleteOption).toBe(true);
  });
});

test('every uploader and every role can be found in the outputs', () => {
  const outputs = Object.values(template.findOutputs('*')).map(({ Description }) => Description as string);
  for (const who of ['sales/till and', 'sales/till-2 and', 'control_totals/ledger and'])
    expect(outputs.filter((text) => text.includes(who))).toHaveLength(2);
  for (const who of ['of analyst', 'of finance', 'of manager', 'keeps it running'])
    expect(outputs.filter((text) => text.includes(who))).toHaveLength(2);
});

test('roles of people can be taken by this account only', () => {
  const roles = Object.values(template.findResources('AWS::IAM::Role'));
  const trusted = roles.map(({ Properties }) => {
    const { Statement } = Properties.AssumeRolePolicyDocument;
    return JSON.stringify(Statement[0].Principal);
  });
  for (const principal of trusted) expect(principal).toMatch(/"Service"|AWS::AccountId.*:root/);
});
