/**
 * The contract in the words of BI tools: a model of Open Semantic Interchange (Apache Ossie, 0.2) with tables, keys,
 * relationships and measures.
 */
import { Bool, type DataType, DateDay, Decimal, Float64, Int64, TimestampMillisecond } from 'apache-arrow';
import { stringify } from 'yaml';
import { type Column, meaningOf, unitOf } from './columns.ts';
import { alongOf, expressionOf, isRate, type Measure, tableOf } from './measure.ts';
import { MEASURES } from './measures.ts';
import { type Relationship, relationshipsAmong } from './relationships.ts';
import type { Table } from './table.ts';

/** The version of the specification that the model keeps to. */
const VERSION = '0.2.0.dev0';

/** What the model is of. */
export interface Described {
  readonly release_id: string;
  readonly as_of_date: string;
  /** What is in front of a table's name in a query, such as `awsdatacatalog.patronage`. */
  readonly source: string;
}

/** The text of `semantic.yaml`; the same release gives the same bytes. Restricted tables are not in it. */
export function semanticModel(
  tables: readonly Table[],
  { release_id, as_of_date, source }: Described,
): string {
  const open = tables.filter(({ isRestricted }) => !isRestricted);
  const names = new Set(open.map(({ name }) => name));
  const model = {
    name: 'patronage',
    description: `Sales, customers and their lifetime value to the end of ${as_of_date}, release ${release_id}.`,
    ai_context: {
      instructions:
        'Divide sums by sums and never average a rate: every rate here is one measure over another. Look at is_complete before a period is compared. Money is in the reporting currency, which the table settings names.',
    },
    datasets: open.map((table) => dataset(table, source)),
    relationships: relationshipsAmong(open).map(relationship),
    metrics: MEASURES.filter((measure) => names.has(tableOf(measure))).map(metric),
    custom_extensions: [{ vendor_name: 'COMMON', data: JSON.stringify({ release_id, as_of_date }) }],
  };
  return stringify({ version: VERSION, semantic_model: [model] }, YAML);
}

/** One line per text, and no references: every reader of YAML understands that, and a difference of two files is small. */
export const YAML = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

const expression = (sql: string) => ({ dialects: [{ dialect: 'ANSI_SQL', expression: sql }] });

const dataset = (table: Table, source: string) => ({
  name: table.name,
  source: `${source}.${table.name}`,
  primary_key: [...table.key],
  description: `${table.meaning} (${table.grain})`,
  fields: table.schema.fields.map((column) => field(column, isDimension(column, table))),
});

const field = (column: Column, isDimension: boolean) => ({
  name: column.name,
  expression: expression(column.name),
  ...(isDimension ? { dimension: { is_time: isTime(column.type) } } : {}),
  description: withUnit(meaningOf(column), unitOf(column)),
  datatype: dataTypeOf(column),
});

/** What can be grouped by: words, days and yes or no; numbers where they are part of the key. */
const isDimension = ({ name, type }: Column, { key }: Table): boolean =>
  key.includes(name) || !(type instanceof Int64 || type instanceof Float64 || type instanceof Decimal);

const isTime = (type: DataType): boolean => type instanceof DateDay || type instanceof TimestampMillisecond;

function dataTypeOf({ type }: Column): string {
  if (type instanceof Int64) return 'Integer';
  if (type instanceof Float64) return 'Float';
  if (type instanceof Decimal) return 'Decimal';
  if (type instanceof Bool) return 'Boolean';
  if (type instanceof DateDay) return 'Date';
  return type instanceof TimestampMillisecond ? 'DateTime' : 'String';
}

const relationship = ({ from, to, fromColumns, toColumns }: Relationship) => ({
  name: `${from}_to_${to}`,
  from,
  to,
  from_columns: [...fromColumns],
  to_columns: [...toColumns],
});

const metric = (measure: Measure) => {
  const along = alongOf(measure);
  return {
    name: measure.name,
    expression: expression(expressionOf(measure)),
    description: withUnit(measure.meaning, measure.unit),
    datatype: metricType(measure),
    ...(along.length > 0
      ? { ai_context: { instructions: `Only for one value of ${along.join(', ')} at a time: group by it.` } }
      : {}),
  };
};

/** Sums here are of money, of units and of whole numbers; no DOUBLE is added up. */
function metricType(measure: Measure): string {
  if (isRate(measure)) return 'Float';
  return /currency|^units$/.test(measure.unit) ? 'Decimal' : 'Integer';
}

const withUnit = (meaning: string, unit: string): string => (unit === '' ? meaning : `${meaning} [${unit}]`);
