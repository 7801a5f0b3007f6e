import { describe, expect, test } from 'vitest';
import { TABLES } from '../../lib/contract/tables.ts';
import { SECTIONS } from '../../lib/report/sections.ts';
import { queryOf } from '../../lib/report/workbook/rows.ts';
import { chosenFor } from '../../lib/report/workbook/subjects.ts';
import { lint } from '../sql/lint.ts';

const queries = SECTIONS.flatMap(({ id, queries }) =>
  Object.entries(queries).map(([name, sql]) => [`${id}.${name}`, sql] as const),
);

describe('every query that the page shows means the same on Athena and in DuckDB', () => {
  test.each(queries)('%s', (_, sql) => {
    expect(lint(`-- check: the page may ask this\n${sql.trim()}\n`, 'check')).toEqual([]);
  });
});

const tables = TABLES.map(({ name }) => ({ name, key: `warehouse/${name}`, rows: 1 }));
const sheets = chosenFor({ tables });

describe('every sheet of the workbook is asked for in words that Athena and DuckDB both know', () => {
  test.each(sheets.map((chosen) => [chosen.sheet, chosen] as const))('%s', (_, chosen) => {
    expect(lint(`-- check: the workbook may ask this\n${queryOf(chosen)}\n`, 'check')).toEqual([]);
  });
});
