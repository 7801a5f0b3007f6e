/** Makes the report of a published release, or its sheets by another library: `report-by.ts report|hucre CONFIGURATION`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { openDuckdb, parquetOf } from '../../lib/engine/duckdb.ts';
import { openPatronage } from '../../lib/patronage.ts';
import type { Ask } from '../../lib/report/page.ts';
import { reportOf } from '../../lib/report/report.ts';
import type { Release } from '../../lib/report/section.ts';
import { pagesOf } from '../../lib/report/workbook/rows.ts';
import { chosenFor } from '../../lib/report/workbook/subjects.ts';
import { startSteps } from './steps.ts';

const sides = { report: reportOf, hucre: sheetsOf };
const [side, configuration] = process.argv.slice(2) as [keyof typeof sides, string];

/** The sheets behind the first one, with their headings and rows. */
async function sheetsOf(ask: Ask, release: Release): Promise<Uint8Array> {
  const sheets: { name: string; rows: CellValue[][] }[] = [];
  for (const chosen of chosenFor(release)) {
    const rows: CellValue[][] = [chosen.columns.map(({ field }) => field.name)];
    for await (const page of pagesOf(ask, chosen, chosen.rows))
      for (const cells of page) rows.push(cells as CellValue[]);
    sheets.push({ name: chosen.sheet, rows });
  }
  return writeXlsx({ sheets });
}

const steps = startSteps();
const effects = { now: () => new Date(), progress: () => {} };
const patronage = await openPatronage(await readConfiguration(configuration), effects);
const { manifest } = (await patronage.current())!;
const temporary = await mkdtemp(join(tmpdir(), 'patronage-bench-'));
const engine = await openDuckdb({ temporary });
for (const { name, key } of manifest.tables) {
  const file = await patronage.store.localFile(key, temporary);
  await engine.run(`create view ${name} as select * from ${parquetOf(file)}`);
}
steps.begin(`making ${side}`);
await sides[side]((sql) => engine.rows(sql), manifest);
steps.begin('closing');
engine.close();
await patronage.close();
await rm(temporary, { recursive: true, force: true });
steps.report();
