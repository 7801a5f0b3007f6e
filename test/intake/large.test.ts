import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dumpOf } from '../shop.ts';
import { type Bucket, JAN, LANDING, newBucket } from './bucket.ts';

/** Text of a dump with one line and so many bytes in all. */
function dumpWith(bytes: number): string {
  const line = (customer: string): string => dumpOf([`o1,1,${customer},2024-01-01,10`]);
  return line('a'.repeat(bytes - line('').length));
}

const MEGABYTE = 1e6;
const small = (): Promise<Bucket> => newBucket({ top: 'cloud: { largest_dump_mb: 1 }' });

test('a dump that is larger than what is read is refused unseen, and its uploader is told the limit and what to do', async () => {
  const bucket = await small();
  const version = bucket.store.upload(JAN, dumpWith(MEGABYTE + 1), 1);
  expect(await bucket.event({ key: JAN, version })).toEqual({ taken: ['jan.csv refused'], known: [] });
  expect(bucket.store.fetched).toEqual([]);
  expect((await bucket.store.list('lake/')).objects).toEqual([]);
  expect(await bucket.told('jan.csv', version)).toMatchObject({
    status: 'refused',
    reason: expect.stringMatching(
      /has 2 MB, and at most 1 are read \(cloud\.largest_dump_mb\); split it into several files/,
    ),
    reading: { rows_read: 0, rows_accepted: 0, rows_quarantined: 0 },
    bytes: MEGABYTE + 1,
  });
});

test('a dump of just the largest size is read', async () => {
  const bucket = await small();
  bucket.store.upload(JAN, dumpWith(MEGABYTE), 1);
  await bucket.intake();
  expect(
    (await bucket.receipts()).map(({ state, receipt }) => [state, receipt.reading.rows_accepted]),
  ).toEqual([['current', 1]]);
});

test.each([
  ['utf-8', dumpWith(MEGABYTE + 1)],
  ['utf-16', `\ufeff${dumpWith(MEGABYTE / 2)}`],
] as const)('a packed dump in %s that unpacks to more is refused', async (encoding, text) => {
  const bucket = await small();
  const packed = gzipSync(Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'));
  expect(packed.length).toBeLessThan(MEGABYTE);
  const key = `${LANDING}jan.csv.gz`;
  const version = bucket.store.upload(key, packed, 1);
  await bucket.intake();
  expect(await bucket.told('jan.csv.gz', version)).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('unpacks to more than 1 MB'),
  });
  expect((await bucket.store.list('lake/')).objects).toEqual([]);
});

test('of two dumps that are too large, under one name or two, none is taken for a copy of the other', async () => {
  const bucket = await small();
  const text = dumpWith(MEGABYTE + 1);
  for (const [second, key] of [JAN, JAN, `${LANDING}feb.csv`].entries())
    bucket.store.upload(key, text, second);
  await bucket.intake();
  expect((await bucket.receipts()).map(({ state }) => state)).toEqual(['refused', 'refused', 'refused']);
});

test('a part of it that comes afterwards is read', async () => {
  const bucket = await small();
  bucket.store.upload(JAN, dumpWith(MEGABYTE + 1), 1);
  await bucket.intake();
  bucket.store.upload(`${LANDING}jan-1.csv`, dumpOf(['o1,1,anna,2024-01-01,10']), 2);
  await bucket.intake();
  expect((await bucket.receipts()).map(({ state }) => state)).toEqual(['refused', 'current']);
});
