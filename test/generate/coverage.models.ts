import { expect, test } from 'vitest';
import { LEAVING } from '../../lib/generate/plan.ts';
import { forecastShop, share } from './forecast.ts';

const SHOPS = 30;

test('30 shops, none of them chosen, come as surely as their forecasts say', async () => {
  const results = [];
  for (let seed = 1; seed <= SHOPS; seed++)
    results.push(await forecastShop({ ...LEAVING, customers: 1500, seed }));
  const shops = results.map(({ portfolio }) => portfolio);
  const cohorts = results.flatMap((result) => result.cohorts);
  const report = {
    selected: results.map(({ selected }) => selected?.model).join(' '),
    shops: { purchaseDays: share(shops, 'purchaseDays'), netSales: share(shops, 'netSales') },
    cohorts: { purchaseDays: share(cohorts, 'purchaseDays'), netSales: share(cohorts, 'netSales') },
  };
  console.info(report);
  for (const { selected } of results)
    expect(selected).toMatchObject({ churn_identifiable: true, is_eligible: true });
  // Of 30 shops 18 to 30 lie inside with 80 % by chance; of 1,080 cohorts it is known more closely.
  for (const held of Object.values(report.shops)) expect(held).toBeGreaterThanOrEqual(0.6);
  for (const held of Object.values(report.cohorts)) expect(Math.abs(held - 0.8)).toBeLessThan(0.06);
});
