/** Rows of a sheet out of the published tables: one text for all numbers of a row, a third of the work of one value a cell. */
import { DateDay, Utf8 } from 'apache-arrow';
import type { Ask } from '../page.ts';
import type { Cells, Value } from './sheet.ts';
import type { Chosen } from './subjects.ts';

/** Rows that are held in memory at a time. */
const PAGE = 50_000;

type Columns = Chosen['columns'];

const isText = ({ field }: Columns[number]): boolean => field.type instanceof Utf8;

/** Money with all its decimals, days as the numbers that workbooks count them by. */
const numberOf = ({ table, field }: Columns[number]): string =>
  field.type instanceof DateDay
    ? `date_diff('day', date '1899-12-30', ${table}.${field.name})`
    : `${table}.${field.name}`;

/** `numbers` is a list of JSON, written out: the functions for it leave nulls out in Athena; each text is a column of its own. */
export function queryOf({ table, columns }: Chosen): string {
  const numbers = columns
    .filter((column) => !isText(column))
    .map((column) => `coalesce(cast(${numberOf(column)} as varchar), 'null')`);
  const texts = columns.filter(isText).map(({ table: of, field }, i) => `${of}.${field.name} as text_${i}`);
  const others = [...new Set(columns.map((column) => column.table))].filter((of) => of !== table.name);
  const joins = others.map((of) => {
    const same = table.key.map((key) => `${of}.${key} = ${table.name}.${key}`);
    return `left join ${of} on ${same.join(' and ')}`;
  });
  return `select ${[`'[' || ${numbers.join(" || ',' || ")} || ']' as numbers`, ...texts].join(', ')}
from ${[table.name, ...joins].join('\n')}
order by ${table.order.map((column) => `${table.name}.${column}`).join(', ')}`;
}

/** The first `rows` rows of a sheet, a page at a time. */
export async function* pagesOf(ask: Ask, chosen: Chosen, rows: number): AsyncGenerator<readonly Cells[]> {
  const sql = queryOf(chosen);
  const texts = chosen.columns.map(isText);
  let from = 0;
  do {
    const page = await ask(`${sql}\noffset ${from} limit ${Math.min(PAGE, rows - from)}`);
    yield page.map((row): Cells => {
      const numbers: Value[] = JSON.parse(row.numbers as string);
      let [text, number] = [0, 0];
      return texts.map((is) => (is ? (row[`text_${text++}`] as Value) : numbers[number++]!));
    });
    from += PAGE;
  } while (from < rows);
}
