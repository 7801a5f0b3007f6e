import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getJson, toJson } from '../../lib/storage/store.ts';
import { ChecksFailed } from '../../lib/warehouse/make.ts';
import type { Plan } from '../../lib/warehouse/plan.ts';
import { currentRelease, type Manifest } from '../../lib/warehouse/release.ts';
import { PAGE, reportKey } from '../../lib/warehouse/reported.ts';
import type { Step } from '../../lib/warehouse/staged.ts';
import { dump, dumpOf, newShop, type Shop } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import {
  contentsOf,
  failingAt,
  type Lost,
  onMachine,
  putsOf,
  refreshOnMachines,
  storeOf,
} from './machines.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20', 'o3,1,,2024-01-21,many');
const LATER = dump('o4,1,anna,2024-01-25,30');

/** A shop that has published a day, and has taken a later one of the same month in since. */
async function laterShop(): Promise<{ shop: Shop; january: Manifest }> {
  const shop = await newShop({ 'jan.csv': JANUARY });
  const patronage = await shop.open();
  await patronage.intake();
  const { manifest } = await patronage.refresh();
  await shop.put('till/later.csv', LATER);
  await patronage.intake();
  return { shop, january: manifest };
}

/** The same shop in a folder of its own. */
async function copyOf(shop: Shop): Promise<Shop> {
  const copy = await newShop();
  await cp(join(shop.folder, 'warehouse'), join(copy.folder, 'warehouse'), { recursive: true });
  return copy;
}

const MAKING = ['build', 'fit', 'check'] as const satisfies Step[];

/** The step that goes on with what a step has made. */
const AFTER = { plan: 'build', build: 'fit', fit: 'check', check: 'publish' } as const;

describe('steps on machines of their own', () => {
  test('make the release that one process makes, byte for byte, with a forecast in it', async () => {
    const lines = linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount }) =>
      [order, line, customer, on, amount].join(','),
    );
    const shop = await newShop({ 'all.csv': dumpOf(lines) });
    await (await shop.open()).intake();
    const other = await copyOf(shop);
    const staged = await refreshOnMachines(shop);
    const patronage = await other.open();
    expect(await patronage.refresh()).toEqual({ ...staged, frozen: [] });
    const [made, expected] = [storeOf(shop), storeOf(other)];
    for (const room of ['warehouse/', 'restricted/', 'releases/']) {
      const contents = await contentsOf(expected, room);
      expect(Object.keys(contents)).not.toEqual([]);
      expect(await contentsOf(made, room)).toEqual(contents);
    }
    const told = 'select distinct is_eligible, model from customer_lifetime_value';
    expect(await patronage.query(staged.manifest, told)).toEqual([{ is_eligible: true, model: 'mbg_nbd' }]);
  });

  test('freeze the month-end that is passed before they make the release that readers will see, as one process does', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.refresh();
    await shop.put('till/feb.csv', dump('o5,1,anna,2024-02-05,30'));
    await patronage.intake();
    const other = await copyOf(shop);
    expect(await onMachine('plan', '', shop)).toMatchObject({ outcome: 'build', is_month_end: true });
    const staged = await refreshOnMachines(shop);
    const { frozen, ...refreshed } = await (await other.open()).refresh();
    expect(refreshed).toEqual(staged);
    const key = 'snapshots/2024-01-31.json';
    const [made, expected] = [storeOf(shop), storeOf(other)];
    expect(await getJson(made, key)).toMatchObject({ release_id: frozen[0]!.release_id });
    expect(await contentsOf(made, 'snapshots/')).toEqual({
      ...(await contentsOf(expected, 'snapshots/')),
      'snapshots/2024-02-05.json': undefined,
    });
  });

  test('leave builds to nobody: in one process nothing is put there', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.refresh();
    expect(await contentsOf(storeOf(shop), 'builds/')).toEqual({});
  });

  test('change nothing when each runs twice, and say so when the release is whole', async () => {
    const { shop } = await laterShop();
    const store = storeOf(shop);
    const { release_id, outcome } = await onMachine('plan', '', shop);
    expect(outcome).toBe('build');
    for (const step of [...MAKING, 'publish'] as const) {
      await onMachine(step, release_id, shop);
      const once = await contentsOf(store);
      await onMachine(step, release_id, shop);
      expect(await contentsOf(store)).toEqual(once);
    }
    expect((await onMachine('publish', release_id, shop)).outcome).toBe('unchanged');
    expect((await currentRelease(store))?.release_id).toBe(release_id);
  });

  test('are not taken before the one they follow, nor by other code than planned', async () => {
    const { shop } = await laterShop();
    const store = storeOf(shop);
    await expect(onMachine('build', 'unknown', shop)).rejects.toThrow('the step plan has not ended');
    const { release_id } = await onMachine('plan', '', shop);
    await expect(onMachine('fit', release_id, shop)).rejects.toThrow('the step build has not ended');
    await onMachine('build', release_id, shop);
    await expect(onMachine('check', release_id, shop)).rejects.toThrow('the step fit has not ended');
    await expect(onMachine('publish', release_id, shop)).rejects.toThrow('the step check has not ended');
    const key = `builds/${release_id}/plan.json`;
    await store.put(key, toJson({ ...(await getJson<Plan>(store, key)), code: 'of yesterday' }));
    await expect(onMachine('fit', release_id, shop)).rejects.toThrow('the code has changed');
  });
});

describe('the plan', () => {
  test('of a release that is published says that it is made until its report is there, and then that nothing is left', async () => {
    const { shop, january } = await laterShop();
    const { manifest } = await refreshOnMachines(shop);
    const again = () => onMachine('plan', '', shop);
    expect(await again()).toMatchObject({ release_id: manifest.release_id, outcome: 'made' });
    expect((await onMachine('publish', manifest.release_id, shop)).outcome).toBe('unchanged');
    // What the release follows is told in the morning: it is the former release, however often it was planned.
    const plan = await getJson<Plan>(storeOf(shop), `builds/${manifest.release_id}/plan.json`);
    expect(plan?.follows).toBe(january.release_id);
    const patronage = await shop.open();
    const { store } = patronage;
    const dying = { ...store };
    Object.assign(store, failingAt(2, 'request')(dying));
    await expect(patronage.report(manifest)).rejects.toThrow('the machine died');
    Object.assign(store, dying);
    expect((await again()).outcome).toBe('made');
    await patronage.report(manifest);
    expect(await again()).toMatchObject({ release_id: manifest.release_id, outcome: 'unchanged' });
    expect(await patronage.planned()).toEqual(await again());
    await store.delete(reportKey(manifest.release_id, PAGE));
    expect((await patronage.planned()).outcome).toBe('made');
  });

  test('of a release that was made before leads to the switch alone', async () => {
    const { shop } = await laterShop();
    const { manifest } = await refreshOnMachines(shop);
    await (await shop.open({ top: 'as_of: 2024-01-10' })).refresh();
    const id = manifest.release_id;
    expect(await onMachine('plan', '', shop)).toMatchObject({ release_id: id, outcome: 'made' });
    const store = storeOf(shop);
    for (const note of ['built', 'fitted', 'checked']) await store.delete(`builds/${id}/${note}.json`);
    expect(await onMachine('publish', id, shop)).toEqual({ manifest, outcome: 'switched' });
    expect((await currentRelease(store))?.release_id).toBe(id);
  });
});

describe('a machine that dies', () => {
  /** Two shops that are alike: one to be refreshed by machines that die, and what it then has to hold. */
  async function aliveAndDying() {
    const { shop, january } = await laterShop();
    const { manifest } = await refreshOnMachines(await copyOf(shop));
    const alive = await copyOf(shop);
    await refreshOnMachines(alive);
    const store = storeOf(shop);
    const former = await contentsOf(store);
    const readersSeeJanuary = async (): Promise<void> => {
      expect((await currentRelease(store))?.release_id).toBe(january.release_id);
      expect(await contentsOf(store)).toMatchObject(former);
    };
    return { shop, id: manifest.release_id, wanted: await contentsOf(storeOf(alive)), readersSeeJanuary };
  }

  const dies = (step: Step, id: string, shop: Shop, n: number, lost: Lost) =>
    expect(onMachine(step, id, shop, failingAt(n, lost))).rejects.toThrow('the machine died');

  test('while it makes the release leaves the former one whole, and the next machine ends well', async () => {
    const { shop, id, wanted, readersSeeJanuary } = await aliveAndDying();
    for (const step of ['plan', ...MAKING] as const) {
      const puts = await putsOf(step, id, await copyOf(shop));
      for (const n of new Set([1, Math.ceil(puts / 2), puts])) {
        await dies(step, id, shop, n, 'request');
        await readersSeeJanuary();
        await expect(onMachine(AFTER[step], id, shop)).rejects.toThrow(`the step ${step} has not ended`);
      }
      await onMachine(step, id, shop);
    }
    await onMachine('publish', id, shop);
    expect(await contentsOf(storeOf(shop))).toEqual(wanted);
  });

  test('at a put while it publishes, of a table or of what follows, leaves the former release whole, and the next machine ends well', async () => {
    const { shop, id, wanted, readersSeeJanuary } = await aliveAndDying();
    for (const step of ['plan', ...MAKING] as const) await onMachine(step, id, shop);
    const puts = await putsOf('publish', id, await copyOf(shop));
    // Tables are put one like the other, so every tenth stands for all; what follows them is put one after the other.
    for (let n = 1; n <= puts; n += n < puts - 6 ? 10 : 1) {
      await dies('publish', id, shop, n, 'request');
      await readersSeeJanuary();
    }
    await onMachine('publish', id, shop);
    expect(await contentsOf(storeOf(shop))).toEqual(wanted);
  });

  test('right after the switch has published', async () => {
    const { shop, id, wanted } = await aliveAndDying();
    for (const step of ['plan', ...MAKING] as const) await onMachine(step, id, shop);
    await dies('publish', id, shop, await putsOf('publish', id, await copyOf(shop)), 'answer');
    expect(await contentsOf(storeOf(shop))).toEqual(wanted);
    expect((await onMachine('publish', id, shop)).outcome).toBe('unchanged');
    expect(await contentsOf(storeOf(shop))).toEqual(wanted);
  });
});

test('of two machines that publish the very same release at once both end well', async () => {
  const { shop } = await laterShop();
  const { release_id } = await onMachine('plan', '', shop);
  for (const step of MAKING) await onMachine(step, release_id, shop);
  let isAlone = true;
  const overtaken = await onMachine('publish', release_id, shop, (store) => ({
    ...store,
    async put(key, ...rest) {
      if (isAlone && key === 'releases/current.json') {
        isAlone = false;
        await onMachine('publish', release_id, shop);
      }
      return store.put(key, ...rest);
    },
  }));
  expect([isAlone, overtaken.outcome]).toEqual([false, 'published']);
  expect((await currentRelease(storeOf(shop)))?.release_id).toBe(release_id);
});

describe('what is not right', () => {
  test('a check that fails on its machine is named with its rows, and nothing is kept to be published', async () => {
    const { shop, january } = await laterShop();
    const { release_id } = await onMachine('plan', '', shop);
    await onMachine('build', release_id, shop);
    await onMachine('fit', release_id, shop);
    const store = storeOf(shop);
    await store.putFile(
      `builds/${release_id}/orders.parquet`,
      await store.localFile(january.tables.find(({ name }) => name === 'orders')!.key, ''),
    );
    const failed = await onMachine('check', release_id, shop).catch((error) => error);
    expect(failed).toBeInstanceOf(ChecksFailed);
    expect(failed.message).toContain('orders_tie');
    await expect(onMachine('publish', release_id, shop)).rejects.toThrow('the step check has not ended');
    expect((await currentRelease(store))?.release_id).toBe(january.release_id);
  });
});
