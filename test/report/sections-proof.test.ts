import { expect, test } from 'vitest';
import type { Release } from '../../lib/report/section.ts';
import { proof } from '../../lib/report/sections/proof.ts';

const SUMS = { rows_read: 4, rows_accepted: 3, rows_quarantined: 1, rows_published: 3 };
const HOLDS = { name: 'recipients', sentence: 'every recipient is known', failed: 0 };

/** The words of the section where the release was found to hold this. */
function told(warnings?: Release['warnings']): string {
  const release: Release = {
    ...{ release_id: 'r1', as_of_date: '2024-12-31', code: 'c1', engine: 'e1' },
    ...{ settings: { currency: 'EUR' }, inputs: [], tables: [], checks: [] },
    ...(warnings ? { warnings } : {}),
  };
  return proof
    .tell({ sums: [{ ...SUMS, net_sales_published: '30.0000' }], dumps: [], ledger: [] }, release)!
    .body.text.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('the proof says of how many rows that does not hold which should, and nothing where all does', () => {
  const contacts = { name: 'contacts', sentence: 'every contact is with a known customer' };
  expect(told([HOLDS, { ...contacts, failed: 1200 }])).toContain(
    'To look at What looks wrong in the feeds, and is kept, is counted here. ' +
      'For 1,200 rows it does not hold that every contact is with a known customer.',
  );
  expect(told([HOLDS, { ...contacts, failed: 1 }])).toContain('For 1 row it does not hold');
  for (const nothing of [told([HOLDS]), told()]) expect(nothing).not.toContain('To look at');
});
