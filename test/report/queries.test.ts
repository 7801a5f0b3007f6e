import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../../lib/report/sections.ts';
import { lint } from '../sql/lint.ts';

const queries = SECTIONS.flatMap(({ id, queries }) =>
  Object.entries(queries).map(([name, sql]) => [`${id}.${name}`, sql] as const),
);

describe('every query that the page shows means the same on Athena and in DuckDB', () => {
  test.each(queries)('%s', (_, sql) => {
    expect(lint(`-- check: the page may ask this\n${sql.trim()}\n`, 'check')).toEqual([]);
  });
});
