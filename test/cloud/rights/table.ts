/** Tables of what a role can do and must not, and the tests that hold the synthesised policies against them. */
import { describe, expect, test } from 'vitest';
import { synthesised } from '../example.ts';
import { accountOf } from '../iam/account.ts';
import { type Call, callsWith, to } from '../requests.ts';

/** What somebody wants, in words, and the calls it takes. */
export type Wish = [sentence: string, calls: Call[]];

export type Table = Record<string, { can: Wish[]; cannot: Wish[] }>;

/** Nobody that has a role of ours may do this, whatever the role. */
const NOBODY: Wish[] = [
  ['remove a dump', to.remove('landing/sales/till/a.csv')],
  ['remove what a dump was before', to.removeVersion('landing/sales/till/a.csv')],
  ['remove a receipt of the ledger', to.remove('ledger/sales/1.json')],
  ['remove what a table was before', to.removeVersion('warehouse/sales/release=1/sales.parquet')],
  ['open the bucket to others', to.onBucket('PutBucketPolicy')],
  ['stop keeping versions', to.onBucket('PutBucketVersioning')],
  ['change what expires', to.onBucket('PutLifecycleConfiguration')],
  ['change who is told of dumps', to.onBucket('PutBucketNotification')],
  ['make an object public', to.onBucket('PutObjectAcl')],
  ['remove the bucket', to.onBucket('DeleteBucket')],
  ['use the key but through a service', to.useKey('Decrypt')],
  ['use the key through a service it is not for', to.decryptVia('dynamodb')],
  ['change who may use the key', to.useKey('PutKeyPolicy')],
  ['give the key to somebody', to.useKey('CreateGrant')],
  ['schedule the end of the key', to.useKey('ScheduleKeyDeletion')],
  ['hand a role to a service', to.passRole()],
  ['become somebody else', to.becomeManager()],
  ['make a user', to.anything('iam:CreateUser')],
  ['change a function', to.anything('lambda:UpdateFunctionCode')],
  ['lift the limits of a work group', to.changeWorkGroup('north-shop-analyst')],
  ['remove a database', to.table('DeleteDatabase', 'north_shop')],
  ['silence an alarm', to.anything('cloudwatch:DisableAlarmActions')],
  ['erase a log', to.log('DeleteLogGroup', '/aws/lambda/north-shop-intake')],
  ['empty the queue', to.queue('PurgeQueue', 'north-shop-landing')],
];

/** Old releases are removed by who makes new ones. */
const NOBODY_BUT_REFRESH: Wish[] = [
  ['remove a table', to.remove('warehouse/sales/release=1/sales.parquet')],
  ['remove a report', to.remove('reports/1/index.html')],
];

/** Defines the tests of these roles. @returns the names of all roles that there are */
export function hold(table: Table): string[] {
  const account = accountOf(synthesised());
  const refused = (role: string, calls: readonly Call[]): string[] =>
    callsWith(calls, account.key)
      .filter(({ action, resource, context }) => !account.may(role, action, resource, context))
      .map(({ action, resource }) => `${action} on ${resource}`);

  describe.each(Object.entries(table))('%s', (role, { can, cannot }) => {
    test.each(can)('can %s', (_, calls) => {
      expect(refused(role, calls)).toEqual([]);
    });
    const nobody = role === 'Refresh' ? NOBODY : [...NOBODY, ...NOBODY_BUT_REFRESH];
    test.each([...cannot, ...nobody])('cannot %s', (_, calls) => {
      expect(refused(role, calls.slice(0, 1))).toHaveLength(1);
    });
  });
  return [...account.roles.keys()];
}
