import { describe, expect, test } from 'vitest';
import { dump, newShop, statesOf } from '../shop.ts';
import { A, amountsOf, B, JAN, LANDING, newBucket, OTHER, releaseOf } from './bucket.ts';

describe('an intake of a bucket', () => {
  test('lands all contents that have not arrived, in the order they came, whatever was told of by events', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 5);
    const young = bucket.store.upload(JAN, B, 6);
    bucket.store.upload(`${LANDING}b/feb.csv`, OTHER, 3);
    bucket.store.upload(`${LANDING}folder/`, '', 1);
    await bucket.event({ key: JAN, version: young });
    expect((await bucket.intake()).taken).toHaveLength(2);
    const receipts = await bucket.receipts();
    expect(receipts.map(({ receipt, place, state }) => [place, receipt.name, state])).toEqual([
      [1, 'b/feb.csv', 'current'],
      [2, 'jan.csv', 'superseded'],
      [3, 'jan.csv', 'current'],
    ]);
    expect(await amountsOf(bucket)).toEqual(['o1 11', 'o3 30']);
    expect((await bucket.intake()).taken).toEqual([]);
  });

  test('judges a line by the day on which it was put, not by the day on which it was read', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-09,20'), 1);
    await bucket.intake();
    expect(await amountsOf(bucket)).toEqual(['o1 10']);
  });

  test('publishes the same release as a folder that got the same dumps in the same order', async () => {
    const [shop, bucket] = [await newShop(), await newBucket()];
    const patronage = await shop.open({ isUploaded: false });
    for (const [i, [name, text]] of [
      ['jan.csv', A],
      ['jan.csv', A],
      ['feb.csv', OTHER],
      ['jan.csv', B],
      ['jan.csv', A],
      ['copy.csv', A],
    ].entries()) {
      await shop.put(`till/${name}`, text!);
      await patronage.intake();
      bucket.store.upload(`${LANDING}${name}`, text!, i);
    }
    await bucket.intake();
    expect(statesOf(await bucket.receipts())).toEqual(statesOf(await patronage.receipts()));
    expect(await releaseOf(bucket)).toBe(await releaseOf(patronage));
  });
});

test('a content that the bucket keeps no more counts as it was read, and is refused where it was not', async () => {
  const bucket = await newBucket();
  const [read, unread] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, B, 2)];
  await bucket.event({ key: JAN, version: read });
  bucket.store.expire(read);
  const other = await bucket.by({ net: 'list' });
  await other.event({ key: JAN, version: read });
  expect(statesOf(await other.receipts())).toEqual(['jan.csv current']);
  const young = bucket.store.upload(JAN, OTHER, 3);
  await bucket.event({ key: JAN, version: young });
  bucket.store.expire(unread);
  await bucket.event({ key: JAN, version: unread });
  expect(statesOf(await bucket.receipts())).toEqual([
    'jan.csv superseded',
    'jan.csv refused',
    'jan.csv current',
  ]);
});
