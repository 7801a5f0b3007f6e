import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../lib/config/sources.ts';
import { newestContent } from '../../lib/intake/contents.ts';
import { statesOf } from '../shop.ts';
import { A, B, JAN, LANDING, newBucket, releaseOf } from './bucket.ts';

describe('the same content again under its name', () => {
  test('changes nothing and is fetched once only', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 1);
    await bucket.intake();
    const [release, receipts] = [await releaseOf(bucket), await bucket.receipts()];
    const again = bucket.store.upload(JAN, A, 2);
    expect((await bucket.event({ key: JAN, version: again })).known).toEqual(['jan.csv current']);
    await bucket.intake();
    await bucket.event({ key: JAN, version: again });
    expect(await releaseOf(bucket)).toBe(release);
    expect(await bucket.receipts()).toEqual(receipts);
    expect(bucket.store.fetched.filter((version) => version === again)).toHaveLength(1);
  });

  test('reads the content where nobody has yet, when its event is the first', async () => {
    const bucket = await newBucket();
    const first = bucket.store.upload(JAN, A, 1);
    const again = bucket.store.upload(JAN, A, 2);
    expect((await bucket.event({ key: JAN, version: again })).taken).toEqual(['jan.csv current']);
    expect((await bucket.event({ key: JAN, version: first })).known).toEqual(['jan.csv current']);
    expect((await bucket.receipts()).map(({ receipt }) => receipt.version)).toEqual([first]);
  });

  test('is a new arrival where other content came in between, unless names are reused', async () => {
    for (const [names, states] of [
      ['corrected', ['jan.csv superseded', 'jan.csv superseded', 'jan.csv current']],
      ['reused', ['jan.csv current', 'jan.csv current']],
    ] as const) {
      const bucket = await newBucket({ till: `names: ${names}` });
      for (const [i, text] of [A, B, A].entries()) bucket.store.upload(JAN, text, i);
      await bucket.intake();
      expect(statesOf(await bucket.receipts())).toEqual(states);
    }
  });

  test('after a withdrawal brings the dump in again; what was put before the withdrawal stays out', async () => {
    const bucket = await newBucket();
    const { store, ledger, configuration } = bucket;
    bucket.store.upload(JAN, A, 1);
    await bucket.intake();
    const unseen = bucket.store.upload(JAN, A, 2);
    const copy = bucket.store.upload(`${LANDING}copy.csv`, A, 2);
    const { arrival } = (await ledger.arrivals())[0]!;
    await ledger.withdraw(arrival, await newestContent(sourcesOf(configuration), store));
    const again = bucket.store.upload(JAN, A, 3);
    await bucket.event({ key: JAN, version: again });
    await bucket.event({ key: JAN, version: unseen });
    await bucket.event({ key: `${LANDING}copy.csv`, version: copy });
    expect(statesOf(await bucket.receipts())).toEqual([
      'jan.csv withdrawn',
      'copy.csv withdrawn',
      'jan.csv current',
    ]);
  });
});
