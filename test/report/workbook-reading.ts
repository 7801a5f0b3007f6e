/** Writes a workbook from a warehouse in small, and reads it back with another library. */
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import type { Engine, Row } from '../../lib/engine/duckdb.ts';
import type { Release } from '../../lib/report/section.ts';
import { SUBJECTS } from '../../lib/report/workbook/subjects.ts';
import { workbookOf } from '../../lib/report/workbook/workbook.ts';
import { mixedCase } from '../sql/mixed.ts';
import { type Case, DEFAULT_SETTINGS, onWorkbench } from '../sql/workbench.ts';

/** All tables that a sheet reads. */
export const READ = SUBJECTS.flatMap(({ table, beside = {} }) => [table, ...Object.keys(beside)]);

/** The release that the tables of a workbench would be. */
export async function releaseOf(engine: Engine, as_of_date: string, names = READ): Promise<Release> {
  const tables: Release['tables'][number][] = [];
  for (const name of names) {
    const [row] = await engine.rows(`select count(*) as n from ${name}`);
    tables.push({ name, key: `warehouse/${name}/release=r1/${name}.parquet`, rows: Number(row?.n) });
  }
  const settings = { ...DEFAULT_SETTINGS, as_of_date };
  return {
    release_id: 'r1',
    as_of_date,
    code: 'c0de',
    engine: 'duckdb 1',
    settings,
    inputs: [],
    tables,
    checks: [],
  };
}

export interface Made {
  engine: Engine;
  release: Release;
  /** The workbook; with a limit, of so many rows a sheet. */
  make(limit?: number): Promise<Uint8Array>;
}

/** Builds every table that a sheet reads, and lets a test make workbooks of them. */
export const onRelease = <Answer>(
  work: (made: Made) => Promise<Answer>,
  testCase: Case = mixedCase(),
): Promise<Answer> =>
  onWorkbench(testCase, READ, async (engine) => {
    const release = await releaseOf(engine, testCase.asOf);
    const make = (limit?: number) => workbookOf((sql) => engine.rows(sql), release, limit);
    return work({ engine, release, make });
  });

/** The sheets of a workbook by name. */
export async function sheetsOf(workbook: Uint8Array): Promise<Record<string, Sheet>> {
  const { sheets } = await readXlsx(workbook, { readStyles: true });
  return Object.fromEntries(sheets.map((sheet) => [sheet.name, sheet]));
}

/** The rows of a sheet by its headings; days as YYYY-MM-DD. */
export function recordsOf(sheet: Sheet | undefined): Record<string, CellValue>[] {
  const [headings = [], ...rows] = sheet?.rows ?? [];
  return rows.map((row) =>
    Object.fromEntries(headings.map((heading, i) => [String(heading), dayOr(row[i] ?? null)])),
  );
}

const dayOr = (value: CellValue): CellValue =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value;

/** A row as a sheet can hold it: exact decimals as the numbers nearest to them. */
export const asNumbers = (row: Row, decimals: ReadonlySet<string>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      decimals.has(name) && value !== null ? Number(value) : value,
    ]),
  );
