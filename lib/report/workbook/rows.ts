/** Rows of a sheet out of the published tables: one text for each, which is a third of the work of one value for each cell. */
import { DateDay } from 'apache-arrow';
import type { Ask } from '../page.ts';
import type { Cells } from './sheet.ts';
import type { Chosen } from './subjects.ts';

/** Rows that are held in memory at a time. */
const PAGE = 50_000;

/** Every cell as JSON has it: money with all its decimals, days as the numbers that workbooks count them by. */
export function queryOf({ table, columns }: Chosen): string {
  const cells = columns.map(({ table: of, field }) =>
    field.type instanceof DateDay
      ? `date_diff('day', date '1899-12-30', ${of}.${field.name})`
      : `${of}.${field.name}`,
  );
  const others = [...new Set(columns.map((column) => column.table))].filter((of) => of !== table.name);
  const joins = others.map((of) => {
    const same = table.key.map((key) => `${of}.${key} = ${table.name}.${key}`);
    return `left join ${of} on ${same.join(' and ')}`;
  });
  return `select cast(json_array(${cells.join(', ')}) as varchar) as cells
from ${[table.name, ...joins].join('\n')}
order by ${table.order.map((column) => `${table.name}.${column}`).join(', ')}`;
}

/** The first `rows` rows of a sheet, a page at a time. */
export async function* pagesOf(ask: Ask, chosen: Chosen, rows: number): AsyncGenerator<readonly Cells[]> {
  const sql = queryOf(chosen);
  let from = 0;
  do {
    const page = await ask(`${sql}\noffset ${from} limit ${Math.min(PAGE, rows - from)}`);
    yield page.map(({ cells }): Cells => JSON.parse(cells as string));
    from += PAGE;
  } while (from < rows);
}
