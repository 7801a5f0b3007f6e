/**
 * The column vocabulary of the contract: each builder makes an Apache Arrow field that also carries its meaning
 * and its unit, so that casts, dictionary, catalog comments and footer checks all read the same definition.
 */
import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int64,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow';

export type Column = Field<DataType>;

interface ColumnOptions {
  /** May the column hold nulls? What a null means is said in the meaning. */
  nullable?: boolean;
  /** The unit of the values, such as `days`; money says `reporting currency` unless told otherwise. */
  unit?: string;
}

function column(name: string, type: DataType, meaning: string, options: ColumnOptions = {}): Column {
  const metadata = new Map([['meaning', meaning]]);
  if (options.unit) metadata.set('unit', options.unit);
  return new Field(name, type, options.nullable ?? false, metadata);
}

type Build = (name: string, meaning: string, options?: ColumnOptions) => Column;

export const text: Build = (name, meaning, options) => column(name, new Utf8(), meaning, options);
export const flag: Build = (name, meaning, options) => column(name, new Bool(), meaning, options);
export const day: Build = (name, meaning, options) => column(name, new DateDay(), meaning, options);
/** A whole number. */
export const count: Build = (name, meaning, options) => column(name, new Int64(), meaning, options);
/** A rate or another measured ratio: DOUBLE, never money. */
export const ratio: Build = (name, meaning, options) => column(name, new Float64(), meaning, options);
/** Wall time in the report's time zone, to the millisecond (Hive tables hold no finer). */
export const wallTime: Build = (name, meaning, options) =>
  column(name, new TimestampMillisecond(), meaning, options);
/** An exact number with four decimals: DECIMAL(18,4). */
export const exact: Build = (name, meaning, options) => column(name, new Decimal(4, 18), meaning, options);
/** Money: DECIMAL(18,4) in the reporting currency, never rounded in a table. */
export const money: Build = (name, meaning, options) =>
  exact(name, meaning, { unit: 'reporting currency', ...options });

/** What one currency is worth in another: DECIMAL(18,8), for four decimals are too few for it. */
export const rate: Build = (name, meaning, options) => column(name, new Decimal(8, 18), meaning, options);

export const meaningOf = (field: Column): string => field.metadata.get('meaning') ?? '';
export const unitOf = (field: Column): string => field.metadata.get('unit') ?? '';

/** The type that DuckDB casts a column to; its Parquet file is then what Athena reads: milliseconds, and no finer. */
export function sqlType(field: Column): string {
  const { type } = field;
  if (type instanceof Utf8) return 'VARCHAR';
  if (type instanceof Bool) return 'BOOLEAN';
  if (type instanceof DateDay) return 'DATE';
  if (type instanceof Int64) return 'BIGINT';
  if (type instanceof Float64) return 'DOUBLE';
  if (type instanceof TimestampMillisecond) return 'TIMESTAMP_MS';
  if (type instanceof Decimal) return `DECIMAL(${type.precision},${type.scale})`;
  throw new TypeError(`column ${field.name}: the contract has no SQL type for ${type}`);
}
