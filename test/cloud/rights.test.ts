import { describe, expect, test } from 'vitest';
import { synthesised } from './example.ts';
import { accountOf } from './iam/account.ts';
import { type Call, callsWith, to } from './requests.ts';

const account = accountOf(synthesised());

/** Of the calls it takes, those that are refused. */
const refused = (role: string, calls: readonly Call[]): string[] =>
  callsWith(calls, account.key)
    .filter(({ action, resource, context }) => !account.may(role, action, resource, context))
    .map(({ action, resource }) => `${action} on ${resource}`);

type Wish = [sentence: string, calls: Call[]];

/** Nobody that has a role of ours may do this, whatever the role. */
const NOBODY: Wish[] = [
  ['remove a dump', to.remove('landing/sales/till/a.csv')],
  ['remove what a dump was before', to.removeVersion('landing/sales/till/a.csv')],
  ['remove a receipt of the ledger', to.remove('ledger/sales/1.json')],
  ['remove a table', to.remove('warehouse/sales/release=1/sales.parquet')],
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

const ROLES: Record<string, { can: Wish[]; cannot: Wish[] }> = {
  Uploadersalestill: {
    can: [
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['put a large dump in parts, and give up', to.putInParts('landing/sales/till/2024/a.csv')],
      ['read a receipt', to.get('receipts/sales/till/a.csv.v1.json')],
      ['see its dumps', to.list('landing/sales/till/')],
      ['see whether its receipt is there', to.list('receipts/sales/till/a.csv.')],
    ],
    cannot: [
      ['put for a source whose name begins alike', to.put('landing/sales/till-2/a.csv')],
      ['put for another feed', to.put('landing/control_totals/till/a.csv')],
      ['put beside the sources', to.put('landing/a.csv')],
      ['put a receipt', to.put('receipts/sales/till/a.csv.v1.json')],
      ['put rows past intake', to.put('lake/sales/dump=1/rows.parquet')],
      ['read a dump again', to.get('landing/sales/till/a.csv')],
      ['read receipts of another source', to.get('receipts/sales/till-2/a.csv.v1.json')],
      ['read the ledger', to.get('ledger/sales/1.json')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['read a table', to.get('warehouse/sales/release=1/sales.parquet')],
      ['see the dumps of others', to.list('landing/sales/till-2/')],
      ['see all sources', to.list('landing/')],
      ['see everything', to.listAll()],
      ['see former contents', to.listVersions()],
      [
        'put with a key of its own',
        to.putAs('landing/sales/till/a.csv', {
          's3:x-amz-server-side-encryption': 'aws:kms',
          's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-central-1:999999999999:key/other',
        }),
      ],
      [
        'put without our encryption',
        to.putAs('landing/sales/till/a.csv', { 's3:x-amz-server-side-encryption': 'AES256' }),
      ],
      ['put in plain', to.putAs('landing/sales/till/a.csv', { 'aws:SecureTransport': 'false' })],
      ['query', to.query('north-shop-analyst')],
      ['start a refresh', to.invoke('north-shop-start')],
      ['send a message past the bucket', to.send('north-shop-landing')],
    ],
  },
  Uploadercontroltotalsledger: {
    can: [['put totals', to.put('landing/control_totals/ledger/2024.csv')]],
    cannot: [['put sales', to.put('landing/sales/till/a.csv')]],
  },
  Analyst: {
    can: [
      ['query', to.query('north-shop-analyst')],
      ['find the published tables', to.table('GetTables', 'north_shop')],
      ['read their files', to.get('warehouse/sales/release=1/sales.parquet')],
      ['list their files', to.list('warehouse/sales/release=1/')],
      ['keep and read results', [...to.keepResult('analyst/1.csv'), ...to.getResult('analyst/1.csv')]],
    ],
    cannot: [
      ['query where others do', to.query('north-shop-manager')],
      ['read what a manager’s query found', to.getResult('manager/1.csv')],
      ['find restricted tables', to.table('GetTable', 'north_shop_restricted', 'customer_contacts')],
      [
        'read restricted tables',
        to.get('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['list restricted tables', to.list('restricted/tables/')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['find former days', to.table('GetTable', 'north_shop_history')],
      ['find a release that is being made', to.table('GetTable', 'north_shop_build')],
      ['read a release that is being made', to.get('builds/1/sales.parquet')],
      ['read the report', to.get('reports/1/index.html')],
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['read rows before they are published', to.get('lake/sales/dump=1/rows.parquet')],
      ['change a table', to.table('UpdateTable', 'north_shop')],
      ['write beside the tables', to.put('warehouse/sales/release=1/sales.parquet')],
      ['see everything', to.listAll()],
      ['read in plain', to.getInPlain('warehouse/sales/release=1/sales.parquet')],
      ['read by an old TLS', to.getByOldTls('warehouse/sales/release=1/sales.parquet')],
      ['start a refresh', to.invoke('north-shop-start')],
    ],
  },
  Finance: {
    can: [
      ['query', to.query('north-shop-finance')],
      ['find the published tables', to.table('GetTable', 'north_shop')],
      ['find former days', to.table('GetPartitions', 'north_shop_history')],
      ['read the report', to.get('reports/1/lifetime-value.xlsx')],
      ['read files of tables', to.get('warehouse/sales/release=1/sales.parquet')],
      ['keep results', to.keepResult('finance/1.csv')],
    ],
    cannot: [
      ['find restricted tables', to.table('GetTable', 'north_shop_restricted')],
      [
        'read restricted tables',
        to.get('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['read what a manager’s query found', to.getResult('manager/1.csv')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['change the report', to.put('reports/1/index.html')],
    ],
  },
  Manager: {
    can: [
      ['query', to.query('north-shop-manager')],
      ['find the published tables', to.table('GetTable', 'north_shop')],
      ['find the tables with names', to.table('GetTable', 'north_shop_restricted')],
      [
        'read the tables with names',
        to.get('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['read the report', to.get('reports/1/index.html')],
      ['keep results', to.keepResult('manager/1.csv')],
    ],
    cannot: [
      ['find former days', to.table('GetTable', 'north_shop_history')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['query where analysts do', to.query('north-shop-analyst')],
    ],
  },
  Operator: {
    can: [
      ['start a refresh', to.invoke('north-shop-start')],
      ['follow it', to.execution('GetExecutionHistory', 'north-shop-refresh:refresh-1-1')],
      ['stop it', to.execution('StopExecution', 'north-shop-refresh:refresh-1-1')],
      ['look at the queue', to.queue('GetQueueAttributes', 'north-shop-landing')],
      [
        'try dead letters again',
        [
          ...to.queue('StartMessageMoveTask', 'north-shop-landing-dead'),
          ...to.receive('north-shop-landing-dead'),
          ...to.queue('DeleteMessage', 'north-shop-landing-dead'),
          ...to.send('north-shop-landing'),
        ],
      ],
      ['read logs', to.log('GetLogEvents', '/aws/lambda/north-shop-intake')],
      ['read the log of refreshes', to.log('GetLogEvents', '/aws/vendedlogs/states/north-shop-refresh')],
      ['read the ledger', to.get('ledger/sales/1.json')],
      ['read receipts', to.get('receipts/sales/till/a.csv.v1.json')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['take a dump out', to.put('ledger/withdrawals/00000001.json')],
      ['see what is there', to.listAll()],
    ],
    cannot: [
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['read a dump', to.get('landing/sales/till/a.csv')],
      ['write a receipt', to.put('ledger/sales/1.json')],
      ['tell an uploader what is not so', to.put('receipts/sales/till/a.csv.v1.json')],
      [
        'read a table with names',
        to.get('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['read the report', to.get('reports/1/index.html')],
      ['query', to.query('north-shop-manager')],
      ['publish by hand', to.put('releases/current.json')],
      ['call a step past the state machine', to.invoke('north-shop-refresh')],
      ['start the state machine past the start', to.machine('StartExecution', 'north-shop-refresh')],
      ['throw waiting dumps away', to.queue('DeleteMessage', 'north-shop-landing')],
      ['read the logs of others', to.log('GetLogEvents', '/aws/lambda/payroll')],
    ],
  },
  Intake: {
    can: [
      ['take messages', to.receive('north-shop-landing')],
      ['be done with one', to.queue('DeleteMessage', 'north-shop-landing')],
      ['read a dump as it was', to.getVersion('landing/sales/till/a.csv')],
      ['see in which order contents came', to.listVersions()],
      ['write rows', to.putInParts('lake/sales/dump=1/rows.parquet')],
      ['write rejected rows', to.put('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['write the ledger', [...to.get('ledger/sales/1.json'), ...to.put('ledger/sales/1.json')]],
      ['tell the uploader', to.put('receipts/sales/till/a.csv.v1.json')],
      ['write its log', to.log('PutLogEvents', '/aws/lambda/north-shop-intake')],
    ],
    cannot: [
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['publish', to.put('releases/current.json')],
      ['write a table', to.put('warehouse/sales/release=1/sales.parquet')],
      [
        'read a table with names',
        to.get('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['change the catalog', to.table('UpdateTable', 'north_shop')],
      ['start a refresh', to.machine('StartExecution', 'north-shop-refresh')],
      ['write a log of another function', to.log('PutLogEvents', '/aws/lambda/north-shop-refresh')],
      ['throw dead letters away', to.queue('DeleteMessage', 'north-shop-landing-dead')],
    ],
  },
  Start: {
    can: [
      ['see what is in', to.get('ledger/sales/1.json')],
      ['see what is published', to.get('releases/current.json')],
      ['see whether a refresh runs', to.machine('ListExecutions', 'north-shop-refresh')],
      ['start one', to.machine('StartExecution', 'north-shop-refresh')],
    ],
    cannot: [
      ['read rows', to.get('lake/sales/dump=1/rows.parquet')],
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['write anything', to.put('builds/1/plan.json')],
      ['start another state machine', to.machine('StartExecution', 'payroll')],
      ['tell people', to.publish('north-shop-morning')],
    ],
  },
  Refresh: {
    can: [
      ['read rows', to.get('lake/sales/dump=1/rows.parquet')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['read the ledger', to.get('ledger/sales/1.json')],
      [
        'write what it builds',
        [...to.putInParts('builds/1/sales.parquet'), ...to.get('builds/1/sales.parquet')],
      ],
      ['write tables', to.putInParts('warehouse/sales/release=1/sales.parquet')],
      [
        'write tables with names',
        to.put('restricted/tables/customer_contacts/release=1/customer_contacts.parquet'),
      ],
      ['switch', [...to.get('releases/current.json'), ...to.put('releases/current.json')]],
      ['write the report', to.put('reports/1/index.html')],
      ['point a day at its release', to.put('snapshots/2024-12-31.json')],
      ['move a table', to.table('UpdateTable', 'north_shop')],
      ['move a table with names', to.table('UpdateTable', 'north_shop_restricted')],
      ['add a day to the history', to.table('BatchCreatePartition', 'north_shop_history')],
      ['send the morning message', to.publish('north-shop-morning')],
    ],
    cannot: [
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['change rows', to.put('lake/sales/dump=1/rows.parquet')],
      ['write the ledger', to.put('ledger/sales/1.json')],
      ['tell an uploader', to.put('receipts/sales/till/a.csv.v1.json')],
      ['change tables of others', to.table('UpdateTable', 'payroll')],
      ['raise alarms', to.publish('north-shop-alarms')],
      ['start a refresh', to.machine('StartExecution', 'north-shop-refresh')],
      ['take dumps from the queue', to.receive('north-shop-landing')],
    ],
  },
  Refreshes: {
    can: [
      ['call a step', to.invoke('north-shop-refresh')],
      ['tell that it failed', to.publish('north-shop-alarms')],
    ],
    cannot: [
      ['call another function', to.invoke('north-shop-intake')],
      ['read anything', to.get('warehouse/sales/release=1/sales.parquet')],
    ],
  },
  Nightly: {
    can: [['start a refresh', to.invoke('north-shop-start')]],
    cannot: [['call a step', to.invoke('north-shop-refresh')]],
  },
};

describe.each(Object.entries(ROLES))('%s', (role, { can, cannot }) => {
  test.each(can)('can %s', (_, calls) => {
    expect(refused(role, calls)).toEqual([]);
  });
  test.each([...cannot, ...NOBODY])('cannot %s', (_, calls) => {
    expect(refused(role, calls.slice(0, 1))).toHaveLength(1);
  });
});

test('every role is in the tables above', () => {
  const others = ['Uploadersalestill2'];
  expect([...account.roles.keys()].sort()).toEqual([...Object.keys(ROLES), ...others].sort());
});
