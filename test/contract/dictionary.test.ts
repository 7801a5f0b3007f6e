import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { count, money, text } from '../../lib/contract/columns.ts';
import { dictionaryPage, tableList, tableText } from '../../lib/contract/dictionary.ts';
import { lineTable, restrictedMart } from '../../lib/contract/table.ts';
import { TABLES } from '../../lib/contract/tables.ts';

const tills = lineTable({
  name: 'tills',
  grain: 'one row per till: (store, till)',
  meaning: 'Tills and what they took.',
  key: ['store', 'till'],
  columns: [
    text('store', 'shop | branch'),
    count('till', 'number on the till'),
    money('taken', 'what it took; null where nobody counted', { nullable: true }),
  ],
});

const notes = restrictedMart({
  name: 'notes',
  grain: 'one row per note',
  meaning: 'What was written.',
  key: ['note'],
  columns: [text('note', 'the note')],
});

describe('docs/tables.md', () => {
  test('is what the contract says; `npm run docs` makes it so', async () => {
    const page = await readFile(new URL('../../docs/tables.md', import.meta.url), 'utf8');
    expect(page).toBe(dictionaryPage(TABLES));
  });

  test('has an index and, per table, grain, meaning, key, order and a row for every column', () => {
    const [, index, section] = dictionaryPage([tills]).split(/\n\n(?=\| table|## )/);
    expect(index).toBe(
      [
        '| table | grain | meaning |',
        '| --- | --- | --- |',
        '| [tills](#tills) | one row per till: (store, till) | Tills and what they took. |',
      ].join('\n'),
    );
    expect(section).toBe(
      [
        '## tills',
        '',
        'One row per till: (store, till). Tills and what they took.',
        '',
        'Key: `store`, `till`. Order in the file: `store`, `till`.',
        '',
        '| column | type | null? | unit | meaning |',
        '| --- | --- | --- | --- | --- |',
        '| `store` | VARCHAR |  |  | shop \\| branch |',
        '| `till` | BIGINT |  |  | number on the till |',
        '| `taken` | DECIMAL(18,4) | yes | reporting currency | what it took; null where nobody counted |',
        '',
      ].join('\n'),
    );
  });

  test('says of a restricted table that it may hold personal data', () => {
    expect(dictionaryPage([notes])).toContain('Restricted: it may hold personal data');
    expect(dictionaryPage([tills])).not.toContain('Restricted');
  });
});

describe('in a terminal', () => {
  test('the list has one aligned line per table', () => {
    expect(tableList([tills, notes], 80)).toBe(
      'tills  one row per till: (store, till)\nnotes  one row per note\n',
    );
  });

  test('a table is wrapped into the width, meanings under meanings', () => {
    expect(tableText(tills, 56)).toBe(
      [
        'tills: one row per till: (store, till)',
        '',
        'Tills and what they took.',
        '',
        'Key: store, till. A ? after a type: the column may be',
        'null.',
        '',
        'store  VARCHAR         shop | branch',
        'till   BIGINT          number on the till',
        'taken  DECIMAL(18,4)?  what it took; null where nobody',
        '                       counted [reporting currency]',
        '',
      ].join('\n'),
    );
  });

  test('where the width is too small for columns side by side, the meaning stands below', () => {
    expect(tableText(tills, 40)).toContain('till   BIGINT\n    number on the till\n');
  });
});

describe('the contract', () => {
  test.each(TABLES.map((table) => [table.name, table] as const))(
    '%s says what a row is, and what every column means, in a line',
    (_, table) => {
      expect(table.grain).toMatch(/^one row/);
      expect(table.meaning).toMatch(/^\S.*\.$/);
      for (const column of table.schema.fields) {
        expect(column.name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(column.metadata.get('meaning'), `${table.name}.${column.name}`).toMatch(/^\S.*\S$/);
      }
    },
  );
});
