import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourcesOf } from '../../lib/config/sources.ts';
import { enterAll, enterOne } from '../../lib/intake/enter.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { newFolder } from '../folders.ts';
import { newShop } from '../shop.ts';
import { openVersioned } from '../storage/versioned.ts';
import { LANDING } from './bucket.ts';

const put = fc.record({
  name: fc.constantFrom('jan', 'jan', 'feb'),
  content: fc.constantFrom('A', 'A', 'B'),
  after: fc.constantFrom(0, 1),
});

/** Puts, and the order in which their events come: each at least once. */
const history = fc.array(put, { minLength: 1, maxLength: 6 }).chain((puts) =>
  fc.record({
    puts: fc.constant(puts),
    order: fc
      .tuple(
        fc.shuffledSubarray([...puts.keys()], { minLength: puts.length }),
        fc.array(fc.nat({ max: puts.length - 1 }), { maxLength: 3 }),
      )
      .map((parts) => parts.flat()),
    atOnce: fc.integer({ min: 1, max: 3 }),
  }),
);

test('what the ledger says of a bucket depends on what is in it alone, not on which event came first, twice or at once', async () => {
  const shop = await newShop();
  const [source] = sourcesOf((await shop.open({ isUploaded: true })).configuration);
  await fc.assert(
    fc.asyncProperty(history, async ({ puts, order, atOnce }) => {
      const buckets = await Promise.all(
        [1, 2].map(async () => {
          const folder = await newFolder();
          const store = openVersioned(folder, (nth) => `v${(nth * 7) % 11}`);
          let second = 0;
          const versions = puts.map(({ name, content, after }) => {
            second += after;
            return store.upload(LANDING + name, content, second);
          });
          return { store, versions, ledger: openLedger(store), folder, largest: Number.POSITIVE_INFINITY };
        }),
      );
      const [byEvents, atTheEnd] = buckets as [(typeof buckets)[0], (typeof buckets)[0]];
      for (let i = 0; i < order.length; i += atOnce) {
        await Promise.all(
          order.slice(i, i + atOnce).map(async (nth) => {
            const { name, content } = puts[nth]!;
            const version = await enterOne(source!, LANDING + name, byEvents.versions[nth], byEvents);
            const entered = (await byEvents.ledger.arrivals()).find((one) => one.version === version);
            expect(entered).toMatchObject({ version: byEvents.versions[nth], bytes: content.length });
          }),
        );
      }
      await enterAll([source!], atTheEnd);
      const all = await byEvents.ledger.arrivals();
      expect(all).toEqual(await atTheEnd.ledger.arrivals());
      // Also within a second, what came under a name stands in the order in which it came.
      for (const name of ['jan', 'feb']) {
        const came = byEvents.versions.filter((_version, nth) => puts[nth]!.name === name);
        expect(all.flatMap(({ landing, version }) => (landing === LANDING + name ? [version] : []))).toEqual(
          came,
        );
      }
    }),
    { seed: 6, numRuns: 60 },
  );
});
