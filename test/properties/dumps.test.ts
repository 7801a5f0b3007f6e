import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrive, dump, newShop, published, salesOf, statesOf } from '../shop.ts';

/** Each is a warehouse built twice; `npm run test:properties` takes the time for many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);

interface Line {
  order: string;
  line: string;
  customer: string;
  day: number;
  cents: number;
  isBad: boolean;
}

const line: fc.Arbitrary<Line> = fc.record({
  order: fc.constantFrom('o1', 'o2', 'o3', ''),
  line: fc.constantFrom('1', '2', ''),
  customer: fc.constantFrom('anna', 'ben', ''),
  day: fc.integer({ min: 1, max: 3 }),
  cents: fc.constantFrom(1000, 1000, 999, -250, 0),
  isBad: fc.constantFrom(false, false, false, false, true),
});

const dateOf = ({ day }: Line): string => `2024-01-0${day}`;
const amountOf = ({ cents }: Line): string => (cents / 100).toFixed(2);
const textOf = (of: Line): string =>
  [of.order, of.line, of.customer, of.isBad ? 'some day' : dateOf(of), amountOf(of)].join(',');

/** So that there is always something to publish. */
const OPENING = dump('opening,1,zoe,2024-01-01,1.00');

/** What must be in `sales`, by the definitions and by hand: dumps in the order of arrival, under names of their own. */
function salesByHand(dumps: readonly Line[][]): string[] {
  const kept = new Map<string, Line>();
  const contents = new Set<string>();
  for (const lines of dumps) {
    const text = dump(...lines.map(textOf));
    if (contents.has(text)) continue;
    contents.add(text);
    const times = new Map<string, number>();
    for (const of of lines.filter(({ isBad }) => !isBad)) {
      const content = textOf(of);
      times.set(content, (times.get(content) ?? 0) + 1);
      kept.set(of.order && of.line ? `${of.order} ${of.line}` : `${content} ${times.get(content)}`, of);
    }
  }
  return [...kept.values()].map(
    (of) => `${of.order || '~'} ${(of.order && of.line) || '~'} ${of.customer} ${dateOf(of)} ${amountOf(of)}`,
  );
}

type Sold = Awaited<ReturnType<typeof salesOf>>;

/** The same words for the rows of `sales`; a line without a number of its own has its fingerprint there. */
const inWords = (rows: Sold): string[] =>
  rows
    .filter((row) => row.order_id !== 'opening')
    .map((row) => {
      const [order, own] = [row.order_id, row.line_id].map((id) => (String(id).startsWith('~') ? '~' : id));
      return `${order} ${own} ${row.customer_id ?? ''} ${row.ordered_on} ${Number(row.net_sales).toFixed(2)}`;
    });

const nameOf = (i: number): string => `dump-${i}.csv`;

describe('whatever dumps come', () => {
  test('processed in any order, in parts and twice they give the sales that their order of arrival says', async () => {
    const came = fc.array(fc.array(line, { maxLength: 6 }), { minLength: 1, maxLength: 4 }).chain((dumps) =>
      fc.record({
        dumps: fc.constant(dumps),
        order: fc.shuffledSubarray([...dumps.keys()], { minLength: dumps.length }),
        batch: fc.integer({ min: 1, max: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(came, async ({ dumps, order, batch }) => {
        const texts = dumps.map((lines) => dump(...lines.map(textOf)));
        const shop = await newShop({
          'a.csv': OPENING,
          ...Object.fromEntries(texts.map((text, i) => [nameOf(i), text])),
        });
        const straight = await shop.open();
        await straight.intake();

        const crooked = await (await newShop()).open();
        await arrive(crooked, 'a.csv', OPENING);
        const arrivals: string[] = [];
        for (const [i, text] of texts.entries()) arrivals.push(await arrive(crooked, nameOf(i), text));
        const shuffled = order.map((i) => arrivals[i]!);
        for (let i = 0; i < shuffled.length; i += batch) {
          await crooked.replay(shuffled.slice(i, i + batch));
          await crooked.replay(shuffled.slice(0, i));
        }
        await crooked.intake();

        const sales = await salesOf(straight);
        expect(inWords(sales).sort()).toEqual(salesByHand(dumps).sort());
        expect(await salesOf(crooked)).toEqual(sales);
        const [one, other] = [await straight.receipts(), await crooked.receipts()];
        expect(statesOf(other)).toEqual(statesOf(one));
        expect(other.map(({ receipt }) => [receipt.dump_id, receipt.reading])).toEqual(
          one.map(({ receipt }) => [receipt.dump_id, receipt.reading]),
        );
        for (const { receipt, place } of one.slice(1)) {
          const lines = dumps[place - 2]!;
          const { rows_read, rows_accepted, rows_quarantined } = receipt.reading;
          expect([rows_read, rows_quarantined]).toEqual([
            lines.length,
            lines.filter(({ isBad }) => isBad).length,
          ]);
          expect(rows_read).toBe(rows_accepted + rows_quarantined);
        }
      }),
      { seed: 1, numRuns: RUNS },
    );
  });

  test('split between orders or merged they give the same sales, to the cent', async () => {
    const split = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 14 }),
      parts: fc.integer({ min: 2, max: 3 }),
      shift: fc.nat({ max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(split, async ({ lines, parts, shift }) => {
        // Lines of one order stay together, as do lines that are equal where no order says what they belong to.
        const groups = [...Map.groupBy(lines, (of) => of.order || textOf(of)).values()];
        const dumps = Array.from({ length: parts }, (_, part) =>
          groups.filter((_group, i) => (i + shift) % parts === part).flat(),
        );
        const pieces = await newShop({
          'a.csv': OPENING,
          ...Object.fromEntries(dumps.map((some, i) => [nameOf(i), dump(...some.map(textOf))])),
        });
        const whole = await newShop({ 'a.csv': OPENING, 'whole.csv': dump(...lines.map(textOf)) });
        const [fromPieces, fromWhole] = [await pieces.open(), await whole.open()];
        await fromPieces.intake();
        await fromWhole.intake();
        const sales = await salesOf(fromWhole);
        expect(await salesOf(fromPieces)).toEqual(sales);
        expect(inWords(sales).sort()).toEqual(salesByHand([lines]).sort());
      }),
      { seed: 2, numRuns: RUNS },
    );
  });

  test('a release of them passes every check and its money is that of the lines', async () => {
    const some = fc.array(fc.array(line, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(some, async (dumps) => {
        const texts = dumps.map((lines, i) => [nameOf(i), dump(...lines.map(textOf))]);
        const shop = await newShop({ 'a.csv': OPENING, ...Object.fromEntries(texts) });
        const patronage = await shop.open();
        await patronage.intake();
        const [row] = await published(
          patronage,
          'select cast(sum(net_sales) as varchar) as net_sales from sales',
        );
        const cents = salesByHand(dumps).reduce(
          (sum, words) => sum + Math.round(Number(words.split(' ').at(-1)) * 100),
          100,
        );
        expect(row?.net_sales).toBe((cents / 100).toFixed(4));
      }),
      { seed: 3, numRuns: 2 },
    );
  });
});
