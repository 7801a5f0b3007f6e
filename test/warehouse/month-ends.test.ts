import { describe, expect, test } from 'vitest';
import { toJson } from '../../lib/storage/store.ts';
import { currentRelease, type Manifest, readManifest } from '../../lib/warehouse/release.ts';
import { allSnapshots, manifestHash, passedMonthEnds } from '../../lib/warehouse/snapshots.ts';
import { dump, newShop, type Shop } from '../shop.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');
const FEBRUARY = dump('o3,1,anna,2024-02-05,30');

const refreshed = async (shop: Shop, files: Record<string, string>, top?: string) => {
  for (const [name, text] of Object.entries(files)) await shop.put(`till/${name}`, text);
  const patronage = await shop.open(top === undefined ? {} : { top });
  await patronage.intake();
  return { patronage, ...(await patronage.refresh()) };
};

test('the month-ends that are passed between two days are those before the later one', () => {
  expect(passedMonthEnds('2024-01-20', '2024-01-31')).toEqual([]);
  expect(passedMonthEnds('2024-01-20', '2024-02-01')).toEqual(['2024-01-31']);
  expect(passedMonthEnds('2024-01-31', '2024-02-01')).toEqual(['2024-01-31']);
  expect(passedMonthEnds('2023-11-30', '2024-03-01')).toEqual([
    '2023-11-30',
    '2023-12-31',
    '2024-01-31',
    '2024-02-29',
  ]);
  expect(passedMonthEnds('2024-02-05', '2024-01-20')).toEqual([]);
});

test('when the as-of date passes a month-end, the release of that day is frozen with its report, and lines of later days are not in it', async () => {
  const shop = await newShop({ 'jan.csv': JANUARY });
  const first = await refreshed(shop, {});
  expect(first.frozen).toEqual([]);
  const second = await refreshed(shop, { 'feb.csv': FEBRUARY, 'late.csv': dump('o9,1,cleo,2024-01-25,5') });
  expect(second.frozen.map(({ as_of_date, totals }) => [as_of_date, totals.net_sales])).toEqual([
    ['2024-01-31', '35.0000'],
  ]);
  expect(second.manifest.totals.net_sales).toBe('65.0000');
  const { store } = second.patronage;
  expect((await currentRelease(store))!.release_id).toBe(second.manifest.release_id);
  const frozen = (await allSnapshots(store)).find(({ as_of_date }) => as_of_date === '2024-01-31')!;
  expect(frozen.frozen_sha256).toBe(manifestHash((await readManifest(store, frozen.release_id))!));
  expect(await store.get(`reports/${frozen.release_id}/index.html`)).toBeDefined();
});

test('a release is another one where it is compared with another month-end, be its dumps the same', async () => {
  const late = dump('o9,1,cleo,2024-01-25,5');
  const [seen, missed] = [await newShop({ 'jan.csv': JANUARY }), await newShop({ 'jan.csv': JANUARY })];
  for (const shop of [seen, missed]) await refreshed(shop, {});
  // The same dumps in the same order; but the month-end of one shop has the late lines in it, that of the other has not.
  await seen.put('till/feb.csv', FEBRUARY);
  await (await seen.open()).intake();
  await refreshed(missed, { 'feb.csv': FEBRUARY });
  const [a, b] = [await refreshed(seen, { 'late.csv': late }), await refreshed(missed, { 'late.csv': late })];
  expect(a.manifest.inputs).toEqual(b.manifest.inputs);
  expect(a.manifest.release_id).not.toBe(b.manifest.release_id);
  const restated = ({ patronage, manifest }: typeof a) =>
    patronage.query(manifest, "select month, effect from restatements where measure = 'net_sales'");
  expect(await restated(a)).toEqual([]);
  expect(await restated(b)).toEqual([{ month: '2024-01-01', effect: '5.0000' }]);
});

describe('a refresh that was cut off between freezing a month-end and its report', () => {
  /** A shop whose last month-end has no page. */
  async function cutOff() {
    const shop = await newShop({ 'jan.csv': JANUARY });
    await refreshed(shop, {});
    const { patronage, frozen } = await refreshed(shop, { 'feb.csv': FEBRUARY });
    const [monthEnd] = frozen as [Manifest];
    const page = `reports/${monthEnd.release_id}/index.html`;
    await patronage.store.delete(page);
    return { shop, store: patronage.store, monthEnd, page };
  }

  test('is made good by the next one', async () => {
    const { shop, store, page } = await cutOff();
    await refreshed(shop, {});
    expect(await store.get(page)).toBeDefined();
  });

  test('is made good where steps run alone, before the next one is planned', async () => {
    const { shop, store, page } = await cutOff();
    await (await shop.open()).step('plan', '');
    expect(await store.get(page)).toBeDefined();
  });

  test('keeps no release waiting where other code has made the month-end, whose tables may lack what a page asks for', async () => {
    const { shop, store, monthEnd, page } = await cutOff();
    await store.put(`releases/${monthEnd.release_id}.json`, toJson({ ...monthEnd, code: 'older' }));
    const { outcome } = await refreshed(shop, { 'more.csv': dump('o4,1,ben,2024-02-06,3') });
    expect(outcome).toBe('published');
    expect(await store.get(page)).toBeUndefined();
  });
});

test('what is frozen stays, whatever comes later for that month, and however often its day is published again', async () => {
  const shop = await newShop({ 'jan.csv': JANUARY });
  await refreshed(shop, {});
  const { patronage } = await refreshed(shop, { 'feb.csv': FEBRUARY });
  const frozenOf = async () =>
    (await allSnapshots(patronage.store)).filter(({ frozen_sha256 }) => frozen_sha256 !== undefined);
  const before = await frozenOf();
  expect(before).toHaveLength(1);
  await refreshed(shop, { 'late.csv': dump('o9,1,cleo,2024-01-25,5') });
  const again = await refreshed(shop, {}, 'as_of: 2024-01-31');
  expect(again.manifest.release_id).not.toBe(before[0]!.release_id);
  const { frozen } = await refreshed(shop, {}, 'as_of: 2024-02-05');
  expect(frozen).toEqual([]);
  expect(await frozenOf()).toEqual(before);
});
