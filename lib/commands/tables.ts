import { distance } from 'fastest-levenshtein';
import { meaningOf, sqlType, unitOf } from '../contract/columns.ts';
import { tableList, tableText } from '../contract/dictionary.ts';
import type { Table } from '../contract/table.ts';
import { TABLES, tableNamed } from '../contract/tables.ts';
import { type Command, checkNames, show, UsageError } from './command.ts';

export const tablesCommand: Command = {
  name: 'tables',
  usage: '[name]',
  summary: 'the dictionary: every table, or one with its columns',
  async run(call, world) {
    checkNames(call, 1, 'tables takes the name of one');
    const [name] = call.names;
    if (name === undefined) {
      show(call, world, TABLES.map(tableJson), tableList(TABLES, world.width));
      return 0;
    }
    const table = tableNamed(name);
    if (!table) {
      const [nearest] = TABLES.map((known) => known.name).sort(
        (a, b) => distance(a, name) - distance(b, name),
      );
      throw new UsageError(`${name} is no table; did you mean ${nearest}?`);
    }
    show(call, world, tableJson(table), tableText(table, world.width));
    return 0;
  },
};

const tableJson = ({ name, grain, meaning, key, schema }: Table): unknown => ({
  name,
  grain,
  meaning,
  key,
  columns: schema.fields.map((field) => ({
    name: field.name,
    type: sqlType(field),
    is_nullable: field.nullable,
    unit: unitOf(field) || null,
    meaning: meaningOf(field),
  })),
});
