/** Requests as people and functions make them: what they want to do, and the calls of AWS that it takes. */
import type { Context } from './iam/conditions.ts';
import { ACCOUNT, REGION } from './iam/deployed.ts';

export interface Call {
  action: string;
  resource: string;
  context?: Context;
}

const BUCKET = 'arn:aws:s3:::shop-warehouse';
const RESULTS = 'arn:aws:s3:::shop-warehouse-results';
const KEY = 'the key';

const via = (service: string): Context => ({ 'kms:ViaService': `${service}.${REGION}.amazonaws.com` });
export const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const decrypt = (service: string): Call => ({ action: 'kms:Decrypt', resource: KEY, context: via(service) });
const encrypt = (service: string): Call => ({
  action: 'kms:GenerateDataKey',
  resource: KEY,
  context: via(service),
});
const s3 = (action: string, key: string, bucket = BUCKET, context: Context = {}): Call => ({
  action: `s3:${action}`,
  resource: key === '' ? bucket : `${bucket}/${key}`,
  context,
});
const call = (action: string, resource: string): Call => ({ action, resource });

/** By name, so that a table of them reads as a sentence. The first call of each is what it is about; the others it takes, too. */
export const to = {
  get: (key: string): Call[] => [s3('GetObject', key), decrypt('s3')],
  getVersion: (key: string): Call[] => [s3('GetObjectVersion', key), decrypt('s3')],
  put: (key: string): Call[] => [s3('PutObject', key), encrypt('s3')],
  putInParts: (key: string): Call[] => [
    ...to.put(key),
    s3('ListMultipartUploadParts', key),
    s3('AbortMultipartUpload', key),
    decrypt('s3'),
  ],
  putAs: (key: string, context: Context): Call[] => [s3('PutObject', key, BUCKET, context), encrypt('s3')],
  remove: (key: string): Call[] => [s3('DeleteObject', key)],
  removeVersion: (key: string): Call[] => [s3('DeleteObjectVersion', key)],
  list: (prefix: string): Call[] => [s3('ListBucket', '', BUCKET, { 's3:prefix': prefix })],
  listAll: (): Call[] => [s3('ListBucket', '')],
  listVersions: (): Call[] => [s3('ListBucketVersions', '')],
  onBucket: (action: string): Call[] => [s3(action, '')],
  getResult: (key: string): Call[] => [s3('GetObject', key, RESULTS), decrypt('s3')],
  keepResult: (key: string): Call[] => [s3('PutObject', key, RESULTS), encrypt('s3')],
  table: (action: string, database: string, table = 'sales'): Call[] => [
    call(`glue:${action}`, arn('glue', `table/${database}/${table}`)),
    call(`glue:${action}`, arn('glue', `database/${database}`)),
    call(`glue:${action}`, arn('glue', 'catalog')),
  ],
  database: (action: string, database: string): Call[] => [
    call(`glue:${action}`, arn('glue', `database/${database}`)),
    call(`glue:${action}`, arn('glue', 'catalog')),
  ],
  query: (workGroup: string): Call[] => [
    call('athena:StartQueryExecution', arn('athena', `workgroup/${workGroup}`)),
    call('athena:GetQueryResults', arn('athena', `workgroup/${workGroup}`)),
  ],
  stopQuery: (workGroup: string): Call[] => [
    call('athena:StopQueryExecution', arn('athena', `workgroup/${workGroup}`)),
  ],
  changeWorkGroup: (workGroup: string): Call[] => [
    call('athena:UpdateWorkGroup', arn('athena', `workgroup/${workGroup}`)),
  ],
  queue: (action: string, queue: string): Call[] => [call(`sqs:${action}`, arn('sqs', queue))],
  /** Sends into an encrypted queue. */
  send: (queue: string): Call[] => [...to.queue('SendMessage', queue), encrypt('sqs'), decrypt('sqs')],
  receive: (queue: string): Call[] => [...to.queue('ReceiveMessage', queue), decrypt('sqs')],
  publish: (topic: string): Call[] => [
    call('sns:Publish', arn('sns', topic)),
    encrypt('sns'),
    decrypt('sns'),
  ],
  invoke: (name: string): Call[] => [call('lambda:InvokeFunction', arn('lambda', `function:${name}`))],
  machine: (action: string, machine: string): Call[] => [
    call(`states:${action}`, arn('states', `stateMachine:${machine}`)),
  ],
  execution: (action: string, execution: string): Call[] => [
    call(`states:${action}`, arn('states', `execution:${execution}`)),
  ],
  log: (action: string, group: string): Call[] => [
    call(`logs:${action}`, arn('logs', `log-group:${group}:log-stream:one`)),
  ],
  useKey: (action: string, context: Context = {}): Call[] => [
    { action: `kms:${action}`, resource: KEY, context },
  ],
  decryptVia: (service: string): Call[] => [decrypt(service)],
  anything: (action: string): Call[] => [call(action, '*')],
  passRole: (): Call[] => [call('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/Refresh`)],
  becomeManager: (): Call[] => [call('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/Manager`)],
};

const withContext = (calls: readonly Call[], context: Context): Call[] =>
  calls.map((one) => ({ ...one, context: { ...one.context, ...context } }));

/** The same without TLS. */
export const inPlain = (calls: readonly Call[]): Call[] =>
  withContext(calls, { 'aws:SecureTransport': 'false' });

/** The same with a TLS of long ago. */
export const byOldTls = (calls: readonly Call[]): Call[] => withContext(calls, { 's3:TlsVersion': '1.1' });

/** Has every call, with the key of this account in place. */
export const callsWith = (calls: readonly Call[], key: string): Call[] =>
  calls.map((one) => (one.resource === KEY ? { ...one, resource: key } : one));
