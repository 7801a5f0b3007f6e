import { describe, expect, test } from 'vitest';
import { CONFIGURATION, dump, json, openTill } from './till.ts';

/** A dump in which the customer has become a column of another name. */
const renamed = dump('2024-06-03', 10, 'x').replace('net', 'amount');
const MENDED = CONFIGURATION.replace('net_sales: net', 'net_sales: net\n      max_quarantined_share: 0.5');

describe('quarantine', () => {
  test('shows a rejected row with its line, what is wrong, and its text', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 'x') });
    await shop.patronage('intake');
    const { status, out } = await shop.patronage('quarantine');
    expect(status).toBe(0);
    expect(out).toMatch(/^2024-06-03.csv, dump \w{16} \(refused: nothing of it is taken in\): 1 row\n/);
    expect(out).toContain(
      '  line 3: net_sales "x" is not a number\n    2024-06-03-2,1,K2,2024-06-03,x,desk 1\n',
    );
    expect(json(await shop.patronage('quarantine', '--json'))).toMatchObject([
      {
        file: '2024-06-03.csv',
        state: 'refused',
        rows_quarantined: 1,
        rows: [{ line: 3, column_name: 'net_sales' }],
      },
    ]);
  });

  test('replay takes a refused dump in once the mapping is mended', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 'x') });
    await shop.patronage('intake');
    await shop.write('patronage.yaml', MENDED);
    const { status, out } = await shop.patronage('quarantine', 'replay');
    expect(status).toBe(0);
    expect(out).toContain('2 rows read = 1 accepted + 1 quarantined');
    expect(out).toMatch(/To publish it: patronage refresh\n$/);
  });

  test('replay without a mended mapping says that it would find the same', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 'x') });
    await shop.patronage('intake');
    expect((await shop.patronage('quarantine', 'replay')).out).toMatch(
      /^Nothing to take in again: the mapping is/,
    );
  });

  test('without a rejected row says so, for both forms', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('intake');
    expect((await shop.patronage('quarantine')).out).toBe('No row is in quarantine.\n');
    expect((await shop.patronage('quarantine', 'replay')).out).toMatch(
      /^No row is in quarantine: there is nothing/,
    );
  });

  test('a refused header leaves no rows to show, and the receipt says which column is not there', async () => {
    const shop = await openTill({ '2024-06-03': renamed });
    expect((await shop.patronage('intake')).out).toContain('the column net is not in the file');
    expect((await shop.patronage('quarantine')).out).toBe('No row is in quarantine.\n');
  });

  test('knows replay only', async () => {
    const shop = await openTill();
    expect(await shop.patronage('quarantine', 'repaly')).toMatchObject({
      status: 2,
      err: 'quarantine repaly: did you mean replay?\n',
    });
  });
});
