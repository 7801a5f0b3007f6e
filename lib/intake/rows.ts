/** From the raw text of a dump to the rows of the lake: SQL over `raw.parquet`, one relation for good rows and bad. */
import { type Column, sqlType } from '../contract/columns.ts';
import type { Feed } from '../contract/feeds.ts';
import { lakeOf } from '../contract/inputs.ts';
import { quoteText } from '../engine/duckdb.ts';
import { attributesValue, attributeTexts } from './values/attributes.ts';
import { textName, type ValueColumn, type ValueRules, valueColumns } from './values/values.ts';

export interface RowsOf {
  feed: Feed;
  source: string;
  dump_id: string;
  rules: ValueRules;
}

/** Between the parts of a fingerprint, and for a part that is null: characters that no till writes. */
const PART = 'chr(31)';
const NOTHING = 'chr(30)';

/**
 * A SELECT with, for every record, `dump_row`, all columns of the lake, and per mapped column a fault `f_<name>`.
 * @param raw relation with the mapped columns as text and `dump_row`
 */
export function checkedSelect(of: RowsOf, raw: string): string {
  const columns = valueColumns(of.feed, of.rules);
  const texts = [
    ...columns.map(({ name, text }) => `${text} as ${textName(name)}`),
    ...attributeTexts(of.rules.attributes),
  ];
  const values = columns.map(({ name, value }) => `${value} as ${name}`);
  const faults = columns.map(({ name, fault }) => `${fault} as ${faultName(name)}`);
  return `with texts as (
  select dump_row, ${texts.join(', ')}
  from ${raw}
),
typed as (
  select *, ${values.join(',\n    ')}
  from texts
),
judged as (
  select *, ${faults.join(',\n    ')}
  from typed
),
completed as (
  select *, ${completions(of, columns).join(',\n    ')}
  from judged
)
select *, ${fingerprints(of, columns).join(',\n  ')}
from completed`;
}

const faultName = (name: string): string => `f_${name}`;
const COMPUTED_FAULT = 'f_computed';

/** The faults of a checked row, in the order of the contract. */
const faultColumns = (of: RowsOf): string[] => [
  ...valueColumns(of.feed, of.rules).map(({ name }) => faultName(name)),
  ...(isComputed(of) ? [COMPUTED_FAULT] : []),
];

const isMapped = (of: RowsOf, name: string): boolean => of.rules.columns[name] !== undefined;
const isComputed = (of: RowsOf): boolean => of.feed.name === 'sales' && !isMapped(of, 'net_sales');

/** Columns of the lake that follow from others, or that the mapping does not give. */
function completions(of: RowsOf, columns: ValueColumn[]): string[] {
  const { feed } = of;
  const given = new Set(columns.map((column) => column.name));
  const made: string[] = [`${quoteText(of.dump_id)} as dump_id`];
  // A feed with a column of that name says in it whose rows they are.
  if (!given.has('source')) made.push(`${quoteText(of.source)} as source`);
  if (feed.hasAttributes) made.push(`${attributesValue(of.rules.attributes)} as attributes`);
  if (feed.day !== undefined && feed.day !== feed.time)
    made.push(`cast(${feed.time} as date) as ${feed.day}`);
  for (const column of feed.columns) {
    const { name } = column;
    if (!given.has(name)) made.push(`${completion(of, column, given)} as ${name}`);
  }
  if (isComputed(of)) {
    const isGiven = 'quantity is not null and unit_price is not null';
    made.push(
      `case when ${isGiven} and ${computedNetSales(of)} is null then 'quantity × unit_price is too large' end as ${COMPUTED_FAULT}`,
    );
  }
  return made;
}

/** A column that the mapping does not give: from those it does, or null. */
function completion(of: RowsOf, column: Column, given: ReadonlySet<string>): string {
  const { name } = column;
  if (name === 'net_sales') return computedNetSales(of);
  if (name === 'is_excluded') return isExcluded(of);
  if (name === 'gross_margin' && given.has('cost')) {
    const sold = given.has('net_sales') ? 'net_sales' : computedNetSales(of);
    return `try_cast(cast(${sold} as decimal(38,4)) - cost as decimal(18,4))`;
  }
  return `cast(null as ${sqlType(column)})`;
}

/** quantity × unit_price − discount, exact, then rounded half away from zero to four decimals. */
function computedNetSales(of: RowsOf): string {
  const gross = 'cast(quantity as decimal(38,4)) * cast(unit_price as decimal(38,4))';
  const less = isMapped(of, 'discount') ? ' - coalesce(discount, 0)' : '';
  return `try_cast(${gross}${less} as decimal(18,4))`;
}

/** True where a column's text is one of the values that the mapping names. */
function isExcluded(of: RowsOf): string {
  const when = Object.entries(of.rules.columns.is_excluded?.when ?? {});
  const tests = when.map(
    ([column, values]) => `coalesce(${textName(column)} in (${values.map(quoteText).join(', ')}), false)`,
  );
  return tests.length === 0 ? 'false' : `(${tests.join(' or ')})`;
}

/**
 * What tells lines apart. With an order_id and a line_id these do; without, the mapped content does. `line_hash` only
 * narrows the search for lines that may be the same: it is a stable function of the identity, on any machine and in any
 * version of the engine.
 */
function fingerprints(of: RowsOf, columns: ValueColumn[]): string[] {
  if (of.feed.name !== 'sales') return ['null as content_key'];
  const parts = columns.map(({ name }) => `coalesce(cast(${name} as varchar), ${NOTHING})`);
  const content = `md5(concat_ws(${PART}, ${parts.join(', ')}))`;
  const numbers = isMapped(of, 'order_id') && isMapped(of, 'line_id');
  const hasNumbers = numbers ? 'order_id is not null and line_id is not null' : 'false';
  const key = numbers ? `case when ${hasNumbers} then null else ${content} end` : content;
  const identity = numbers
    ? `case when ${hasNumbers} then order_id || ${PART} || line_id else ${content} end`
    : content;
  return [`${key} as content_key`, `cast(md5_number(${identity}) >> 65 as bigint) as line_hash`];
}

/** The good rows of a checked relation, cast to the lake's columns, in the order of the dump. */
export function acceptedSelect(of: RowsOf, checked: string): string {
  const columns = lakeOf(of.feed).schema.fields.map((field) => {
    const value = field.name === 'month' ? `date_trunc('month', month)` : field.name;
    return `cast(${value} as ${sqlType(field)}) as ${field.name}`;
  });
  const isGood = faultColumns(of).map((fault) => `${fault} is null`);
  return `select ${columns.join(', ')} from ${checked} where ${isGood.join(' and ')}`;
}

/** The bad rows: number of the record, the first column at fault, all reasons, and what can be read of day and amount. */
export function faultySelect(of: RowsOf, checked: string): string {
  const faults = faultColumns(of).map((fault) => ({ fault, column: columnAtFault(fault) }));
  const first = faults.map(({ fault, column }) => `when ${fault} is not null then '${column}'`);
  // What was computed has its own words: the columns it comes from are right, each by itself.
  const reasons = faults.map(({ fault, column }) =>
    fault === COMPUTED_FAULT ? fault : `'${column} ' || ${fault}`,
  );
  const isBad = faults.map(({ fault }) => `${fault} is not null`);
  const { day, amount } = of.feed;
  return `select dump_row, case ${first.join(' ')} end as column_name, concat_ws('; ', ${reasons.join(', ')}) as reason,
  cast(${day ?? 'null'} as date) as ordered_on, cast(${amount ?? 'null'} as decimal(18,4)) as net_sales
from ${checked} where ${isBad.join(' or ')}`;
}

const columnAtFault = (fault: string): string => (fault === COMPUTED_FAULT ? 'net_sales' : fault.slice(2));
