import { expect, test } from 'vitest';
import { byOldTls, inPlain, to } from '../requests.ts';
import { hold, type Table } from './table.ts';

/** Who uploads and who queries. */
const PEOPLE: Table = {
  Uploadersalestill: {
    can: [
      ['put a dump', to.put('landing/sales/till/a.csv')],
      ['put a large dump in parts, and give up', to.putInParts('landing/sales/till/2024/a.csv')],
      ['go on with an upload', to.onBucket('ListBucketMultipartUploads')],
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
      ['put in plain', inPlain(to.put('landing/sales/till/a.csv'))],
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
      ['have Athena look at the default database', to.database('GetDatabase', 'default')],
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
      ['read in plain', inPlain(to.get('warehouse/sales/release=1/sales.parquet'))],
      ['read results in plain', inPlain(to.getResult('analyst/1.csv'))],
      ['read by an old TLS', byOldTls(to.get('warehouse/sales/release=1/sales.parquet'))],
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
      [
        'read rejected rows where they are published',
        to.get('restricted/tables/quarantine/release=1/quarantine.parquet'),
      ],
      ['find rejected rows', to.table('GetTable', 'north_shop_restricted', 'quarantine')],
      ['read dumps', to.get('landing/sales/till/a.csv')],
      ['query where analysts do', to.query('north-shop-analyst')],
    ],
  },
};

const all = hold(PEOPLE);

test('each source has an uploader of its own', () => {
  expect(all.filter((role) => role.startsWith('Uploader')).sort()).toEqual([
    'Uploadercontroltotalsledger',
    'Uploadersalestill',
    'Uploadersalestill2',
  ]);
});
