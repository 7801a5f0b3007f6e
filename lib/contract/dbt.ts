/** The contract as sources of dbt: tables, columns with their meanings, and the tests that the contract promises to pass. */
import { stringify } from 'yaml';
import { type Column, meaningOf, sqlType, unitOf } from './columns.ts';
import { type Relationship, relationshipsAmong } from './relationships.ts';
import { YAML } from './semantic.ts';
import type { Table } from './table.ts';

/** Where the tables are, and of which release. */
export interface Sourced {
  readonly release_id: string;
  readonly as_of_date: string;
  readonly database: string;
  readonly schema: string;
  /** The schema of the restricted tables; they are a source of their own. */
  readonly restricted: string;
}

const SOURCE = 'patronage';

/** The text of `schema.yml` for dbt 1.10.5 or later with dbt_utils; the same release gives the same bytes. */
export function dbtSources(tables: readonly Table[], sourced: Sourced): string {
  const { release_id, as_of_date, database, schema, restricted } = sourced;
  const own = (isRestricted: boolean) => tables.filter((table) => table.isRestricted === isRestricted);
  const shared = { database, config: { meta: { release_id, as_of_date } } };
  const sources = [
    {
      name: SOURCE,
      description: `Sales, customers and their lifetime value to the end of ${as_of_date}.`,
      schema,
      ...shared,
      tables: own(false).map((table) => sourceTable(table, relationshipsAmong(own(false)))),
    },
    {
      name: `${SOURCE}_restricted`,
      description: 'Tables that may hold personal data as it came in.',
      schema: restricted,
      ...shared,
      tables: own(true).map((table) => sourceTable(table, [])),
    },
  ];
  return stringify({ version: 2, sources: sources.filter((source) => source.tables.length > 0) }, YAML);
}

function sourceTable(table: Table, relationships: readonly Relationship[]) {
  const { name, meaning, grain, key, schema } = table;
  const own = relationships.filter(({ from, isTotal }) => from === name && isTotal);
  const unique = {
    'dbt_utils.unique_combination_of_columns': { arguments: { combination_of_columns: [...key] } },
  };
  return {
    name,
    description: `${meaning} (${grain})`,
    ...(key.length > 1 ? { data_tests: [unique] } : {}),
    columns: schema.fields.map((column) => sourceColumn(column, table, own)),
  };
}

function sourceColumn(column: Column, { key }: Table, relationships: readonly Relationship[]) {
  const { name, nullable } = column;
  const unit = unitOf(column) === '' ? '' : ` [${unitOf(column)}]`;
  const tests = [
    ...(nullable ? [] : ['not_null']),
    ...(key.length === 1 && key[0] === name ? ['unique'] : []),
    ...relationships.filter(({ fromColumns }) => fromColumns.join() === name).map(partnerTest),
  ];
  return {
    name,
    description: `${meaningOf(column)}${unit}`,
    data_type: sqlType(column).replace('_MS', '').toLowerCase(),
    ...(tests.length > 0 ? { data_tests: tests } : {}),
  };
}

const partnerTest = ({ to, toColumns }: Relationship) => ({
  relationships: { arguments: { to: `source('${SOURCE}', '${to}')`, field: toColumns[0] } },
});
