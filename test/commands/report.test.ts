import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dump, json, openTill } from './till.ts';

const NIGHT = { '2024-06-03': dump('2024-06-03', 10, 20) };

describe('patronage report', () => {
  test('is made by run, and again by itself with the same bytes', async () => {
    const shop = await openTill(NIGHT);
    const said = await shop.patronage('run', '--json');
    const { refresh, report } = json(said);
    expect(report['index.html']).toBe(`warehouse/reports/${refresh.release_id}/index.html`);
    const paths = Object.values<string>(report);
    const first = await Promise.all(paths.map((path) => readFile(join(shop.folder, path))));
    await rm(join(shop.folder, 'warehouse/reports'), { recursive: true });

    const { status, out } = await shop.patronage('report');
    expect(status).toBe(0);
    expect(out).toContain(`warehouse/reports/${refresh.release_id}/index.html`);
    expect(out).toContain('the report: open it in a browser');
    for (const [i, path] of paths.entries())
      expect((await readFile(join(shop.folder, path))).equals(first[i]!), path).toBe(true);
  });

  test('before anything is published says what to do', async () => {
    const shop = await openTill(NIGHT);
    expect(await shop.patronage('report')).toMatchObject({
      status: 2,
      err: 'nothing is published yet: patronage run\n',
    });
  });
});
