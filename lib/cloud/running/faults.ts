import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/**
 * Faults of a step that pass by themselves, by the name that Step Functions sees: of Lambda, of the SDK's connections and of
 * the services called. What is not here is not tried again: a failed check, nothing to publish or a wrong configuration
 * will fail again, and a step that ran out of time or memory will do so twice.
 */
export const PASSING_FAULTS = [
  'Lambda.AWSLambdaException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  // What a bucket did not do. It may also be a right that is missing: the tries then cost minutes and no more.
  'BucketFault',
  // The same of Glue.
  'CatalogFault',
  'ConnectTimeoutError',
  'InternalError',
  'InternalServerException',
  'InternalServiceException',
  'InternalFailure',
  'KMSThrottlingException',
  'OperationTimeoutException',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
];

/** Ever later, at most some ten minutes in all. */
export const AGAIN: RetryProps = {
  errors: PASSING_FAULTS,
  interval: Duration.seconds(10),
  backoffRate: 2,
  maxDelay: Duration.minutes(5),
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};

/** A query that was not started or failed: often for want of room at that moment, else it fails again and is paid for again. */
export const FAILED_QUERY: RetryProps = {
  errors: ['States.TaskFailed'],
  interval: Duration.minutes(1),
  backoffRate: 3,
  maxAttempts: 2,
  jitterStrategy: JitterType.FULL,
};

/** The same of the checks, which the function waits for itself. */
export const FAILED_CHECK: RetryProps = {
  errors: ['QueryFailed'],
  interval: Duration.minutes(1),
  maxAttempts: 1,
};
