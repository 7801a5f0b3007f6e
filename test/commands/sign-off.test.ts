import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

test('sign-off writes down who approved a release, and releases and the report say so', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  await shop.patronage('run');
  const [{ release_id }] = json(await shop.patronage('releases', '--json'));
  const page = () => readFile(join(shop.folder, 'warehouse/reports', release_id, 'index.html'), 'utf8');
  expect(await page()).not.toContain('Approved by');

  const { status, out } = await shop.patronage('sign-off', release_id.slice(0, 8), '--note', 'ties to <GL>');
  expect(status).toBe(0);
  expect(out).toContain(`Release ${release_id}, as of 2024-06-03, is approved by anna. The report says so:`);
  await shop.patronage('sign-off', release_id, '--by', 'Ben');

  expect(await page()).toContain(
    '<h3>Approved by</h3>\n<ul><li>anna, 2024-06-30: ties to &lt;GL&gt;</li><li>Ben, 2024-06-30</li></ul>',
  );
  const releases = await shop.patronage('releases');
  expect(releases.out).toMatch(/ approved by\n.* anna, 2024-06-30: ties to <GL>; Ben, 2024-06-30\n$/);
  const [{ sign_offs }] = json(await shop.patronage('releases', '--json'));
  expect(sign_offs).toEqual([
    { release_id, number: 1, by: 'anna', at: '2024-06-30T08:00:00.000Z', note: 'ties to <GL>' },
    { release_id, number: 2, by: 'Ben', at: '2024-06-30T08:00:00.000Z' },
  ]);
});

test('the same report is made again and again, approved or not', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  await shop.patronage('run');
  const [{ release_id }] = json(await shop.patronage('releases', '--json'));
  const files = () =>
    Promise.all(
      ['index.html', 'lifetime-value.xlsx'].map((name) =>
        readFile(join(shop.folder, 'warehouse/reports', release_id, name)),
      ),
    );
  const before = await files();
  await shop.patronage('report');
  expect(await files()).toEqual(before);
  await shop.patronage('sign-off', release_id);
  const approved = await files();
  expect(approved.map((file, i) => file.equals(before[i]!))).toEqual([false, false]);
  await shop.patronage('report');
  expect(await files()).toEqual(approved);
});

test('sign-off of a release that is not there, or of none, is at fault', async () => {
  const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
  await shop.patronage('run');
  expect(await shop.patronage('sign-off', 'zz')).toMatchObject({
    status: 2,
    err: 'zz: there is no such release; see patronage releases\n',
  });
  expect((await shop.patronage('sign-off')).status).toBe(2);
});
