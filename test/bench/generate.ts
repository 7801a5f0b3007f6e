/** A shop's sales lines as monthly CSV dumps: the same bytes for the same number of lines, on any number of cores. */
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';

export interface Dumps {
  /** Folder of the dumps; `shop-2022-01.csv` and so on. */
  folder: string;
  lines: number;
  files: number;
}

const FIRST_MONTH = '2022-01-01';

/**
 * One row per line, from its number alone. Ten lines make four orders of one to four lines; orders follow each other in
 * time, more of them towards the end of a year; a few customers buy often, most once or twice, and new ones keep coming.
 * About three lines in a hundred have no customer and two are returns.
 */
const linesSelect = (first: number, last: number, lines: number, files: number): string => `
with numbered as (
  select
    number,
    number // 10 * 4 + [0, 1, 1, 2, 2, 2, 3, 3, 3, 3][number % 10 + 1] as order_number,
    [1, 1, 2, 1, 2, 3, 1, 2, 3, 4][number % 10 + 1] as line_id,
    cast(hash(number * 2 + 1) >> 1 as bigint) as chance
  from range(${first}, ${last}) lines (number)
),
drawn as (
  select
    *,
    cast(hash(order_number * 2) >> 1 as bigint) as order_chance,
    order_number / (${lines} * 0.4) as elapsed,
    chance % 100 < 2 as is_return,
    1 + chance // 100 % 4 as pieces,
    cast(floor(4000 * pow((chance // 1000 % 1000000) / 1e6, 2)) as integer) as product
  from numbered
)
select
  1000000 + order_number as order_id,
  line_id,
  case when order_chance % 100 >= 3
    then 100000 + cast(floor(${Math.ceil(lines / 12)} * (0.15 + 0.85 * elapsed)
      * pow((order_chance // 100 % 1000000) / 1e6, 1.7)) as integer)
  end as customer_id,
  strftime(timestamp ${quoteText(FIRST_MONTH)}
    + to_minutes(cast(floor(${files} * 30.4 * 1440 * (elapsed - 0.01 * sin(elapsed * ${files} * 0.5236))) as integer)),
    '%Y-%m-%d %H:%M') as ordered_at,
  1000 + product as product_id,
  'Article ' || product as product_name,
  ['tea', 'coffee', 'cocoa', 'spices', 'honey', 'cups', 'gifts', 'books'][product % 8 + 1] as category,
  ['shop', 'shop', 'web', 'phone'][order_chance // 7 % 4 + 1] as channel,
  case when order_chance // 7 % 4 < 2 then 10 + order_chance // 11 % 40 end as store,
  100 + order_chance // 13 % 200 as salesperson,
  case when is_return then -1 else pieces end as quantity,
  printf('%.2f', case when is_return then -1 else pieces end * (150 + product * 7 % 4850) / 100.0) as net_sales,
  printf('%.2f', case when is_return then -1 else pieces end * (150 + product * 7 % 4850) * (40 + product % 30) / 10000.0)
    as cost
from drawn`;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Writes the dumps, one after the other; what a former call with the same numbers wrote is used again. */
export async function generate(base: string, lines: number, files: number): Promise<Dumps> {
  const folder = join(base, `shop-${lines}-${files}`);
  const dumps = { folder, lines, files };
  if (await exists(folder)) return dumps;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const engine = await openDuckdb({ temporary: join(base, 'spill') });
  try {
    for (let file = 0; file < files; file++) {
      // Whole tens, so that no order is split between two dumps.
      const [first, last] = [file, file + 1].map((at) => Math.round((lines / 10 / files) * at) * 10) as [
        number,
        number,
      ];
      const name = `shop-${String(file + 1).padStart(4, '0')}.csv`;
      await engine.run(
        `copy (${linesSelect(first, last, lines, files)}) to ${quoteText(join(unfinished, name))} (format csv, header)`,
      );
    }
  } finally {
    engine.close();
  }
  await rename(unfinished, folder);
  return dumps;
}

const CANONICAL =
  'order_id line_id customer_id ordered_at product_id product_name category channel store salesperson quantity net_sales cost';

/** Writes a configuration for the dumps and a new warehouse. @returns its path */
export async function configure(dumps: Dumps, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const columns = CANONICAL.split(' ').map((name) => `        ${name}: ${name}\n`);
  const file = join(folder, 'patronage.yaml');
  await writeFile(
    file,
    `warehouse: ./warehouse
currency: EUR
timezone: UTC
feeds:
  sales:
    shop:
      files: ${dumps.folder}/*.csv
      format: csv
      columns:
${columns.join('')}`,
  );
  return file;
}
