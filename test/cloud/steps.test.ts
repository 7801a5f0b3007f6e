import { describe, expect, test } from 'vitest';
import { PASSING_FAULTS } from '../../lib/cloud/running/faults.ts';
import { synthesised } from './example.ts';
import { deployed, type TemplateJson } from './iam/deployed.ts';

interface Retry {
  ErrorEquals: string[];
  MaxAttempts: number;
  MaxDelaySeconds: number;
  BackoffRate: number;
  JitterStrategy: string;
}
interface State {
  Type: string;
  Next?: string;
  Default?: string;
  End?: boolean;
  TimeoutSeconds?: number;
  Choices?: { Variable: string; StringEquals?: string; BooleanEquals?: boolean; Next: string }[];
  Retry?: Retry[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Parameters?: Record<string, string>;
  ResultPath?: string | null;
  Resource?: string;
  ItemsPath?: string;
  ItemSelector?: Record<string, string>;
  MaxConcurrency?: number;
  ItemProcessor?: { StartAt: string; States: Record<string, State> };
}

const { keptTemplate, runningTemplate } = synthesised();
const [, resources] = deployed([keptTemplate.toJSON(), runningTemplate.toJSON()] as TemplateJson[]);
const { Properties: machine } = Object.values(resources!).find(
  ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
)!;
const definition = JSON.parse(machine.DefinitionString) as {
  StartAt: string;
  TimeoutSeconds: number;
  States: Record<string, State>;
};
const { States } = definition;
const STEPS = ['plan', 'build', 'fit', 'check', 'publish', 'report', 'tell'];

/** The states that follow where plan finds `outcome`, if all goes well. */
function way(outcome: string): string[] {
  const seen: string[] = [];
  for (let at: string | undefined = definition.StartAt; at; ) {
    seen.push(at);
    const state: State = States[at]!;
    const chosen = state.Choices?.find(({ StringEquals }) => StringEquals === outcome);
    at = chosen?.Next ?? state.Default ?? state.Next;
  }
  return seen;
}

describe('a refresh', () => {
  test('goes through all steps where there is something to build', () => {
    expect(way('build').filter((state) => STEPS.includes(state))).toEqual(STEPS);
    expect(States[way('build').at(-1)!]!.Type).toBe('Succeed');
  });

  test('publishes what was made before without building it again', () => {
    expect(way('made').filter((state) => STEPS.includes(state))).toEqual([
      'plan',
      'publish',
      'report',
      'tell',
    ]);
  });

  test('plans again when a month-end is frozen, and tells nobody of that', () => {
    const asked = States[States.report!.Next!]!;
    expect(asked.Choices).toEqual([{ Variable: '$.plan.is_month_end', BooleanEquals: true, Next: 'plan' }]);
    expect(asked.Default).toBe('tell');
  });

  test('does nothing where nothing is new', () => {
    expect(way('unchanged').filter((state) => STEPS.includes(state))).toEqual(['plan']);
    expect(States[way('unchanged').at(-1)!]!.Type).toBe('Succeed');
  });

  test('fails where plan says what nobody knows', () => {
    expect(States[way('something else').at(-1)!]!.Type).toBe('Fail');
  });

  test.each(STEPS)('%s is handed its name and the release', (step) => {
    const from = step === 'plan' ? '$.release_id' : '$.plan.release_id';
    expect(States[step]!.Parameters).toEqual({ step, 'release_id.$': from });
    expect(States[step]!.ResultPath).toBe(`$.${step}`);
  });

  test.each(STEPS)('%s is tried again after faults that pass, ever later and not for long', (step) => {
    const retries = States[step]!.Retry!;
    // Checks may run on Athena, which is short of room at times.
    const others = step === 'check' ? [{ ErrorEquals: ['QueryFailed'], MaxAttempts: 1 }] : [];
    expect(retries.slice(1)).toMatchObject(others);
    expect(retries[0]).toMatchObject({
      BackoffRate: 2,
      JitterStrategy: 'FULL',
      MaxAttempts: 5,
      MaxDelaySeconds: 300,
    });
    expect(retries[0]!.ErrorEquals).toEqual(PASSING_FAULTS);
    expect(retries[0]!.ErrorEquals).toEqual(
      expect.arrayContaining([
        'Lambda.ServiceException',
        'ThrottlingException',
        'TimeoutError',
        'BucketFault',
      ]),
    );
  });

  test.each([
    'ChecksFailed',
    'NothingToPublish',
    'ConfigurationError',
    'ConditionFailed',
    'Sandbox.Timedout',
    'Runtime.ExitError',
    'States.ALL',
    'States.TaskFailed',
    'States.Timeout',
    'Error',
  ])('%s is not tried again', (fault) => {
    for (const step of STEPS)
      expect(States[step]!.Retry!.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain(fault);
  });

  test.each(STEPS)('if %s fails, people are told and the execution fails', (step) => {
    expect(States[step]!.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'] }]);
    const told = States[States[step]!.Catch![0]!.Next]!;
    expect(told.Parameters!.TopicArn).toMatch(/:north-shop-alarms$/);
    expect(States[told.Next!]!.Type).toBe('Fail');
    expect(told.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: told.Next }]);
  });

  test('what a fault says is not mailed: it may hold a line of a dump', () => {
    const told = States[States.plan!.Catch![0]!.Next]!;
    expect(JSON.stringify(told.Parameters)).not.toMatch(/\$\.failure|Cause/);
  });

  test('has an end, and so has each step', () => {
    expect(definition.TimeoutSeconds).toBeGreaterThan(0);
    for (const step of STEPS) expect(States[step]!.TimeoutSeconds).toBe(16 * 60);
  });

  test('is traced and logged, step by step', () => {
    expect(machine.TracingConfiguration).toEqual({ Enabled: true });
    expect(machine.LoggingConfiguration).toMatchObject({ Level: 'ALL' });
  });
});

describe.each(['build', 'fit'])('the models that %s names', (step) => {
  const levels = States[States[step]!.Next!]!;
  const level = levels.ItemProcessor!.States[levels.ItemProcessor!.StartAt]!;
  const { StartAt, States: inner } = level.ItemProcessor!;
  const statement = inner[StartAt]!;
  const query = inner[statement.Next!]!;

  test('are made level after level, those of a level side by side', () => {
    expect(levels).toMatchObject({
      Type: 'Map',
      ItemsPath: `$.${step}.levels`,
      MaxConcurrency: 1,
      ResultPath: null,
    });
    expect(level).toMatchObject({ Type: 'Map', ItemsPath: '$.models', MaxConcurrency: 5, End: true });
    expect(levels.ItemSelector).toEqual({
      'release_id.$': '$.plan.release_id',
      'models.$': '$$.Map.Item.Value',
    });
    expect(level.ItemSelector).toEqual({ 'release_id.$': '$.release_id', 'model.$': '$$.Map.Item.Value' });
    expect(levels.Next).toBe(step === 'build' ? 'fit' : 'check');
  });

  test('are asked for one by one, and Step Functions waits for each, not a function', () => {
    expect(statement.Parameters).toEqual({
      step: 'statement',
      'release_id.$': '$.release_id',
      'model.$': '$.model',
    });
    expect(query.Resource).toMatch(/:states:::athena:startQueryExecution\.sync$/);
    expect(query.Parameters).toMatchObject({
      'QueryString.$': '$.sql',
      WorkGroup: 'north-shop-build',
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'north_shop_build' },
    });
    expect([statement.TimeoutSeconds, query.TimeoutSeconds]).toEqual([16 * 60, 45 * 60]);
  });

  test('are tried again after faults that pass; one that fails has its place emptied first', () => {
    expect(statement.Retry![0]!.ErrorEquals).toEqual(PASSING_FAULTS);
    // Started once more by itself, a query could write beside what it has written.
    expect(query.Retry).toBeUndefined();
    expect(level.Retry).toMatchObject([{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 2 }]);
  });

  test('if one fails, people are told and the execution fails', () => {
    expect(levels.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: States.plan!.Catch![0]!.Next }]);
  });
});
