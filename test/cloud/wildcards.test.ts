import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { policyOf } from '../../lib/cloud/rights/right.ts';
import { synthesised } from './example.ts';
import { accountOf } from './iam/account.ts';

const shop = synthesised();
const synthesisedTrial = synthesised('protect: false');
const statements = [...accountOf(shop).roles].flatMap(([role, own]) => own.map((one) => ({ role, ...one })));

describe('no wildcard stands without a reason', () => {
  test('the rules of AWS for solutions find nothing that is not acknowledged', () => {
    const { violations } = new AwsSolutionsChecks(shop.app).validateScope(shop.app);
    const told = violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath),
    ]);
    expect(told).toEqual([]);
  });

  test('nor do they where nothing is protected', () => {
    const trial = synthesisedTrial.app;
    expect(
      new AwsSolutionsChecks(trial).validateScope(trial).violations.map(({ ruleName }) => ruleName),
    ).toEqual([]);
  });

  test('every action is named', () => {
    expect(
      statements.flatMap(({ Action }) => [Action].flat()).filter((action) => /[*?]/.test(action)),
    ).toEqual([]);
  });

  test('only what knows no resource is allowed on all of them', () => {
    const onAll = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(onAll.map(({ Sid }) => Sid))).toEqual(
      new Set(['ChooseInTheConsole', 'FindLogsMetricsAndAlarms', 'WriteLogsAndTraces']),
    );
  });

  test('any other wildcard is the end of a resource, behind a prefix or a name', () => {
    const others = statements
      .flatMap(({ Resource }) => [Resource].flat())
      .filter((resource) => resource !== '*' && /[*?]/.test(resource));
    for (const resource of others) expect(resource).toMatch(/^[^*?]+[/:]\*$/);
  });

  test('a right with a wildcard says why, or there is no policy', () => {
    const holder = new Construct(new Stack(new App(), 'Stack'), 'Holder');
    const right = { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop/*'] };
    expect(() => policyOf(holder, [right])).toThrow('Read: say why a * stands in its resources');
    expect(() => policyOf(holder, [{ ...right, because: 'It is a test.' }])).not.toThrow();
    const all = { ...right, actions: ['s3:*'], because: 'It is a test.' };
    expect(() => policyOf(holder, [all])).toThrow('Read: name each action');
  });
});
