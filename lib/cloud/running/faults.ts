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

/** Tries after the first: at most some ten minutes in all. */
export const TRIES_AGAIN = 5;
