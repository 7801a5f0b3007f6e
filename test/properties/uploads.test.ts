import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whatCame } from '../../lib/intake/rules.ts';
import { newFolder } from '../folders.ts';
import { type Bucket, LANDING, newBucket } from '../intake/bucket.ts';
import { dump, newShop, salesOf, statesOf } from '../shop.ts';
import { openVersioned } from '../storage/versioned.ts';

/** Each run reads every dump several times; `npm run test:properties` takes the time for many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);

const CONTENTS = {
  A: dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-01,20'),
  B: dump('o1,1,anna,2024-01-01,11'),
  // Its second line is good only where it came on the second of January or later.
  C: dump('o1,1,anna,2024-01-01,12', 'o3,1,eve,2024-01-02,30'),
  D: dump('o4,1,zoe,2024-02-05,40'),
  empty: dump(),
};

interface Put {
  name: string;
  content: keyof typeof CONTENTS;
  /** Seconds between the beginning of the put before and its own; some hours make another day. */
  after: number;
  /** How many puts later its events come, one for each; at least one. */
  delays: number[];
}

const putsOf = (
  of: Pick<{ [Key in keyof Put]: readonly Put[Key][] }, 'name' | 'content' | 'after'>,
  delay: fc.Arbitrary<number>,
  minLength = 1,
) =>
  fc.array(
    fc.record<Put>({
      name: fc.constantFrom(...of.name),
      content: fc.constantFrom(...of.content),
      after: fc.constantFrom(...of.after),
      delays: fc.array(delay, { minLength: 1, maxLength: 2 }),
    }),
    { minLength, maxLength: 6 },
  );

const puts = putsOf(
  {
    name: ['jan.csv', 'jan.csv', 'a/feb.csv'],
    content: ['A', 'A', 'B', 'C', 'D', 'empty'],
    after: [0, 0, 1, 40_000],
  },
  fc.nat({ max: 5 }),
);

/** Seconds since the first of January in UTC. */
const SECOND_OF_JANUARY = 90_000;

/**
 * Uploads in parts that show up when others that began after them are in and read; few contents and names, so that the same
 * comes again.
 */
const latePuts = putsOf(
  {
    name: [...Array<string>(5).fill('jan.csv'), 'a/feb.csv'],
    content: ['C', 'C', 'B'],
    after: [40_000, 40_000, -1, -30_000],
  },
  fc.constantFrom(0, 0, 0, 1, 5),
  3,
);

/** Puts one after the other, with events in between and after, as they say. @param start when, in seconds of the year */
async function play(bucket: Bucket, came: readonly Put[], withEvents: boolean, start = 0): Promise<void> {
  const versions: string[] = [];
  let second = start;
  for (let turn = 0; turn < came.length + 6; turn++) {
    const put = came[turn];
    if (put) {
      // Before the first of January no line is good.
      second = Math.max(0, second + put.after);
      versions.push(bucket.store.upload(LANDING + put.name, CONTENTS[put.content], second));
    }
    if (!withEvents) continue;
    for (const [i, { name, delays }] of came.slice(0, turn + 1).entries()) {
      const now = delays.filter((delay) => i + delay === turn);
      await Promise.all(now.map(() => bucket.event({ key: LANDING + name, version: versions[i]! })));
    }
  }
}

const outcome = async (bucket: Bucket) =>
  (await bucket.receipts()).map(({ receipt, place, state, reason }) => {
    const { arrival, dump_id, reading } = receipt;
    return { place, state, reason, arrival, dump_id, reading };
  });

const repeatsOf = async ({ ledger, configuration }: Bucket) =>
  (await whatCame(ledger, configuration)).repeats;

/**
 * The outcome where ids are not those of one look: what shows up late gets one that is free. Reasons that name a dump name
 * it by where it stands.
 */
async function outcomeButIds(bucket: Bucket) {
  const came = await outcome(bucket);
  const places = new Map(came.map(({ dump_id, place }) => [dump_id, place]));
  return came.map(({ dump_id: _, reason, ...rest }) => ({
    ...rest,
    reason: reason?.replace(/[0-9a-f]{16}/, (id) => `at ${places.get(id)}`),
  }));
}

describe('whatever comes to a bucket', () => {
  for (const names of ['corrected', 'reused'] as const) {
    test(`${names}: events late, twice, at once or in any order give what one look at the end gives`, async () => {
      await fc.assert(
        fc.asyncProperty(puts, async (came) => {
          const version = (put: number): string => `v${(put * 7) % 11}`;
          const wording = { till: `names: ${names}` };
          const byEvents = await newBucket(wording, openVersioned(await newFolder(), version));
          const atTheEnd = await newBucket(wording, openVersioned(await newFolder(), version));
          await play(byEvents, came, true);
          await play(atTheEnd, came, false);
          await atTheEnd.intake();
          const expected = await outcome(atTheEnd);
          expect(await outcome(byEvents)).toEqual(expected);
          expect(await repeatsOf(byEvents)).toEqual(await repeatsOf(atTheEnd));
          expect((await byEvents.intake()).taken).toEqual([]);
          expect(await outcome(byEvents)).toEqual(expected);
          if (expected.some(({ state, reading }) => state === 'current' && reading.rows_accepted > 0))
            expect(await salesOf(byEvents)).toEqual(await salesOf(atTheEnd));
        }),
        { seed: 4, numRuns: RUNS },
      );
    });
  }

  for (const names of ['corrected', 'reused'] as const) {
    test(`${names}: uploads that end long after they began give what one look at the end gives`, async () => {
      await fc.assert(
        fc.asyncProperty(latePuts, async (came) => {
          const wording = { till: `names: ${names}` };
          const [byEvents, atTheEnd] = [await newBucket(wording), await newBucket(wording)];
          await play(byEvents, came, true, SECOND_OF_JANUARY);
          await play(atTheEnd, came, false, SECOND_OF_JANUARY);
          await atTheEnd.intake();
          const expected = await outcomeButIds(atTheEnd);
          expect(await outcomeButIds(byEvents)).toEqual(expected);
          const ids = (await outcome(byEvents)).map(({ dump_id }) => dump_id);
          expect(new Set(ids).size).toBe(ids.length);
          expect((await byEvents.intake()).taken).toEqual([]);
          expect(await salesOf(byEvents)).toEqual(await salesOf(atTheEnd));
        }),
        { seed: 9, numRuns: 3 * RUNS },
      );
    });
  }

  test('a folder that got the same dumps in the same order says the same of them', async () => {
    await fc.assert(
      fc.asyncProperty(puts, async (came) => {
        const [bucket, shop] = [await newBucket(), await newShop()];
        // Dumps of one second are ordered by name: here every one has a second of its own.
        const apart = came.map((put) => ({ ...put, after: Math.max(put.after, 1) }));
        await play(bucket, apart, true);
        let second = 0;
        for (const { name, content, after } of apart) {
          second += after;
          await shop.put(`till/${name}`, CONTENTS[content]);
          const now = new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();
          await (await shop.open({ now })).intake();
        }
        const [inBucket, inFolder] = [await bucket.receipts(), await (await shop.open()).receipts()];
        expect(statesOf(inBucket)).toEqual(statesOf(inFolder));
        expect(inBucket.map(({ receipt, place }) => [place, receipt.dump_id, receipt.reading])).toEqual(
          inFolder.map(({ receipt, place }) => [place, receipt.dump_id, receipt.reading]),
        );
      }),
      { seed: 5, numRuns: RUNS },
    );
  });
});
