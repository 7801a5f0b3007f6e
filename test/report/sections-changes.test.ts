import { expect, test } from 'vitest';
import { changes } from '../../lib/report/sections/changes.ts';
import { rated } from '../sql/rates.ts';
import type { Line } from '../sql/workbench.ts';
import { tell } from './told.ts';

const asOf = '2024-02-29';
const told = (currency: string) => {
  const lines: Line[] = ['2024-01-10', '2024-02-10'].map((on) => ({
    customer: 'ann',
    on,
    amount: 100,
    currency,
  }));
  const given = rated(lines, [
    ['2024-01-10', 'USD', '0.8'],
    ['2024-02-10', 'USD', '0.9'],
  ]);
  return tell(changes, { asOf, lines, given }, ['customer_base_bridge']);
};

test('what exchange rates did is a row of its own, and is explained', async () => {
  const page = await told('USD');
  expect(page!.sentence).toContain('net sales went from 80.00 to 90.00 EUR');
  expect(page!.text).toMatch(/retained_unchanged 1 80\.00 80\.00 0\.00 .*exchange 0 0\.00 10\.00 10\.00/);
  expect(page!.text).toContain(
    'Exchange: what exchange rates did; the net sales of the other classes are at the',
  );
});

test('a shop that sells in one currency reads nothing of it', async () => {
  const page = await told('EUR');
  expect(page!.text).toMatch(/retained_unchanged 1 100\.00 100\.00 0\.00/);
  expect(page!.text.toLowerCase()).not.toContain('exchange');
});
