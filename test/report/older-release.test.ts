import { expect, test } from 'vitest';
import { pageOf } from '../../lib/report/page.ts';
import { changes } from '../../lib/report/sections/changes.ts';
import { sinceMonthEnd } from '../../lib/report/sections/since-month-end.ts';
import { onWorkbench } from '../sql/workbench.ts';
import { releaseOf } from './workbook-reading.ts';

test('a release that is older than a table has a page without the sections that ask it', async () => {
  const lines = ['2024-01-10', '2024-02-10'].map((on) => ({ customer: 'ann', on, amount: 100 }));
  await onWorkbench({ asOf: '2024-02-29', lines }, ['customer_base_bridge'], async (engine) => {
    const release = await releaseOf(engine, '2024-02-29', ['customer_base_bridge']);
    const page = await pageOf([changes, sinceMonthEnd], (sql) => engine.rows(sql), release);
    expect(page).toContain('<section id="changes"');
    expect(page).not.toContain('<section id="since-month-end"');
  });
});
