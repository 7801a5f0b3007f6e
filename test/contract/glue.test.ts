import { describe, expect, test } from 'vitest';
import { money, text } from '../../lib/contract/columns.ts';
import { glueColumn, glueDescription, shortened } from '../../lib/contract/glue.ts';
import { TABLES } from '../../lib/contract/tables.ts';

const TYPES = ['string', 'boolean', 'date', 'bigint', 'double', 'timestamp', 'decimal(18,4)'];

describe('what Glue is told of the contract', () => {
  test.each(TABLES.map((table) => [table.name, table] as const))('%s fits into it', (_, table) => {
    expect(Buffer.byteLength(glueDescription(table))).toBeLessThanOrEqual(2048);
    for (const field of table.schema.fields) {
      const { Name, Type, Comment } = glueColumn(field);
      expect(TYPES, Name).toContain(Type);
      expect(Buffer.byteLength(Comment!), Name).toBeLessThanOrEqual(255);
      // Glue takes one line, of characters that can be seen.
      expect(Comment, Name).toMatch(/^[^\p{Cc}]+$/u);
    }
  });

  test('a short meaning stands as it is, with its unit', () => {
    expect(glueColumn(money('net_sales', 'of these lines')).Comment).toBe(
      'of these lines [reporting currency]',
    );
    expect(glueColumn(text('store', 'shop or branch')).Comment).toBe('shop or branch');
  });

  test('a long one ends at a word with …, counted in bytes, and keeps its unit', () => {
    const { Comment } = glueColumn(money('total', 'größer '.repeat(40).trim()));
    expect(Comment).toMatch(/ größer … \[reporting currency\]$/);
    expect(Buffer.byteLength(Comment!)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(Comment!)).toBeGreaterThan(240);
    expect(shortened('one two three', 13)).toBe('one two three');
    expect(shortened('one two three', 12)).toBe('one two …');
  });
});
