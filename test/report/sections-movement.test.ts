import { expect, test } from 'vitest';
import { movement } from '../../lib/report/sections/movement.ts';
import { allNightsBut } from '../sql/rows.ts';
import type { Case, Line } from '../sql/workbench.ts';
import { tell } from './told.ts';

const asOf = '2024-12-31';
const bought = (year: number, amounts: Record<string, number>): Line[] =>
  Object.entries(amounts).map(([customer, amount]) => ({ customer, on: `${year}-06-15`, amount }));

const told = (more: Partial<Case>, currency?: string) =>
  tell(movement, { asOf, ...more }, ['tier_migration'], currency);

const lines = [
  ...bought(2022, { eve: 10 }),
  ...bought(2023, { ann: 800, bob: 150, cyd: 50 }),
  ...bought(2024, { bob: 800, cyd: 150, dan: 40, eve: 10 }),
];

test('the sentence counts who rose, fell, stopped, came back and is new, and what those who stopped had brought', async () => {
  const page = await told({ lines });
  expect(page!.sentence).toBe(
    'Compared with a year before, 2 customers are in a higher tier and 0 in a lower one; 1 who had brought 800.00 EUR stopped buying, 1 came back, and 1 is new.',
  );
  expect(page!.text).toContain(
    'Tiers of 2023-01-01 to 2023-12-31 (rows) and of 2024-01-01 to 2024-12-31 (columns).',
  );
});

test('those in a lower tier who still buy have not stopped', async () => {
  const page = await told({
    lines: [
      ...bought(2023, { ann: 800, bob: 150, cyd: 50 }),
      ...bought(2024, { bob: 800, cyd: 150, ann: 50 }),
    ],
  });
  expect(page!.sentence).toMatch(
    /2 customers are in a higher tier and 1 in a lower one; 0 who had brought 0\.00 EUR/,
  );
});

test('every tier then and now has a cell, for customers and for their money on both sides', async () => {
  const page = await told({ lines });
  const customers = page!.cells('movement.moves', 'customers');
  expect(customers.map(({ text }) => text)).toEqual([
    ...['0', '0', '0', '1'],
    ...['1', '0', '0', '0'],
    ...['0', '1', '0', '0'],
    ...['0', '0', '1', '0'],
    ...['0', '0', '1', '0'],
  ]);
  const money = page!.cells('movement.moves', 'net_sales_before');
  expect(money).toHaveLength(20);
  expect([money[3]!.text, money[4]!.text]).toEqual(['800.00 to 0.00', '150.00 to 800.00']);
});

test('cells of few customers are grey; of the others the fullest has the deepest colour, and money has none', async () => {
  const stayed = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`s${i}`, 100]));
  const page = await told({
    lines: [...bought(2022, { eve: 1 }), ...bought(2023, stayed), ...bought(2024, { ...stayed, dan: 1 })],
  });
  const looks = page!.cells('movement.moves', 'customers').map(({ text, classes }) => [text, classes.at(-1)]);
  expect(looks.filter(([, look]) => look !== 'few')).toEqual([['40', 'heat-9']]);
  expect(page!.html.match(/heat-/g)).toHaveLength(1);
  expect(looks.filter(([text]) => text === '1')).toEqual([
    ['1', 'few'],
    ['1', 'few'],
  ]);
});

test('if a month of either window is not complete, every cell is hatched and says so', async () => {
  const page = await told({ lines, given: allNightsBut('2023-03-03', '2022-06-15', asOf) });
  const cells = page!.cells('movement.moves', 'customers');
  expect(cells.every(({ classes }) => classes.includes('incomplete'))).toBe(true);
  expect(new Set(cells.map(({ title }) => title))).toEqual(
    new Set(['not every month of both windows is complete']),
  );
  expect(page!.text).toContain('Hatched: not every month of both windows is complete.');
  expect((await told({ lines }))!.html).not.toContain('complete');
});

test('a shop of its first year has nothing to compare with, and one without customers nothing to tell', async () => {
  const page = await told({ lines: bought(2024, { ann: 10, bob: 20 }) });
  expect(page!.sentence).toBe('There is no year before to compare with: all customers (2) came after it.');
  expect(await told({ lines: [] })).toBeUndefined();
});

test('what the settings say is text, whatever it holds', async () => {
  const page = await told({ lines }, '"><script>alert(1)</script>');
  expect(page!.html).toContain('&quot;&gt;&lt;script&gt;');
  expect(page!.html).not.toContain('<script');
});
