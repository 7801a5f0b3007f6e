import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesText } from '../../lib/commands/report.ts';
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

  test('names the folder of the account managers once, however many they are', () => {
    const path = (name: string) => [name, `warehouse/reports/r1/${name}`];
    const files = Object.fromEntries(
      ['index.html', 'lifetime-value.xlsx', 'account-managers/Ada.xlsx', 'account-managers/王伟.xlsx'].map(
        path,
      ),
    );
    expect(filesText(files)).toEqual([
      ['warehouse/reports/r1/index.html', 'the report: open it in a browser'],
      ['warehouse/reports/r1/lifetime-value.xlsx', 'the same in full, as a workbook'],
      ['warehouse/reports/r1/account-managers/', 'tasks of 2 account managers, a workbook each'],
    ]);
  });

  test('before anything is published says what to do', async () => {
    const shop = await openTill(NIGHT);
    expect(await shop.patronage('report')).toMatchObject({
      status: 2,
      err: 'nothing is published yet: patronage run\n',
    });
  });
});
