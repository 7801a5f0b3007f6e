import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { configurationSchema } from '../../lib/config/schema.ts';
import { FEEDS } from '../../lib/contract/feeds.ts';

const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;

/** Every key that the schema knows, at any depth, but not the names of sources and columns. */
function keysOf(schema: unknown): string[] {
  const { properties = {}, additionalProperties, items, anyOf, allOf } = schema as Record<string, never>;
  const below = [
    additionalProperties,
    items,
    ...(anyOf ?? []),
    ...(allOf ?? []),
    ...Object.values(properties),
  ];
  return [
    ...Object.keys(properties),
    ...below.filter((inner) => typeof inner === 'object' && inner !== null).flatMap(keysOf),
  ];
}

test('docs/configuration.md has every key of the schema and every column of the feeds', () => {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' });
  const keys = new Set([
    ...keysOf(schema),
    ...FEEDS.flatMap(({ columns }) => columns.map((column) => column.name)),
  ]);
  expect(keys).toContain('max_quarantined_share');
  expect(keys).toContain('window_months');
  expect([...keys].filter((key) => !new RegExp(`\`[a-z_.]*\\b${key}\\b[a-z_.]*\``).test(page))).toEqual([]);
});

test('the complete example of docs/configuration.md is right', () => {
  const { feeds, metrics, cloud } = parseConfiguration(example, 'patronage.yaml');
  expect(Object.keys(feeds.sales)).toEqual(['till']);
  expect(Object.keys(feeds.control_totals)).toEqual(['ledger']);
  expect(metrics.tiers.window_months).toBe(12);
  expect(cloud.notify).toEqual(['ops@example.com']);
});
