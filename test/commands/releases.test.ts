import { expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

test('releases lists every release with its totals and marks the one that readers see', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  expect((await shop.patronage('releases')).out).toBe('No release yet: patronage run\n');
  await shop.patronage('run');
  await shop.write('dumps/2024-06-04.csv', dump('2024-06-04', 1000, 2));
  await shop.patronage('run');
  const { out } = await shop.patronage('releases');
  expect(out).toMatch(
    /\n {5}\w{16} +2024-06-03 +1 +1 +10\.00 EUR\n {2}\* {2}\w{16} +2024-06-04 +3 +2 +1,012\.00 EUR\n$/,
  );
  const releases = json(await shop.patronage('releases', '--json'));
  expect(releases.map((release: { is_current: boolean }) => release.is_current)).toEqual([false, true]);
});

test('refresh says which month-end it has frozen, and releases marks it', async () => {
  const shop = await openTill({ '2024-05-30': dump('2024-05-30', 10) });
  await shop.patronage('run');
  await shop.write('dumps/2024-06-01.csv', dump('2024-06-01', 1000, 2));
  const { out } = await shop.patronage('run');
  expect(out).toMatch(
    /\nFrozen: the month that ended on 2024-05-31, as release \w{16}, is kept as it is\.\n/,
  );
  const releases = json(await shop.patronage('releases', '--json'));
  const marked = releases.map((release: Record<string, string | null>) => {
    return [release.as_of_date, release.frozen_sha256?.length];
  });
  expect(marked).toEqual([
    ['2024-05-30', undefined],
    ['2024-05-31', 64],
    ['2024-06-01', undefined],
  ]);
});

test('refresh goes back to a release that was made before, and says so', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10), '2024-06-04': dump('2024-06-04', 10) });
  await shop.patronage('run');
  const former = json(await shop.patronage('refresh', '--as-of', '2024-06-03', '--json'));
  expect(former).toMatchObject({ outcome: 'published', as_of_date: '2024-06-03' });
  expect(json(await shop.patronage('refresh', '--json'))).toMatchObject({
    outcome: 'switched',
    as_of_date: '2024-06-04',
  });
});
