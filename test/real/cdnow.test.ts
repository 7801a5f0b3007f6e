import { describe, expect, test } from 'vitest';
import { openShop } from '../command-line.ts';
import { sharedDump } from './shared-data.ts';

const dump = sharedDump('cdnow_sample.csv');

describe.skipIf(dump.isMissing)('the CDNOW sample', () => {
  test('goes through init and run as it is, and zero amounts count as purchases where that is said', async () => {
    const shop = await openShop();
    const proposed = await shop.patronage('init', dump.path, '--currency', 'USD', '--timezone', 'UTC');
    expect(proposed.status, proposed.err).toBe(0);
    await shop.write('patronage.yaml', `${proposed.out}metrics:\n  purchase: { count_zero_value: true }\n`);
    const { status, err } = await shop.patronage('run');
    expect(status, err).toBe(0);

    const [customers] = await shop.query(
      `select cast(sum(case when purchase_days = 1 then customers end) as bigint) as once,
         cast(sum(case when purchase_days = 2 then customers end) as bigint) as twice,
         cast(sum(case when purchase_days > 2 then customers end) as bigint) as more from purchase_frequency`,
    );
    expect(customers).toEqual({ once: 1218, twice: 403, more: 736 });
    expect(await shop.query('select count(*) as days from purchase_days')).toEqual([{ days: 6696 }]);
  });
});
