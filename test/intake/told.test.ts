import { describe, expect, test } from 'vitest';
import { firstReceipt, receiptOf } from '../../lib/intake/heard.ts';
import { dump } from '../shop.ts';
import { A, JAN, LANDING, newBucket } from './bucket.ts';

describe('the receipt of an uploader', () => {
  test('lies beside the name of the dump, one for every content, as it was told', async () => {
    const bucket = await newBucket();
    const [first, again] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, A, 2)];
    const copy = bucket.store.upload(`${LANDING}copy.csv`, A, 3);
    await bucket.intake();
    const { receipt } = (await bucket.receipts())[0]!;
    expect(await bucket.told('jan.csv', first)).toEqual(receipt);
    expect(await bucket.told('jan.csv', again)).toMatchObject({
      ...receipt,
      arrival: expect.any(String),
      version: again,
      status: 'duplicate',
      reason: 'same content as what came under this name before; nothing is changed',
    });
    expect(await bucket.told('copy.csv', copy)).toMatchObject({ reason: 'same content as jan.csv' });
  });

  test('that was not written when the ledger was is written by the next event, or the next intake', async () => {
    const bucket = await newBucket();
    const version = bucket.store.upload(JAN, A, 1);
    const key = `receipts/sales/till/jan.csv.${version}.json`;
    const working = bucket.store.put;
    bucket.store.put = (to, ...rest) =>
      to === key ? Promise.reject(new Error('cut off')) : working(to, ...rest);
    await expect(bucket.event({ key: JAN, version })).rejects.toThrow('cut off');
    bucket.store.put = working;
    expect(await bucket.told('jan.csv', version)).toBeUndefined();
    expect((await bucket.event({ key: JAN, version })).taken).toEqual([]);
    expect(await bucket.told('jan.csv', version)).toMatchObject({ status: 'accepted' });
    await bucket.store.delete(key);
    await bucket.intake();
    expect(await bucket.told('jan.csv', version)).toMatchObject({ status: 'accepted' });
  });

  test('is written anew when the dump is read by another mapping', async () => {
    const bucket = await newBucket();
    const version = bucket.store.upload(JAN, dump('o1,1,anna,2024-01-01,10,15'), 1);
    await bucket.intake();
    const other = await bucket.by({ net: 'list' });
    await other.intake();
    const { receipt } = (await other.receipts())[1]!;
    expect((await bucket.told('jan.csv', version))?.dump_id).toBe(receipt.dump_id);
  });

  test('is no duplicate where putting the refused dump again after the mapping was mended brought it in', async () => {
    const bucket = await newBucket({ net: 'nett' });
    const first = bucket.store.upload(JAN, A, 1);
    const repeat = bucket.store.upload(JAN, A, 2);
    await bucket.intake();
    expect(await bucket.told('jan.csv', first)).toMatchObject({ status: 'refused' });
    const mended = await bucket.by({});
    const again = bucket.store.upload(JAN, A, 3);
    expect((await mended.event({ key: JAN, version: again })).taken).toEqual(['jan.csv current']);
    const { dump_id } = (await mended.receipts()).at(-1)!.receipt;
    expect(await bucket.told('jan.csv', first)).toMatchObject({ status: 'accepted', dump_id });
    expect(await bucket.told('jan.csv', repeat)).toMatchObject({ status: 'duplicate', dump_id });
    expect(await bucket.told('jan.csv', again)).toMatchObject({
      status: 'accepted',
      dump_id,
      version: again,
    });
    const fourth = bucket.store.upload(JAN, A, 4);
    await mended.event({ key: JAN, version: fourth });
    expect(await bucket.told('jan.csv', fourth)).toMatchObject({ status: 'duplicate', dump_id });

    // As `patronage upload` tells of them.
    const shownOf = async (version: string) =>
      firstReceipt(bucket.store, (await receiptOf(bucket.store, JAN, version))!);
    for (const version of [first, again])
      expect(await shownOf(version)).toMatchObject({ status: 'accepted', version });
    for (const version of [repeat, fourth])
      expect(await shownOf(version)).toMatchObject({ status: 'accepted', version: first });
  });

  test('tells also of the content that the one of the event repeats, which was read for it', async () => {
    const bucket = await newBucket();
    const [first, again] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, A, 2)];
    await bucket.event({ key: JAN, version: again });
    expect(await bucket.told('jan.csv', first)).toMatchObject({ status: 'accepted', version: first });
    expect(await bucket.told('jan.csv', again)).toMatchObject({ status: 'duplicate', version: again });
  });
});
