/** A function that uses what every function needs from its bundle. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { reportOf } from '../../lib/report/report.ts';
import { codeHash } from '../../lib/warehouse/code.ts';
import { readModels } from '../../lib/warehouse/models.ts';

/** Answers with what DuckDB, the models and the code in the bundle say of themselves. */
export async function handler({ days }: { days: number }): Promise<unknown> {
  const engine = await openDuckdb({ temporary: await mkdtemp(join(tmpdir(), 'spill-')) });
  try {
    const rows = await engine.rows(`select len(sequence(1, ${days})) as days`);
    const models = await readModels(['marts']);
    return { rows, models: models.length, code: await codeHash(), report: typeof reportOf };
  } finally {
    engine.close();
  }
}
