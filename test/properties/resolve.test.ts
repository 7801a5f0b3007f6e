import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedArrival } from '../../lib/ledger/order.ts';
import { resolve, type Withdrawal } from '../../lib/ledger/resolve.ts';
import { type Came, receiptOf, withdrawal } from '../ledger/receipts.ts';

const february: Came['days'] = [['2024-02-01', '2024-02-29']];

const resolved = (came: Came[], withdrawals: Withdrawal[] = []) =>
  resolve(came.map(receiptOf), { withdrawals, namesOf: () => 'corrected', mappingOf: () => 'm1' });

const history = fc
  .array(
    fc.record({
      name: fc.constantFrom('jan', 'feb', 'mar'),
      content: fc.constantFrom('A', 'B', 'C', 'D'),
      fate: fc.constantFrom('good', 'good', 'good', 'refused', 'withdrawn'),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((dumps) => {
    const daysOf: Record<string, Came['days']> = { C: february, D: [] };
    const came = dumps.map(({ name, content, fate }, i): Came => {
      const refused = fate === 'refused' ? { refusal: 'bad' } : {};
      return {
        arrival: i + 1,
        name,
        content,
        ...(daysOf[content] ? { days: daysOf[content] } : {}),
        ...refused,
      };
    });
    const withdrawals = dumps.flatMap(({ fate }, i) =>
      fate === 'withdrawn' ? [withdrawal(came[i]!, dumps.length)] : [],
    );
    return { came, withdrawals };
  });

describe('whatever has come', () => {
  const seed = { seed: 20240630, numRuns: 500 };

  test('the states do not depend on the order in which receipts were written', () => {
    const shuffled = history.chain((of) =>
      fc.record({ of: fc.constant(of), order: fc.shuffledSubarray(of.came, { minLength: of.came.length }) }),
    );
    fc.assert(
      fc.property(shuffled, ({ of: { came, withdrawals }, order }) => {
        expect(resolved(order, withdrawals)).toEqual(resolved(came, withdrawals));
      }),
      seed,
    );
  });

  test('a name has one current dump at most, content with rows is in once, and what replaces a dump is there', () => {
    fc.assert(
      fc.property(history, ({ came, withdrawals }) => {
        const all = resolved(came, withdrawals);
        const current = all.filter(({ state }) => state === 'current').map(({ receipt }) => receipt);
        const contents = current
          .filter(({ reading }) => reading.rows_read > 0)
          .map((receipt) => receipt.content_sha256);
        expect(new Set(current.map(({ name }) => name)).size).toBe(current.length);
        expect(new Set(contents).size).toBe(contents.length);
        const ids = new Set(current.map((receipt) => receipt.dump_id));
        for (const { state, replacedBy } of all) if (state === 'duplicate') expect(ids).toContain(replacedBy);
      }),
      seed,
    );
  });

  test('the last word of a name counts: a good dump is out only for a later one, a copy of it, or a withdrawal', () => {
    fc.assert(
      fc.property(history, ({ came }) => {
        const good = came.filter(({ refusal, days }) => refusal === undefined && days !== february);
        const last = good.findLast(({ name }) => name === 'jan');
        if (!last) return;
        const outcome = resolved(good);
        const own = outcome.find(({ receipt }) => receipt.arrival === countedArrival(last.arrival));
        expect(['current', 'duplicate']).toContain(own?.state);
      }),
      seed,
    );
  });
});
