import { expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

test('diff says why the figures changed and which dumps are behind it, counts the rows, and shows those of a table', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 20) });
  await shop.patronage('run');
  await shop.write('dumps/2024-06-03.csv', dump('2024-06-03', 12.5, 20));
  await shop.write('dumps/2024-06-04.csv', dump('2024-06-04', 1000));
  await shop.patronage('run');

  const { status, out } = await shop.patronage('diff', 'previous', 'current', '--table', 'sales');
  expect(status).toBe(0);
  expect(out).toMatch(/^From release \w{16}, as of 2024-06-03\n {2}to release \w{16}, as of 2024-06-04\n/);
  const words = out.replaceAll(/ +/g, ' ');
  for (const line of [
    ' net sales customers came back share lifetime value predicted',
    ' 2024-06-03 30.00 2 0 0.00 % 30.00 0.00',
    ' corrected, withdrawn +2.50 0 0 0.00 % +2.50 0.00',
    ' late lines 0.00 0 0 0.00 % 0.00 0.00',
    ' new lines +1,000.00 0 +1 +50.00 % +1,000.00 0.00',
    ' unexplained 0.00 0 0 0.00 % 0.00 0.00',
    ' 2024-06-04 1,032.50 2 1 50.00 % 1,032.50 0.00',
    ' table added removed changed',
    ' sales 1 0 2',
  ])
    expect(words).toContain(`\n${line}\n`);
  expect(words).toMatch(/\n 2024-06-03\.csv \w{16} corrected by \w{16} 30\.00 32\.50 \+2\.50\n/);
  expect(words).toMatch(/\n 2024-06-04\.csv \w{16} came 0\.00 1,000\.00 \+1,000\.00\n/);
  expect(words).toContain(
    '\n changed source till, order_id 2024-06-03-1, line_id 1: net_sales 10.0000 → 12.5000;',
  );
  expect(words).toContain('\n added source till, order_id 2024-06-04-1, line_id 1: customer_id K1; ');

  const { figures, dumps, tables, rows, ...more } = json(
    await shop.patronage('diff', '2024-06-03', 'current', '--table', 'sales', '--json'),
  );
  expect(figures[0]).toEqual({
    ...{ figure: 'net_sales', a: '30.0000', b: '1032.5000', difference: '1002.5000', residual: '0.0000' },
    causes: {
      ...{ code: '0.0000', corrected_dumps: '2.5000', late_lines: '0.0000', new_lines: '1000.0000' },
      ...{ settings_and_feeds: '0.0000', model: '0.0000' },
    },
  });
  expect(dumps[1]).toMatchObject({
    cause: 'new_lines',
    file: '2024-06-04.csv',
    net_sales_effect: '1000.0000',
  });
  expect(tables[0]).toEqual({ name: 'sales', rows_a: 2, rows_b: 3, added: 1, removed: 0, changed: 2 });
  expect(rows.map(({ change }: { change: string }) => change)).toEqual(['changed', 'changed', 'added']);
  expect(rows[0].columns.net_sales).toEqual(['10.0000', '12.5000']);
  expect(more).toMatchObject({ only_in_a: [], only_in_b: [], not_compared: [], remarks: [] });
});

test('a release that is not there, or a call that names too few, ends with 2 and prints no result', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  await shop.patronage('run');
  const faults: [string[], string][] = [
    [['2024-06-02', 'current'], '2024-06-02: no release of that day was made, or it was removed'],
    [['last-month-end', 'current'], 'last-month-end: no frozen month-end of a day before 2024-06-03 is kept'],
    [['feed', 'current'], 'feed: no such release is there'],
    [['current'], 'diff takes two releases'],
    [['current', 'current', '--table', 'sale'], '--table sale: there is no such table'],
  ];
  for (const [args, message] of faults) {
    const said = await shop.patronage('diff', ...args);
    expect(said).toMatchObject({ status: 2, out: '' });
    expect(said.err).toContain(message);
  }
});
