import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dump, json, openTill } from '../commands/till.ts';

const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');

const missing = (value: object): string[] =>
  Object.keys(value).filter((key) => !new RegExp(`\\b${key}\\b`).test(page));

test('docs/operations.md names every key that a program gets', async () => {
  const shop = await openTill({
    '2024-06-03': dump('2024-06-03', 10),
    '2024-06-04': dump('2024-06-04', 'x'),
  });
  const { intake, refresh } = json(await shop.patronage('run', '--json'));
  const [, refused] = intake.taken;
  const status = json(await shop.patronage('status', '--json'));
  const [rejected] = json(await shop.patronage('quarantine', '--json'));
  const [release] = json(await shop.patronage('releases', '--json'));
  const difference = json(await shop.patronage('diff', 'current', 'current', '--json'));
  const withdrawn = json(await shop.patronage('withdraw', '2024-06-03.csv', '--json'));
  const table = json(await shop.patronage('tables', 'sales', '--json'));
  const shapes = [
    intake,
    refused,
    refused.reading,
    refused.reading.faults[0],
    refresh,
    refresh.tables[0],
    refresh.totals,
  ];
  for (const shape of [
    ...shapes,
    status,
    rejected,
    rejected.rows[0],
    release,
    difference,
    difference.a,
    difference.figures[0],
    difference.tables[0],
    withdrawn,
    table,
    table.columns[0],
  ])
    expect(missing(shape)).toEqual([]);
});
