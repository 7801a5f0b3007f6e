import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { synthesised } from './example.ts';
import { deployed, type TemplateJson } from './iam/deployed.ts';

interface Alarm {
  AlarmName: string;
  AlarmDescription: string;
  AlarmActions: string[];
  ActionsEnabled?: boolean;
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: string }[];
  Metrics?: { Expression?: string; MetricStat?: { Metric: Pick<Alarm, 'MetricName' | 'Dimensions'> } }[];
  Period?: number;
  Statistic?: string;
  Threshold: number;
  ComparisonOperator: string;
  EvaluationPeriods: number;
  DatapointsToAlarm: number;
  TreatMissingData: string;
}

const { keptTemplate, runningTemplate } = synthesised('freshness_hours: 50');
const [, resources] = deployed([keptTemplate.toJSON(), runningTemplate.toJSON()] as TemplateJson[]);
const all = Object.values(resources!)
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => Properties as Alarm);
const alarm = (name: string): Alarm => {
  const found = all.find(({ AlarmName }) => AlarmName === `north-shop-${name}`);
  if (!found) throw new TypeError(`no alarm ${name}`);
  return found;
};
const operations = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const headings = [...operations.matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
  text!
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-'),
);

describe('alarms are on without being asked for', () => {
  /** Name, namespace, metric, its dimensions, threshold and period. */
  // biome-ignore format: one case a line
  const WATCHED: [string, string, string, string, number, number][] = [
    ['dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName=DeadLetters', 1, 300],
    ['failed-messages', 'Patronage', 'MessagesFailed', 'function=intake,service=north_shop', 1, 300],
    ['oldest-message', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName=Landing', 3600, 300],
    ['refused-dumps', 'Patronage', 'DumpsRefused', 'function=intake,service=north_shop', 1, 300],
    ['quarantined-share', 'Patronage', 'QuarantinedShare', 'function=intake,service=north_shop', 1, 300],
    ['freshness', 'Patronage', 'ReleasesPublished', 'function=refresh,service=north_shop', 1, 3600],
    ['intake-errors', 'AWS/Lambda', 'Errors', 'FunctionName=IntakeFunction', 1, 300],
    ['start-errors', 'AWS/Lambda', 'Errors', 'FunctionName=StartFunction', 1, 300],
    ['refresh-errors', 'AWS/Lambda', 'Errors', 'FunctionName=RefreshFunction', 1, 300],
    ['intake-throttles', 'AWS/Lambda', 'Throttles', 'FunctionName=IntakeFunction', 1, 300],
    ['refresh-throttles', 'AWS/Lambda', 'Throttles', 'FunctionName=RefreshFunction', 1, 300],
    ['intake-duration', 'AWS/Lambda', 'Duration', 'FunctionName=IntakeFunction', 0.8 * 900_000, 300],
    ['refresh-duration', 'AWS/Lambda', 'Duration', 'FunctionName=RefreshFunction', 0.8 * 900_000, 300],
    ['start-duration', 'AWS/Lambda', 'Duration', 'FunctionName=StartFunction', 0.8 * 300_000, 300],
  ];
  test.each(WATCHED)('%s', (name, namespace, metric, dimensions, threshold, period) => {
    const { Namespace, MetricName, Threshold, Period, Dimensions = [] } = alarm(name);
    expect([Namespace, MetricName, Threshold, Period]).toEqual([namespace, metric, threshold, period]);
    const told = Dimensions.map((one) => `${one.Name}=${one.Value.replace(/\.QueueName$/, '')}`)
      .map((text) => text.replace(/(Function|DeadLetters|Landing)[0-9A-F]{8}$/, '$1'))
      .sort();
    expect(told.join(',')).toBe(dimensions);
  });

  test('refresh-failed, however it ended', () => {
    const { Metrics = [], Threshold } = alarm('refresh-failed');
    // Each counts, also while the others have no data.
    const sum = 'FILL(failed, 0) + FILL(timed_out, 0) + FILL(aborted, 0)';
    expect(Metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual([sum]);
    const names = Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
    expect(names.sort()).toEqual(['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut']);
    expect(Threshold).toBe(1);
  });

  const READERS = ['analyst', 'finance', 'manager'];
  test.each(READERS)('athena-bytes-%s, however the queries ended', (reader) => {
    const { Metrics = [], Threshold } = alarm(`athena-bytes-${reader}`);
    const sum = ['succeeded', 'failed', 'canceled']
      .map((end) => `FILL(north_shop_${reader}_${end}, 0)`)
      .join(' + ');
    expect(Metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual([sum]);
    const metrics = Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    expect(metrics.map(({ MetricName }) => MetricName)).toEqual(Array(3).fill('ProcessedBytes'));
    const dimensions = metrics.map(({ Dimensions = [] }) =>
      Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
    );
    expect(dimensions).toEqual(
      ['SUCCEEDED', 'FAILED', 'CANCELED'].map((QueryState) => ({
        ...{ QueryState, QueryType: 'DML', WorkGroup: `north-shop-${reader}` },
      })),
    );
    expect(Threshold).toBe(1e12);
  });

  test('and there is none besides', () => {
    const others = ['refresh-failed', ...READERS.map((reader) => `athena-bytes-${reader}`)];
    const named = [...WATCHED.map(([name]) => name), ...others];
    expect(all.map(({ AlarmName }) => AlarmName).sort()).toEqual(
      named.map((name) => `north-shop-${name}`).sort(),
    );
  });
});

test('freshness is raised by silence, after the hours of the configuration', () => {
  expect(alarm('freshness')).toMatchObject({
    EvaluationPeriods: 50,
    DatapointsToAlarm: 50,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    Statistic: 'Sum',
  });
});

test('any other alarm is raised by a single period, and silence is well', () => {
  for (const one of all.filter(({ AlarmName }) => AlarmName !== 'north-shop-freshness'))
    expect(one).toMatchObject({
      // What is summed up of several metrics may come late.
      EvaluationPeriods: one.AlarmName === 'north-shop-refresh-failed' ? 3 : 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
});

describe.each(all.map((one) => [one.AlarmName, one] as const))('%s', (_, one) => {
  test('tells the topic of alarms', () => {
    expect(one.AlarmActions).toEqual([expect.stringMatching(/:north-shop-alarms$/)]);
    expect(one.ActionsEnabled ?? true).toBe(true);
  });

  test('says what happened, what to do, and where to read on', () => {
    const [, sentences, section] =
      /^(.+\..+\.) What to do: docs\/operations\.md#(\S+)$/.exec(one.AlarmDescription) ?? [];
    expect(sentences).toBeDefined();
    expect(headings).toContain(section);
  });
});

test('the dashboard shows every alarm', () => {
  const [body] = Object.values(resources!)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties }) => Properties.DashboardBody as string);
  for (const { AlarmName } of all) expect(body).toContain(`alarm:${AlarmName}`);
});
