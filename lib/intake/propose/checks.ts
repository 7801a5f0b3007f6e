/** What the values say against or for a mapping that names alone suggest. */
import { salesFeed } from '../../contract/feeds.ts';
import { type Dump, isDated, type Proposed, type Unfit, valuesOf } from './dump.ts';
import { type Decimal, readNumber } from './numbers.ts';

/** A time column without a telling name: the only one that holds dates. */
export function byValues(dump: Dump, columns: Proposed[], format?: string): void {
  if (columns.some((one) => one.column === salesFeed.time)) return;
  const dated = dump.headers.filter(
    (header) =>
      !columns.some((one) => one.header === header) &&
      valuesOf(dump, header).length > 0 &&
      isDated(valuesOf(dump, header), format),
  );
  if (dated.length !== 1) return;
  columns.push({
    column: salesFeed.time,
    header: dated[0] as string,
    confidence: 'guess',
    remarks: ['the only column of dates'],
  });
}

/** A line number must tell the lines of an order apart; a mere count of the rows of the file is pointed out. */
export function checkLines(dump: Dump, columns: Proposed[], notMapped: Unfit[]): void {
  const line = columns.find((one) => one.column === 'line_id');
  if (!line) return;
  const at = dump.headers.indexOf(line.header);
  const order = columns.find((one) => one.column === 'order_id');
  const orderAt = order ? dump.headers.indexOf(order.header) : -1;
  const isUnique = dump.samples.every((rows) => {
    const keys = rows.map((row) => JSON.stringify([row[orderAt] ?? '', row[at]]));
    return new Set(keys).size === keys.length;
  });
  if (!isUnique) {
    columns.splice(columns.indexOf(line), 1);
    notMapped.push({ header: line.header, reason: 'is not unique within an order, so it is no line_id' });
    return;
  }
  const isCount = dump.samples.every(
    (rows) => rows.length > 1 && rows.every((row, i) => Number(row[at]) === Number(rows[0]?.[at]) + i),
  );
  if (isCount)
    line.remarks.push('counts the rows: leave it out if the same line has another number in another dump');
}

/** Says where the amount is not quantity × unit price, as in exports that repeat the total of an order on its lines. */
export function checkAmounts(dump: Dump, columns: readonly Proposed[], decimal: Decimal): void {
  const [amount, quantity, price] = ['net_sales', 'quantity', 'unit_price'].map((column) =>
    columns.find((one) => one.column === column),
  );
  if (!amount || !quantity || !price) return;
  const at = [amount, quantity, price].map((one) => dump.headers.indexOf(one.header));
  const rows = dump.samples.flatMap((sample) =>
    sample.map((row) => at.map((i) => readNumber(row[i]?.trim() ?? '', decimal))),
  );
  const differing = rows.filter(
    ([net, units, each]) =>
      net === undefined || Math.abs(net - (units ?? 0) * (each ?? 0)) > 0.01 + Math.abs(net) / 100,
  );
  if (differing.length > rows.length / 2)
    amount.remarks.push(
      `not ${quantity.header} × ${price.header} in ${differing.length} of ${rows.length} rows: check`,
    );
}
