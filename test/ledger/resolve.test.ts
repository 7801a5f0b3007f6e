import { describe, expect, test } from 'vitest';
import { resolve, type State, type Withdrawal } from '../../lib/ledger/resolve.ts';
import { type Came, receiptOf, withdrawal } from './receipts.ts';

interface Rules {
  names?: 'corrected' | 'reused';
  withdrawals?: Withdrawal[];
  mapping?: string;
}

const resolved = (came: Came[], { names = 'corrected', withdrawals = [], mapping = 'm1' }: Rules = {}) =>
  resolve(came.map(receiptOf), { withdrawals, namesOf: () => names, mappingOf: () => mapping });

const states = (came: Came[], rules?: Rules): State[] => resolved(came, rules).map(({ state }) => state);

const a: Came = { arrival: 1, name: 'jan', content: 'A' };
const b: Came = { arrival: 2, name: 'jan', content: 'B' };
const february: Came['days'] = [['2024-02-01', '2024-02-29']];

describe('a name that comes again', () => {
  test('replaces what came under it before, and says which dump it was', () => {
    const [former, latter] = resolved([a, b]);
    expect([former?.state, latter?.state]).toEqual(['superseded', 'current']);
    expect(former).toMatchObject({ reason: 'corrected by dump d2-m1', replacedBy: 'd2-m1' });
  });

  test('is refused where it has no business day in common with what it would replace', () => {
    const [former, latter] = resolved([a, { ...b, days: february }]);
    expect([former?.state, latter?.state]).toEqual(['current', 'refused']);
    expect(latter?.reason).toContain('names: reused');
  });

  test('is compared with the last dump that counts, not with one that was refused', () => {
    const third: Came = { arrival: 3, name: 'jan', content: 'C' };
    expect(states([a, { ...b, days: february }, third])).toEqual(['superseded', 'refused', 'current']);
  });

  test('stands beside the former one where names are reused', () => {
    expect(states([a, { ...b, days: february }], { names: 'reused' })).toEqual(['current', 'current']);
  });

  test('may bring the content before last again', () => {
    const again: Came = { arrival: 3, name: 'jan', content: 'A' };
    expect(states([a, b, again])).toEqual(['superseded', 'superseded', 'current']);
  });

  test('changes nothing where its dump is refused', () => {
    expect(states([a, { ...b, refusal: 'half of it is bad' }])).toEqual(['current', 'refused']);
  });
});

describe('content that comes again under another name', () => {
  const copy: Came = { arrival: 3, name: 'copy', content: 'A' };

  test('is a duplicate of the first that counts', () => {
    expect(resolved([a, copy])[1]).toMatchObject({
      state: 'duplicate',
      reason: 'same content as jan',
      replacedBy: 'd1-m1',
    });
  });

  test('is none of a dump that had been corrected by then', () => {
    expect(states([a, b, copy])).toEqual(['superseded', 'current', 'current']);
  });

  test('comes in when its original is corrected later, and further copies are copies of it', () => {
    const correction: Came = { arrival: 5, name: 'jan', content: 'B' };
    const [first, second, third, last] = resolved([
      a,
      copy,
      { ...copy, arrival: 4, name: 'copy 2' },
      correction,
    ]);
    expect([first?.state, second?.state, last?.state]).toEqual(['superseded', 'current', 'current']);
    expect(third).toMatchObject({ state: 'duplicate', replacedBy: 'd3-m1' });
  });

  test('that comes in late is still corrected by what came under its name since', () => {
    const since: Came = { arrival: 4, name: 'copy', content: 'C' };
    const correction: Came = { arrival: 5, name: 'jan', content: 'B' };
    expect(states([a, copy, since, correction])).toEqual(['superseded', 'superseded', 'current', 'current']);
  });

  test('corrects what came under its own name before when it comes in late', () => {
    const own: Came = { arrival: 2, name: 'copy', content: 'C' };
    expect(states([a, own, copy, { arrival: 4, name: 'jan', content: 'B' }])).toEqual([
      'superseded',
      'superseded',
      'current',
      'current',
    ]);
  });

  test('is no copy where both are empty', () => {
    expect(
      states([
        { ...a, days: [] },
        { ...copy, days: [] },
      ]),
    ).toEqual(['current', 'current']);
  });
});

describe('a withdrawal', () => {
  test('takes a dump out, and what came under the name before counts again', () => {
    expect(states([a, b], { withdrawals: [withdrawal(b, 2)] })).toEqual(['current', 'withdrawn']);
  });

  test('keeps copies out that had come by then, and lets later ones in', () => {
    const came: Came[] = [
      a,
      { arrival: 2, name: 'copy', content: 'A' },
      { arrival: 3, name: 'jan', content: 'A' },
    ];
    const withdrawals = [withdrawal(a, 2)];
    expect(states(came, { withdrawals })).toEqual(['withdrawn', 'withdrawn', 'current']);
    expect(resolved(came, { withdrawals })[1]?.reason).toBe('same content as jan, which was withdrawn');
  });
});

describe('readings of one arrival by several mappings', () => {
  const readings: Came[] = [a, { ...a, mapping: 'm2', reading_number: 2 }];

  test('the one by the present mapping stands, also when the mapping goes back', () => {
    expect(states(readings, { mapping: 'm2' })).toEqual(['superseded', 'current']);
    expect(states(readings, { mapping: 'm1' })).toEqual(['current', 'superseded']);
  });

  test('the latest stands where the present mapping has not read it', () => {
    expect(states(readings, { mapping: 'm3' })).toEqual(['superseded', 'current']);
  });
});
