import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { countingDumps, nextFact } from '../../lib/ledger/locks.ts';
import type { Patronage } from '../../lib/patronage.ts';
import { dump, newShop, offered, type Shop, salesOf } from '../shop.ts';

/** Each run reads dumps several times; `npm run test:properties` takes the time for many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);

/** What happens to the warehouse on one night. */
type Night =
  | { kind: 'deliver'; name: string; lines: string[] }
  | { kind: 'withdraw'; which: number }
  | { kind: 'map'; net: 'net' | 'list' };

/** Few orders, customers and days, so that lines meet; some orders number their lines, others do not. */
const line = fc
  .record({
    order: fc.constantFrom('o1', 'o2', 'o3'),
    line: fc.constantFrom('1', '2', ''),
    customer: fc.constantFrom('anna', 'ben'),
    day: fc.constantFrom('2024-01-10', '2024-01-31', '2024-02-01', '2024-02-10'),
    net: fc.constantFrom('10', '11'),
    list: fc.constantFrom('10', '12'),
  })
  .map(({ order, line, customer, day, net, list }) => [order, line, customer, day, net, list].join(','));

const deliver = fc.record({
  kind: fc.constant('deliver' as const),
  name: fc.constantFrom('a.csv', 'b.csv', 'c.csv'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
});
const night: fc.Arbitrary<Night> = fc.oneof(
  { weight: 5, arbitrary: deliver },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat({ max: 9 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('map' as const),
      net: fc.constantFrom('net' as const, 'list' as const),
    }),
  },
);

/** There is always something to publish of March. */
const OPENING = { 'z.csv': dump('z,1,zoe,2024-03-01,1,1', 'z,2,zoe,2024-01-05,1,1') };

interface Story {
  before: Night[];
  between: Night[];
  after: Night[];
  names: 'corrected' | 'reused';
}

const story = fc.record<Story>({
  before: fc.array(night, { minLength: 1, maxLength: 3 }),
  between: fc.array(night, { maxLength: 2 }),
  after: fc.array(night, { minLength: 1, maxLength: 4 }),
  names: fc.constantFrom('corrected' as const, 'reused' as const),
});

/** A shop at which nights pass. */
class Nights {
  readonly #shop: Shop;
  readonly #names: string;
  #net = 'net';
  constructor(shop: Shop, names: string) {
    this.#shop = shop;
    this.#names = names;
  }

  open(): Promise<Patronage> {
    return this.#shop.open({ till: `names: ${this.#names}`, net: this.#net });
  }

  async pass(nights: readonly Night[]): Promise<void> {
    for (const one of nights) {
      if (one.kind === 'map') this.#net = one.net;
      if (one.kind === 'deliver') await this.#shop.put(`till/${one.name}`, dump(...one.lines));
      const patronage = await this.open();
      if (one.kind === 'withdraw') {
        const counting = (await patronage.receipts()).filter(
          ({ receipt, state }) => state === 'current' && receipt.name !== 'z.csv',
        );
        const taken = counting[one.which % counting.length];
        if (taken) await patronage.withdraw(taken.receipt.arrival);
      } else {
        // A dump that was withdrawn comes in again when it is named.
        if (one.kind === 'deliver') await patronage.intake([offered(patronage, one.name)]);
        await patronage.intake();
      }
      await patronage.close();
    }
  }

  async say(month: string, kind: 'lock' | 'unlock'): Promise<void> {
    const patronage = await this.open();
    const { ledger } = patronage;
    const dumps = kind === 'lock' ? countingDumps(await patronage.receipts()) : [];
    const said = {
      month,
      kind,
      at: `2024-0${month.slice(-1)}-28T00:00:00Z`,
      by: 'anna',
      newest_arrival: null,
    };
    await ledger.addLock(nextFact(await ledger.locks(), { ...said, dumps }));
    await patronage.close();
  }

  async sales(): Promise<Row[]> {
    const patronage = await this.open();
    const rows = await salesOf(patronage);
    await patronage.close();
    return rows;
  }
}

const of = (rows: readonly Row[], month: string): Row[] =>
  rows.filter(({ ordered_on }) => String(ordered_on).startsWith(month));

describe('whatever comes, is corrected, withdrawn or read anew', () => {
  test('a locked month keeps its lines, and so does one that is locked after it', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ before, between, after, names }) => {
        const nights = new Nights(await newShop(OPENING), names);
        await nights.pass([{ kind: 'map', net: 'net' }, ...before]);
        const january = of(await nights.sales(), '2024-01');
        await nights.say('2024-01', 'lock');
        await nights.pass(between);
        const at = await nights.sales();
        expect(of(at, '2024-01')).toEqual(january);
        await nights.say('2024-02', 'lock');
        expect(await nights.sales()).toEqual(at);
        await nights.pass(after);
        const last = await nights.sales();
        expect(of(last, '2024-01')).toEqual(january);
        expect(of(last, '2024-02')).toEqual(of(at, '2024-02'));
        const identities = last.map(({ source, order_id, line_id }) => `${source} ${order_id} ${line_id}`);
        expect(new Set(identities).size).toBe(identities.length);
      }),
      { seed: 11, numRuns: RUNS },
    );
  });

  test('what was unlocked is as if it had never been locked', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ before, between, after, names }) => {
        const locked = new Nights(await newShop(OPENING), names);
        const never = new Nights(await newShop(OPENING), names);
        const opening: Night = { kind: 'map', net: 'net' };
        await locked.pass([opening, ...before]);
        await locked.say('2024-01', 'lock');
        await locked.pass(between);
        await locked.say('2024-02', 'lock');
        await locked.pass(after);
        await locked.say('2024-01', 'unlock');
        await locked.say('2024-02', 'unlock');
        await never.pass([opening, ...before, ...between, ...after]);
        expect(await locked.sales()).toEqual(await never.sales());
      }),
      { seed: 12, numRuns: RUNS },
    );
  });

  test('every row and amount of a release with locked months adds up', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ before, between, after, names }) => {
        const nights = new Nights(await newShop(OPENING), names);
        await nights.pass([{ kind: 'map', net: 'net' }, ...before]);
        await nights.say('2024-01', 'lock');
        await nights.pass([...between, ...after]);
        const patronage = await nights.open();
        const { manifest } = await patronage.refresh();
        const [row] = await patronage.query(
          manifest,
          `select count(*) as dumps, sum(rows_accepted - rows_published - rows_superseded - rows_after_as_of - rows_held) as rest
           from reconciliation`,
        );
        expect(Number(row?.dumps)).toBeGreaterThan(0);
        expect(Number(row?.rest)).toBe(0);
      }),
      { seed: 13, numRuns: 2 },
    );
  });
});
