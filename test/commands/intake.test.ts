import { describe, expect, test } from 'vitest';
import { CONFIGURATION, dump, json, openTill } from './till.ts';

describe('intake', () => {
  test('prints a receipt that says what became of every row', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 2.5) });
    const { status, out, err } = await shop.patronage('intake');
    expect([status, err]).toEqual([0, '']);
    expect(out.replace(/dump \w+/, 'dump …')).toBe(
      [
        '2024-06-03.csv (till): accepted',
        '  2 rows read = 2 accepted + 0 quarantined',
        '  net sales 12.50, on 2024-06-03',
        '  columns not used: desk',
        '  dump …, arrival 1',
        '',
      ].join('\n'),
    );
  });

  test('says why a dump is refused, counts none of its rows as taken in, and ends with 1', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 'x') });
    const { status, out } = await shop.patronage('intake');
    expect(status).toBe(1);
    expect(out).toContain('REFUSED, nothing of it is taken in');
    expect(out).toContain(
      'why: 1 of 2 rows are bad (50 %, allowed 5 %); most often net_sales "x" is not a number (line 3)',
    );
    expect(out).not.toContain('accepted');
  });

  test('says which dump a correction corrects', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('intake');
    await shop.write('dumps/2024-06-03.csv', dump('2024-06-03', 11));
    const { status, out } = await shop.patronage('intake');
    expect(status).toBe(0);
    expect(out).toMatch(/it corrects dump \w{16}, arrival 1, whose rows count no more/);
  });

  test('says of a copy under another name what it is a copy of', async () => {
    const text = dump('2024-06-03', 10);
    const shop = await openTill({ '2024-06-03': text, 'copy of 2024-06-03': text });
    const { out } = await shop.patronage('intake');
    expect(out).toMatch(
      /copy of 2024-06-03.csv \(till\): duplicate, not taken in\n {2}same content as 2024-06-03.csv/,
    );
  });

  test('finds nothing new the second time, and knows a named file', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('intake');
    expect((await shop.patronage('intake')).out).toBe('Nothing new to take in.\n');
    const { out } = await shop.patronage('intake', 'dumps/2024-06-03.csv');
    expect(out).toContain('it came before; nothing is changed');
  });

  test('tells more than ten faultless dumps together, and the others one by one', async () => {
    const days = Array.from({ length: 12 }, (_, i) => `2024-06-${String(i + 1).padStart(2, '0')}`);
    const dumps = days.map((day, i) => [day, i === 3 ? dump(day, 'x') : dump(day, 5)]);
    const shop = await openTill(Object.fromEntries(dumps));
    const { out } = await shop.patronage('intake');
    expect(out).toContain('11 dumps of till: accepted, every row\n  11 rows, from 2024-06-01 to 2024-06-12');
    expect(out).toContain('2024-06-04.csv (till): REFUSED');
    expect(out).not.toContain('2024-06-05.csv');

    await shop.write('patronage.yaml', CONFIGURATION.replace('customer_id: customer', 'customer_id: desk'));
    expect((await shop.patronage('intake')).out).toContain('11 dumps of till: accepted, every row');
  });

  test('names the columns that are not used once, not under every dump', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 1), '2024-06-04': dump('2024-06-04', 2) });
    const { out } = await shop.patronage('intake');
    expect(out.match(/columns not used/g)).toHaveLength(1);
  });

  test('says where a pattern finds nothing, and keeps it out of the JSON', async () => {
    const shop = await openTill();
    const { status, out, err } = await shop.patronage('intake', '--json');
    expect([status, JSON.parse(out)]).toEqual([0, { taken: [], known: [] }]);
    expect(err).toBe(`till: files: dumps/*.csv finds no file in ${shop.folder}\n`);
  });

  test('gives programs each receipt with its reading and its state', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    const { taken, known } = json(await shop.patronage('intake', '--json'));
    expect(known).toEqual([]);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({
      arrival: 1,
      feed: 'sales',
      source: 'till',
      name: '2024-06-03.csv',
      status: 'accepted',
      state: 'current',
      reading: { rows_read: 1, rows_accepted: 1, rows_quarantined: 0, net_sales_accepted: '10.0000' },
    });
  });

  test('takes no file that is not there', async () => {
    const shop = await openTill();
    expect(await shop.patronage('intake', 'nix.csv')).toEqual({
      status: 2,
      out: '',
      err: 'nix.csv: there is no such file\n',
    });
  });
});
