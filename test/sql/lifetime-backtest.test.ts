import { describe, expect, test } from 'vitest';
import { generatedCase, SMALL_SHOP } from './generated.ts';
import { workbench } from './workbench.ts';

// Two years of history hold a backtest of 34 weeks: a third of 730 days.
describe('the backtest', async () => {
  const made = await workbench(generatedCase(SMALL_SHOP), ['lifetime_backtest', 'lifetime_model']);
  const rows = made.lifetime_backtest!;
  const of = (model: string, breakdown: string) =>
    rows
      .filter((row) => row.model === model && row.breakdown === breakdown)
      .sort((a, b) => Number(a.part) - Number(b.part));
  const sum = (column: string, of: typeof rows) => of.reduce((total, row) => total + Number(row[column]), 0);
  const MODELS = ['nbd', 'bg_nbd', 'mbg_nbd', 'pareto_nbd'];

  test('every model has its total, eight groups and all weeks, as of the same days', () => {
    for (const model of MODELS) {
      expect(of(model, 'total')).toHaveLength(1);
      expect(of(model, 'frequency').map(({ part }) => part)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(of(model, 'week').map(({ part }) => part)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1));
      expect(of(model, 'week')[0]).toMatchObject({
        calibration_ends_on: '2023-05-07',
        holdout_ends_on: '2023-05-14',
      });
      expect(of(model, 'total')[0]).toMatchObject({ holdout_ends_on: '2023-12-31' });
    }
  });

  test('weeks and groups add up to the total, in what was forecast and in what came', () => {
    for (const model of MODELS) {
      const [total] = of(model, 'total');
      for (const breakdown of ['week', 'frequency'])
        for (const column of [
          'actual_purchases',
          'predicted_purchases',
          'naive_purchases',
          'actual_net_sales',
        ])
          expect(sum(column, of(model, breakdown)), column).toBeCloseTo(Number(total![column]), 6);
      expect(sum('customers', of(model, 'frequency'))).toBe(total!.customers);
      expect(sum('predicted_net_sales', of(model, 'week'))).toBeCloseTo(
        Number(total!.predicted_net_sales),
        2,
      );
    }
  });

  test('weeks run up to the total, and only weeks do', () => {
    for (const model of MODELS) {
      const [total] = of(model, 'total');
      const last = of(model, 'week').at(-1)!;
      expect(last.cumulative_actual_purchases).toBe(total!.actual_purchases);
      expect(last.cumulative_predicted_purchases).toBeCloseTo(Number(total!.predicted_purchases), 6);
      expect(last.cumulative_actual_net_sales).toBe(total!.actual_net_sales);
      expect(total!.cumulative_actual_purchases).toBeNull();
      expect(of(model, 'frequency')[0]!.cumulative_predicted_net_sales).toBeNull();
    }
  });

  test('the error of a model is what its groups miss per customer, and the naive one what the past misses', () => {
    for (const model of MODELS) {
      const groups = of(model, 'frequency');
      const missed = (column: string) =>
        groups.reduce(
          (total, row) => total + Math.abs(Number(row[column]) - Number(row.actual_purchases)),
          0,
        ) / sum('customers', groups);
      const row = made.lifetime_model!.find((one) => one.model === model)!;
      expect(row.holdout_error).toBeCloseTo(missed('predicted_purchases'), 9);
      expect(row.naive_error).toBeCloseTo(missed('naive_purchases'), 9);
      expect(row.holdout_predicted_purchases).toBeCloseTo(
        Number(of(model, 'total')[0]!.predicted_purchases),
        9,
      );
      expect(row.holdout_actual_purchases).toBe(of(model, 'total')[0]!.actual_purchases);
    }
  });

  test('where customers leave, the model that knows it errs less than the one that does not', () => {
    const errorOf = (model: string) =>
      Number(made.lifetime_model!.find((row) => row.model === model)!.holdout_error);
    expect(errorOf('mbg_nbd')).toBeLessThan(0.5 * errorOf('nbd'));
    expect(new Set(rows.filter(({ selected }) => selected).map(({ model }) => model))).toEqual(
      new Set(['mbg_nbd']),
    );
  });

  test('a day that never came is said from its week on', async () => {
    const lines = generatedCase(SMALL_SHOP).lines!.filter(({ on }) => on !== '2023-05-20');
    const given = { settings_expected_sources: [{ source: 'shop' }] };
    const closed = { ...generatedCase(SMALL_SHOP), lines, given };
    const { lifetime_backtest, missing_days } = await workbench(closed, [
      'lifetime_backtest',
      'missing_days',
    ]);
    const first = missing_days!
      .map(({ missing_on }) => String(missing_on))
      .find((day) => day > '2023-05-07')!;
    expect(first <= '2023-05-20').toBe(true);
    for (const { breakdown, holdout_ends_on, is_complete } of lifetime_backtest!)
      expect(is_complete, String(breakdown)).toBe(String(holdout_ends_on) < first);
    expect(rows.every(({ is_complete }) => is_complete)).toBe(true);
  });
});
