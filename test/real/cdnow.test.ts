import { beforeAll, describe, expect, test } from 'vitest';
import { NOW, openShop, type Said, type Shop } from '../command-line.ts';
import { sharedFolder } from '../folders.ts';
import { sharedDump } from './shared-data.ts';

const dump = sharedDump('cdnow_sample.csv');

describe.skipIf(dump.isMissing)('the CDNOW sample', () => {
  const folder = sharedFolder();

  /** The sample as `init` proposes to read it, zero amounts counting as purchases. */
  const withLifetime = async (lifetime: string, at?: string) => {
    const shop = await openShop({}, NOW, at);
    const proposed = await shop.patronage('init', dump.path, '--currency', 'USD', '--timezone', 'UTC');
    expect(proposed.status, proposed.err).toBe(0);
    const metrics = `metrics:\n  purchase: { count_zero_value: true }\n  lifetime: { ${lifetime} }\n`;
    await shop.write('patronage.yaml', `${proposed.out}${metrics}`);
    return shop;
  };

  let whole: Shop;
  let ran: Said;
  beforeAll(async () => {
    whole = await withLifetime('holdout_weeks: 39', folder);
    ran = await whole.patronage('run', '--as-of', '1998-06-30');
  }, 60_000);

  test('goes through init and run as it is, and zero amounts count as purchases where that is said', async () => {
    expect(ran.status, ran.err).toBe(0);
    const [customers] = await whole.query(
      `select cast(sum(case when purchase_days = 1 then customers end) as bigint) as once,
         cast(sum(case when purchase_days = 2 then customers end) as bigint) as twice,
         cast(sum(case when purchase_days > 2 then customers end) as bigint) as more from purchase_frequency`,
    );
    expect(customers).toEqual({ once: 1218, twice: 403, more: 736 });
    expect(await whole.query('select count(*) as days from purchase_days')).toEqual([{ days: 6696 }]);
  });

  test('as of 1997-09-30 the tables have the published parameters, likelihoods and standard errors', async () => {
    const shop = await withLifetime('model: auto');
    const { status, err } = await shop.patronage('run', '--as-of', '1997-09-30');
    expect(status, err).toBe(0);
    const rows = await shop.query('select * from lifetime_model');
    const valuesOf = (model: string, names: string[], digits: number) =>
      names.map((name) =>
        Number(rows.find((row) => row.model === model && row.parameter === name)?.value).toFixed(digits),
      );
    expect(valuesOf('bg_nbd', ['r', 'alpha', 'a', 'b'], 3)).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(valuesOf('mbg_nbd', ['r', 'alpha', 'a', 'b'], 3)).toEqual(['0.525', '6.183', '0.891', '1.614']);
    expect(valuesOf('pareto_nbd', ['r', 'alpha', 's', 'beta'], 3)).toEqual([
      '0.553',
      '10.578',
      '0.606',
      '11.669',
    ]);
    expect(valuesOf('gamma_gamma', ['p', 'q', 'v'], 2)).toEqual(['6.25', '3.74', '15.44']);
    const likelihoods = Object.fromEntries(
      rows.map(({ model, log_likelihood }) => [model, Number(log_likelihood).toFixed(4)]),
    );
    expect(likelihoods).toMatchObject({
      bg_nbd: '-9582.4292',
      mbg_nbd: '-9582.1357',
      pareto_nbd: '-9594.9762',
      gamma_gamma: '-4055.9177',
    });
    const errors = ['r', 'alpha', 'a', 'b'].map((name) =>
      Number(
        rows.find((row) => row.model === 'bg_nbd' && row.parameter === name)?.standard_error,
      ).toPrecision(4),
    );
    expect(errors).toEqual(['0.01256', '0.3782', '0.1857', '0.7054']);
    expect(rows.find(({ model }) => model === 'gamma_gamma')).toMatchObject({ customers: 946 });
    expect(
      Number(rows.find(({ model }) => model === 'gamma_gamma')?.frequency_value_correlation).toFixed(6),
    ).toBe('0.113888');
  });

  test('as of 1998-06-30 the backtest of 39 weeks is the published one, and the run says how wrong it was', async () => {
    const totals = await whole.query(
      "select * from lifetime_backtest where breakdown = 'total' order by model",
    );
    for (const row of totals)
      expect(row).toMatchObject({
        calibration_ends_on: '1997-09-30',
        actual_purchases: 1882,
        customers: 2357,
      });
    expect(
      Object.fromEntries(totals.map((row) => [row.model, Number(row.predicted_purchases).toFixed(1)])),
    ).toMatchObject({ bg_nbd: '1653.4', mbg_nbd: '1576.7', pareto_nbd: '1665.5' });
    expect(ran.out.replace(/\s+/g, ' ')).toContain(
      'A forecast made 39 weeks earlier would have been 12.1 % too low: 1,653 purchase days for the 39 weeks to 1998-06-30, and 1,882 came;',
    );
  });
});
