/** Runs models on a handful of hand-written lines: the smallest warehouse a definition can be checked on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { settingsLists, settingsRow } from '../../lib/config/given.ts';
import { INPUTS } from '../../lib/contract/inputs.ts';
import { GIVEN_TABLES } from '../../lib/contract/tables/settings.ts';
import { type Engine, openDuckdb, type Row } from '../../lib/engine/duckdb.ts';
import { buildStep } from '../../lib/warehouse/build.ts';
import { type GivenRow, layRows } from '../../lib/warehouse/inputs.ts';
import { stepsFor } from '../../lib/warehouse/steps.ts';
import { receipt } from './receipts.ts';

export interface Line {
  customer?: string | null;
  on: string;
  amount: number | string;
  order?: string | null;
  line?: string | null;
  dump?: string;
  [column: string]: string | number | boolean | null | undefined;
}

export interface Case {
  lines?: Line[];
  /** The last business day covered. */
  asOf: string;
  settings?: GivenRow;
  /** Rows for any other input or given table, by its name. */
  given?: Record<string, GivenRow[]>;
}

/** What holds where the case says nothing: the defaults of a configuration. */
const CONFIGURATION = parseConfiguration(
  `{ currency: EUR, timezone: UTC,
    feeds: { sales: { shop: { format: csv, columns: { customer_id: c, ordered_at: d, net_sales: n } } } } }`,
  'patronage.yaml',
);

export const DEFAULT_SETTINGS: GivenRow = { ...settingsRow(CONFIGURATION), release_id: 'r1' };

/** A line as the lake holds it: numbers of order and line are made up where the case gives none. */
function lakeLine(line: Line, index: number): GivenRow {
  const { customer = null, on, amount, order, line: number, dump = 'd1', ...rest } = line;
  const order_id = order === undefined ? `o${index}` : order;
  const line_id = number === undefined ? `${index}` : number;
  return {
    source: 'shop',
    customer_id: customer,
    order_id,
    line_id,
    ordered_on: on,
    ordered_at: `${on} 12:00:00`,
    net_sales: amount,
    is_excluded: false,
    content_key: order_id && line_id ? null : `${order_id}|${line_id}|${customer}|${on}|${amount}`,
    line_hash: 0,
    dump_id: dump,
    dump_row: index + 1,
    ...(rest as GivenRow),
  };
}

/** Builds every named relation, and all it reads, and answers queries about them. */
export async function workbench(testCase: Case, names: string[]): Promise<Record<string, Row[]>> {
  return onWorkbench(testCase, names, async (engine) => {
    const answers: Record<string, Row[]> = {};
    for (const name of names) answers[name] = await engine.rows(`select * from ${name}`);
    return answers;
  });
}

/** Builds every named relation, and all it reads, and hands over the engine while they stand. */
export async function onWorkbench<Answer>(
  testCase: Case,
  names: string[],
  ask: (engine: Engine) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'patronage-models-'));
  const engine = await openDuckdb({ temporary: folder });
  try {
    const lines = (testCase.lines ?? []).map(lakeLine);
    const dumps = [...new Set(lines.map((line) => String(line.dump_id)))];
    const given: Record<string, GivenRow[]> = {
      lake_sales: lines,
      receipts: dumps.map((dump, i) => receipt('sales', dump, i + 1)),
      settings: [
        {
          ...DEFAULT_SETTINGS,
          as_of_date: testCase.asOf,
          ...testCase.settings,
        },
      ],
      ...Object.fromEntries(
        Object.entries(settingsLists(CONFIGURATION)).map(([name, rows]) => [
          name,
          rows.map((row) => ({ ...row, as_of_date: testCase.asOf, release_id: 'r1' })),
        ]),
      ),
      ...testCase.given,
    };
    for (const { name, schema } of [...INPUTS, ...GIVEN_TABLES]) {
      await layRows(engine, name, schema, given[name] ?? [], folder);
    }
    for (const step of await stepsFor(names)) await buildStep(engine, step, folder);
    return await ask(engine);
  } finally {
    engine.close();
    await rm(folder, { recursive: true });
  }
}
