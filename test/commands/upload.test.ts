import { expect, test } from 'vitest';
import { openShop } from '../command-line.ts';
import { CONFIGURATION, dump, openTill } from './till.ts';

const KEPT_BY_NOBODY = 's3://patronage-test';

const openBucketShop = (files: Record<string, string> = {}, more = '') =>
  openShop({ 'patronage.yaml': `warehouse: ${KEPT_BY_NOBODY}\n${CONFIGURATION}${more}`, ...files });

const OTHER_SOURCE = `    web:
      files: web/*.csv
      format: csv
      columns: { customer_id: customer, ordered_at: day, net_sales: net }
`;

test('a warehouse in a folder is told of intake', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  expect(await shop.patronage('upload', 'dumps/2024-06-03.csv')).toEqual({
    status: 2,
    out: '',
    err: `the warehouse is a folder, ${shop.folder}/warehouse: patronage intake dumps/2024-06-03.csv\n`,
  });
});

test.each([
  [[], 'upload takes the files to put: patronage upload <file…>\n'],
  [['none.csv'], 'none.csv: there is no such file\n'],
  [['a.csv', '--wait', 'long'], '--wait long: give whole seconds, such as 900\n'],
  [['a.csv', '--source', 'tilt'], '--source tilt: the configuration has no such source\n'],
  [['a.csv'], 'a.csv: which source is it of? say --source with one of till, web\n'],
  [['dumps/ok.csv', 'dumps/a\\b.csv'], expect.stringContaining('put the file under another name')],
])('%j is the caller to mend, before anything is put', async (args, err) => {
  const shop = await openBucketShop({ 'a.csv': '', 'dumps/ok.csv': '', 'dumps/a\\b.csv': '' }, OTHER_SOURCE);
  expect(await shop.patronage('upload', ...args)).toEqual({ status: 2, out: '', err });
});
