/** The models that Athena makes, level after level, and those of one level side by side. Step Functions waits for each. */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Map as Each,
  IntegrationPattern,
  JsonPath,
  type State,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { AthenaStartQueryExecution, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { AGAIN, FAILED_QUERY } from './faults.ts';
import { LONGEST_CALL, LONGEST_QUERY, MODELS_AT_ONCE } from './limits.ts';

interface ModelsProps {
  /** The step whose answer names the levels. */
  step: 'build' | 'fit';
  failed: State;
  workGroup: string;
  database: string;
}

/** @returns a state for all levels of a step; it does nothing where there are none */
export function modelsOnAthena(
  scope: Construct,
  refresh: IFunction,
  { step, failed, workGroup, database }: ModelsProps,
): Each {
  const levels = new Each(scope, `${step}: levels on Athena`, {
    itemsPath: `$.${step}.levels`,
    itemSelector: {
      release_id: JsonPath.stringAt('$.plan.release_id'),
      models: JsonPath.listAt('$$.Map.Item.Value'),
    },
    maxConcurrency: 1,
    resultPath: JsonPath.DISCARD,
  });
  const level = new Each(scope, `${step}: models of a level`, {
    itemsPath: '$.models',
    itemSelector: {
      release_id: JsonPath.stringAt('$.release_id'),
      model: JsonPath.stringAt('$$.Map.Item.Value'),
    },
    maxConcurrency: MODELS_AT_ONCE,
    resultPath: JsonPath.DISCARD,
  });
  const statement = new LambdaInvoke(scope, `${step}: statement`, {
    lambdaFunction: refresh,
    payload: TaskInput.fromObject({
      step: 'statement',
      release_id: JsonPath.stringAt('$.release_id'),
      model: JsonPath.stringAt('$.model'),
    }),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    taskTimeout: Timeout.duration(LONGEST_CALL.plus(Duration.minutes(1))),
  });
  statement.addRetry(AGAIN);
  const query = new AthenaStartQueryExecution(scope, `${step}: query`, {
    // Waits by itself until the query has ended, for as long as it takes.
    integrationPattern: IntegrationPattern.RUN_JOB,
    queryString: JsonPath.stringAt('$.sql'),
    queryExecutionContext: { catalogName: 'AwsDataCatalog', databaseName: database },
    workGroup,
    resultPath: JsonPath.DISCARD,
    taskTimeout: Timeout.duration(LONGEST_QUERY),
  });
  // A model that is made again first has its place emptied: so the whole level is tried again, never a query alone.
  level.itemProcessor(statement.next(query)).addRetry(FAILED_QUERY);
  levels.itemProcessor(level).addCatch(failed, { resultPath: '$.failure' });
  return levels;
}
