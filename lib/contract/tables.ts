/** All that is published and all that is made on the way, in the order of the dictionary. */
import type { Schema } from 'apache-arrow';
import type { Relation, Table } from './table.ts';
import { customers, LINE_TABLES, repeatedLines } from './tables/lines.ts';
import { GIVEN_TABLES } from './tables/settings.ts';

export const TABLES: readonly Table[] = [...LINE_TABLES, ...GIVEN_TABLES];

/** Relations that a refresh makes on the way to the tables; not published. */
export const STEPS: readonly Relation[] = [repeatedLines, customers];

export const tableNamed = (name: string): Table | undefined => TABLES.find((table) => table.name === name);

/** The schema a model's result is cast to, published or not. */
export function schemaOf(name: string): Schema {
  const found = tableNamed(name) ?? STEPS.find((step) => step.name === name);
  if (!found) throw new TypeError(`sql: model ${name} has no table or step in lib/contract`);
  return found.schema;
}
