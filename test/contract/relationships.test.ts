import { describe, expect, test } from 'vitest';
import { RELATIONSHIPS, relationshipsAmong } from '../../lib/contract/relationships.ts';
import { TABLES, tableNamed } from '../../lib/contract/tables.ts';
import { mixedCase, withRiser } from '../sql/mixed.ts';
import { onWorkbench } from '../sql/workbench.ts';

const named = RELATIONSHIPS.map((one) => [`${one.from} to ${one.to}`, one] as const);

describe('every relationship', () => {
  test.each(named)('%s leads from columns that are there to a whole key', (_, one) => {
    const columns = tableNamed(one.from)!.schema.fields.map(({ name }) => name);
    for (const column of one.fromColumns) expect(columns).toContain(column);
    expect(one.toColumns).toEqual(tableNamed(one.to)!.key);
    expect(one.fromColumns).toHaveLength(one.toColumns.length);
  });

  test('is the only way between its two tables', () => {
    const root = new Map<string, string>();
    const find = (name: string): string => {
      const up = root.get(name) ?? name;
      return up === name ? name : find(up);
    };
    for (const { from, to } of RELATIONSHIPS) {
      expect(find(from), `${from} to ${to}`).not.toBe(find(to));
      root.set(find(from), find(to));
    }
  });

  test('is left out where one of its tables is', () => {
    const few = TABLES.filter(({ name }) => ['orders', 'customer_tiers', 'sales'].includes(name));
    expect(relationshipsAmong(few).map(({ from, to }) => `${from} ${to}`)).toEqual([
      'sales customer_tiers',
      'orders customer_tiers',
    ]);
  });
});

test('where a relationship is total, every row has its partner; elsewhere some have none', async () => {
  const mixed = withRiser(mixedCase());
  const given = {
    ...mixed.given,
    settings_expected_sources: [{ source: 'shop', as_of_date: mixed.asOf, release_id: 'r1' }],
    dump_named_days: [{ source: 'shop', delivered_on: '2023-01-01' }],
  };
  // A customer and a product with nothing but an excluded line.
  const postage = { customer: 'posted', product_id: 'POST', on: '2024-03-01', amount: 5, is_excluded: true };
  const lines = [...mixed.lines!, { ...postage, dump: 'd1', order: 'p1', line: '1' }];
  const names = [...new Set(RELATIONSHIPS.flatMap(({ from, to }) => [from, to]))];
  const orphans = await onWorkbench({ ...mixed, lines, given }, names, async (engine) => {
    const counts: Record<string, number> = {};
    for (const { from, to, fromColumns, toColumns } of RELATIONSHIPS) {
      const on = fromColumns.map((column, i) => `many.${column} = one.${toColumns[i]}`);
      const known = fromColumns.map((column) => `many.${column} is not null`);
      const [row] = await engine.rows(
        `select count(*) as found, count(*) filter (one.${toColumns[0]} is null) as orphans
         from ${from} many left join ${to} one on ${on.join(' and ')} where ${known.join(' and ')}`,
      );
      expect(Number(row!.found), from).toBeGreaterThan(0);
      counts[`${from} to ${to}`] = Number(row!.orphans);
    }
    return counts;
  });
  for (const [name, { isTotal }] of named) {
    if (isTotal) expect(orphans[name], name).toBe(0);
    else expect(orphans[name], name).toBeGreaterThan(0);
  }
});
