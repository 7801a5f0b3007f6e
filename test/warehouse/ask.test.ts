import { expect, test } from 'vitest';
import { askOfLarge, NotCurrent } from '../../lib/warehouse/athena/ask.ts';
import type { Manifest, PublishedTable } from '../../lib/warehouse/release.ts';
import { LIFETIME } from '../../lib/words/lifetime-text.ts';
import { FIGURES, TIERS } from '../../lib/words/summary.ts';
import { lint } from '../sql/lint.ts';

const table = (name: string, bytes: number): PublishedTable => ({
  ...{ name, key: `warehouse/${name}/`, rows: 1, bytes, sha256: '', parts: [] },
});

/** Where a question on a release of these tables is answered. */
async function answeredBy(sql: string, isCurrent = true): Promise<unknown> {
  const tables = [table('sales', 5e9), table('dumps', 1e6), table('quarantine', 5e9)];
  const ask = askOfLarge({ release_id: 'r1', tables } as Manifest, {
    here: async () => [{ by: 'here' }],
    there: async () => ({ rows: async () => [{ by: 'there' }] }),
    isCurrent: async () => isCurrent,
  });
  return (await ask(sql))[0]?.by;
}

test('a question is answered by Athena where its tables are too large to be brought, and open to readers', async () => {
  expect(await answeredBy('select count(*) from dumps')).toBe('here');
  expect(await answeredBy('select count(*) from sales')).toBe('there');
  expect(await answeredBy('select count(*) from dumps join sales on true')).toBe('there');
  expect(await answeredBy('select count(*) from quarantine')).toBe('here');
});

test('of a release that is not current a large table is not asked, for the catalog has another', async () => {
  expect(await answeredBy('select count(*) from dumps', false)).toBe('here');
  await expect(answeredBy('select count(*) from sales', false)).rejects.toThrow(NotCurrent);
});

test.each([FIGURES, TIERS, LIFETIME])('what the morning message asks means the same on Athena', (sql) => {
  expect(lint(`-- check: the message may ask this\n${sql.trim()}\n`, 'check')).toEqual([]);
});
