import { expect, test } from 'vitest';
import { inPlain, to } from '../requests.ts';
import { hold, type Table } from './table.ts';

/** What keeps it running, be it a person or a function. */
const WORKS: Table = {
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
      [
        'see with status what is missing, and whether all rows are accounted for',
        [
          ...to.get('releases/current.json'),
          ...to.get('warehouse/missing_days/release=1/missing_days.parquet'),
          ...to.get('warehouse/reconciliation/release=1/reconciliation.parquet'),
        ],
      ],
      ['see what has come', to.listVersions()],
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
      ['read what customers bought', to.get('warehouse/sales/release=1/sales.parquet')],
      ['read the report', to.get('reports/1/index.html')],
      ['query', to.query('north-shop-manager')],
      ['publish by hand', to.put('releases/current.json')],
      ['call a step past the state machine', to.invoke('north-shop-refresh')],
      ['start the state machine past the start', to.machine('StartExecution', 'north-shop-refresh')],
      ['send dumps to intake in plain', inPlain(to.send('north-shop-landing'))],
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
      ['query', to.query('north-shop-build')],
      ['read rows', to.get('lake/sales/dump=1/rows.parquet')],
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['read what is being built', to.get('builds/1/plan.json')],
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
      [
        'check on Athena',
        [...to.query('north-shop-build'), ...to.getResult('build/1.csv'), ...to.keepResult('build/1.csv')],
      ],
      ['stop a check', to.stopQuery('north-shop-build')],
      ['lay the relations of a build', to.table('UpdateTable', 'north_shop_build')],
      ['empty the place of a model', to.remove('builds/1/sales/part')],
      [
        'remove an old release',
        [
          ...to.remove('warehouse/sales/release=1/sales.parquet'),
          ...to.remove('restricted/tables/quarantine/release=1/quarantine.parquet'),
          ...to.remove('reports/1/index.html'),
          ...to.remove('releases/1.json'),
          ...to.remove('snapshots/2024-12-31.json'),
        ],
      ],
    ],
    cannot: [
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['change rows', to.put('lake/sales/dump=1/rows.parquet')],
      ['write the ledger', to.put('ledger/sales/1.json')],
      ['tell an uploader', to.put('receipts/sales/till/a.csv.v1.json')],
      ['change tables of others', to.table('UpdateTable', 'payroll')],
      ['send the morning message in plain', inPlain(to.publish('north-shop-morning'))],
      ['raise alarms', to.publish('north-shop-alarms')],
      ['query where people do', to.query('north-shop-analyst')],
      ['read what people found', to.getResult('manager/1.csv')],
      ['remove rows', to.remove('lake/sales/dump=1/rows.parquet')],
      ['start a refresh', to.machine('StartExecution', 'north-shop-refresh')],
      ['take dumps from the queue', to.receive('north-shop-landing')],
    ],
  },
  Refreshes: {
    can: [
      ['call a step', to.invoke('north-shop-refresh')],
      ['tell that it failed', to.publish('north-shop-alarms')],
      ['have a model made', [...to.query('north-shop-build'), ...to.table('GetTable', 'north_shop_build')]],
      ['have Athena look at the default database', to.database('GetDatabase', 'default')],
      ['stop one', to.stopQuery('north-shop-build')],
      ['read what a model starts from', to.get('lake/sales/dump=1/rows.parquet')],
      ['read rejected rows', to.get('restricted/quarantine/sales/dump=1/rows.parquet')],
      ['write what it makes', [...to.putInParts('builds/1/sales/part'), ...to.get('builds/1/sales/part')]],
      ['keep what Athena says of it', to.keepResult('build/1.csv')],
    ],
    cannot: [
      ['call another function', to.invoke('north-shop-intake')],
      ['read a table', to.get('warehouse/sales/release=1/sales.parquet')],
      ['write a table', to.put('warehouse/sales/release=1/sales.parquet')],
      ['read a dump', to.get('landing/sales/till/a.csv')],
      ['change rows', to.put('lake/sales/dump=1/rows.parquet')],
      ['switch', to.put('releases/current.json')],
      ['move a table', to.table('UpdateTable', 'north_shop')],
      ['find a table with names', to.table('GetTable', 'north_shop_restricted')],
      ['change a relation of a build', to.table('UpdateTable', 'north_shop_build')],
      ['empty the place of a model', to.remove('builds/1/sales/part')],
      ['query where people do', to.query('north-shop-manager')],
      ['read what people found', to.getResult('manager/1.csv')],
    ],
  },
  Nightly: {
    can: [['start a refresh', to.invoke('north-shop-start')]],
    cannot: [['call a step', to.invoke('north-shop-refresh')]],
  },
};

const all = hold(WORKS);

test('there are no roles but those in the tables', () => {
  const people = ['Analyst', 'Finance', 'Manager'];
  const others = all.filter((role) => !role.startsWith('Uploader') && !people.includes(role));
  expect(others.sort()).toEqual(Object.keys(WORKS).sort());
});
