import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Computation, type Model, madeBy, orderModels } from '../../lib/warehouse/models.ts';
import { stages } from '../../lib/warehouse/steps.ts';
import { dumpOf, newShop } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';

describe('a release with a forecast', () => {
  test('has the same bytes in another folder, with any number of threads', async () => {
    const lines = linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount }) =>
      [order, line, customer, on, amount].join(','),
    );
    const first = await newShop({ 'all.csv': dumpOf(lines) });
    await (await first.open()).intake();
    const made: Record<string, string>[] = [];
    for (const threads of [1, 4]) {
      const shop = await newShop();
      for (const room of ['lake', 'ledger'])
        await cp(join(first.folder, 'warehouse', room), join(shop.folder, 'warehouse', room), {
          recursive: true,
        });
      const patronage = await shop.open({ top: `as_of: ${SMALL_SHOP.asOf}`, limits: { threads } });
      const { manifest } = await patronage.refresh();
      const answer = await patronage.query(
        manifest,
        'select distinct is_eligible, model from customer_lifetime_value',
      );
      expect(answer).toEqual([{ is_eligible: true, model: 'mbg_nbd' }]);
      made.push(Object.fromEntries(manifest.tables.map(({ name, sha256 }) => [name, sha256])));
    }
    expect(made[1]).toEqual(made[0]);
  });
});

test('the order is cut at the computation: the rest of the build reads nothing of it, and all that needs it comes after', async () => {
  const { build, fit } = await stages();
  const madeAfter = new Set(fit.flatMap(madeBy));
  expect(fit[0]?.name).toBe('lifetime');
  expect(build.flatMap(({ reads }) => reads).filter((name) => madeAfter.has(name))).toEqual([]);
  const idle = fit.filter(
    (step) => step.name !== 'lifetime' && !step.reads.some((name) => madeAfter.has(name)),
  );
  expect(idle).toEqual([]);
  const { makes } = fit[0] as Computation;
  expect(fit.slice(1).some(({ reads }) => reads.some((name) => makes.includes(name)))).toBe(true);
});

describe('the order of models', () => {
  const model = (name: string, ...reads: string[]): Model => ({ name, sql: '', reads });
  const computation: Computation = {
    ...{ name: 'fit', reads: ['histories'], makes: ['scores', 'choice'] },
    compute: async () => ({ scores: [], choice: [] }),
  };

  test('a computation stands behind all it reads and before all who read what it makes', () => {
    const steps = [model('value', 'scores', 'histories'), computation, model('histories', 'sales')];
    expect(orderModels(steps, ['sales']).map(({ name }) => name)).toEqual(['histories', 'fit', 'value']);
    expect(steps.flatMap(madeBy)).toEqual(['value', 'scores', 'choice', 'histories']);
  });

  test('a circle through a computation is seen, and so is a relation that nobody makes', () => {
    const circle = [model('histories', 'choice'), computation];
    expect(() => orderModels(circle, [])).toThrow('histories → fit → histories');
    expect(() => orderModels([model('value', 'score'), computation], ['histories'])).toThrow(
      'value reads score, which no model makes',
    );
  });
});
