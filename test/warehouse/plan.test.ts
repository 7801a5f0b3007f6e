import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeHash } from '../../lib/warehouse/code.ts';
import { newFolder } from '../folders.ts';
import { dump, newShop, type Wording } from '../shop.ts';
import { planOf } from './planning.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');

/** The plan of a shop that has taken in these dumps. */
async function planned(dumps: Record<string, string>, wording: Wording = {}, now?: string) {
  const patronage = await (await newShop(dumps)).open(wording);
  await patronage.intake();
  return planOf(patronage, now);
}

describe('the id of a release', () => {
  test('is the same for the same inputs in another folder, at another time', async () => {
    const one = await planned({ 'jan.csv': JANUARY });
    const other = await planned(
      { 'jan.csv': JANUARY },
      { now: '2025-01-01T00:00:00Z' },
      '2025-01-01T00:00:00Z',
    );
    expect(other.release_id).toBe(one.release_id);
  });

  test('changes with every input: a dump, its name, the order of arrival, the as-of date, a setting, the mapping', async () => {
    const february = dump('o3,1,anna,2024-02-05,30');
    const ids = [
      await planned({ 'jan.csv': JANUARY }),
      await planned({ 'january.csv': JANUARY }),
      await planned({ 'jan.csv': JANUARY, 'february.csv': february }),
      await planned({ 'jan.csv': JANUARY, 'march.csv': february }),
      await planned({ 'jan.csv': JANUARY }, { top: 'as_of: 2024-01-21' }),
      await planned({ 'jan.csv': JANUARY }, { top: 'metrics: { tiers: { window_months: 6 } }' }),
      await planned({ 'jan.csv': JANUARY }, { top: 'metrics: { purchase: { count_zero_value: true } }' }),
      await planned({ 'jan.csv': JANUARY }, { top: 'metrics: { lifetime: { model: nbd } }' }),
      await planned({ 'jan.csv': JANUARY }, { till: 'customer_prefix: x' }),
    ].map(({ release_id }) => release_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('changes with the code and the SQL that make tables, and with nothing beside them', async () => {
    const root = await newFolder();
    const deciding = ['contract', 'engine', 'history', 'lifetime', 'warehouse'];
    const rooms = [...deciding, 'report'].map((room) => `lib/${room}`);
    for (const room of [...rooms, 'sql/marts']) await mkdir(join(root, room), { recursive: true });
    const hashWith = async (file: string, text: string): Promise<string> => {
      await writeFile(join(root, file), text);
      return codeHash(root);
    };
    const first = await hashWith('sql/marts/a.sql', 'select 1');
    expect(await hashWith('lib/report/page.ts', 'nothing to do with tables')).toBe(first);
    const second = await hashWith('sql/marts/a.sql', 'select 2');
    const third = await hashWith('lib/warehouse/build.ts', 'export {}');
    const fourth = await hashWith('lib/lifetime/nbd.ts', 'export {}');
    const fifth = await hashWith('lib/history/split.ts', 'export {}');
    expect(new Set([first, second, third, fourth, fifth]).size).toBe(5);
  });
});

describe('the as-of date', () => {
  test('is the latest business day of the dumps, yesterday in the report zone, or the day that is set', async () => {
    const of = async (as_of: string, now?: string) =>
      (await planned({ 'jan.csv': JANUARY }, { top: `as_of: ${as_of}` }, now)).as_of_date;
    expect(await of('data')).toBe('2024-01-20');
    // 23:30 in UTC is half past midnight in Berlin: there, yesterday is the day that UTC still has.
    expect(await of('yesterday', '2024-01-21T23:30:00Z')).toBe('2024-01-21');
    expect(await of('2024-01-10')).toBe('2024-01-10');
  });

  test('before the first sale leaves nothing to publish, and says which day that was', async () => {
    const early = planned({ 'jan.csv': JANUARY }, { top: 'as_of: 2024-01-04' });
    await expect(early).rejects.toThrow('the as-of date 2024-01-04 is before the first sale, 2024-01-05');
  });
});

describe('nothing to publish', () => {
  test('is there without any dump, and with refused dumps alone', async () => {
    await expect(planned({})).rejects.toThrow('no sales are in');
    const refused = planned({ 'jan.csv': 'order,line,customer,when,net\no1,1,anna,2024-01-05,10\n' });
    await expect(refused).rejects.toThrow('no sales are in');
    await expect(planned({ 'jan.csv': dump() })).rejects.toThrow('no sales are in');
  });
});
