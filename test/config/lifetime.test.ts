import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { settingsRow } from '../../lib/config/given.ts';
import { MODELS } from '../../lib/lifetime/models.ts';
import { exampleWith } from './example.ts';

const net = '        net_sales: Net\n';

const withLifetime = (keys: string) =>
  parseConfiguration(exampleWith(net, `${net}metrics: { lifetime: { ${keys} } }\n`), 'shop.yaml');

describe('a configuration of lifetime forecasts', () => {
  test('takes every key', () => {
    const keys =
      'horizon_days: 180, annual_discount_rate: 0, holdout_weeks: 26, max_holdout_miss: 1, model: pareto_nbd, ' +
      'min_customers: 1000, min_frequent_customers: 100, min_history_days: 365';
    expect(withLifetime(keys).metrics.lifetime).toEqual({
      horizon_days: 180,
      annual_discount_rate: 0,
      holdout_weeks: 26,
      holdouts_in_history: 2,
      max_holdout_miss: 1,
      model: 'pareto_nbd',
      min_customers: 1000,
      min_frequent_customers: 100,
      min_history_days: 365,
    });
  });

  test('may ask for any model that there is, or leave the choice', () => {
    for (const model of ['auto', ...MODELS.map(({ name }) => name)])
      expect(withLifetime(`model: ${model}`).metrics.lifetime.model).toBe(model);
  });

  test.each([
    ['that is named', 'holdout_weeks: 26', 26, 2],
    ['that is named, though it is the default', 'holdout_weeks: 52', 52, 2],
    ['that is not named', 'model: auto', 52, 3],
  ])('wants a history of so many holdouts for one %s', (_, keys, weeks, holdouts) => {
    const { holdout_weeks, holdouts_in_history } = withLifetime(keys).metrics.lifetime;
    expect([holdout_weeks, holdouts_in_history]).toEqual([weeks, holdouts]);
  });

  test('settings carries the limits of a forecast as the file gives them', () => {
    const row = settingsRow(withLifetime('model: nbd, min_customers: 1, min_frequent_customers: 2'));
    expect(row).toMatchObject({
      lifetime_holdouts_in_history: 3,
      lifetime_model: 'nbd',
      lifetime_min_customers: 1,
      lifetime_min_frequent_customers: 2,
      lifetime_min_history_days: 180,
    });
    expect(settingsRow(withLifetime('holdout_weeks: 26, min_history_days: 90'))).toMatchObject({
      lifetime_holdout_weeks: 26,
      lifetime_holdouts_in_history: 2,
      lifetime_min_history_days: 90,
    });
  });
});
