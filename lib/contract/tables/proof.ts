/** Tables that prove the others: what came in, what was rejected, and that rows and money add up. */
import { count, day, flag, money, text } from '../columns.ts';
import { receipts } from '../inputs.ts';
import { mart, restrictedMart } from '../table.ts';

const nullable = { nullable: true } as const;
const sourceMoney = { unit: "the line's currency" } as const;
const rows = { unit: 'rows' } as const;

export const reconciliation = mart({
  name: 'reconciliation',
  grain: 'one row per sales dump that is current, or that a locked month is still made of: (source, dump_id)',
  meaning:
    'Where every row and every amount of a dump went: read = accepted + quarantined, and accepted = superseded + after as-of + held + published. Amounts are as posted, in the currencies of the lines; where a dump has several, they are added as they stand. A release with a difference is not published.',
  key: ['source', 'dump_id'],
  columns: [
    text('source', 'name of the source in the configuration'),
    text('dump_id', 'the dump'),
    text('file', 'name of the dump'),
    count('rows_read', 'records in the file, by the receipt', rows),
    count('rows_accepted', 'records taken in, by the receipt', rows),
    count('rows_quarantined', 'records rejected, by the receipt', rows),
    count(
      'rows_superseded',
      'accepted rows that a later row stands in place of, or that repeat what is counted in a locked month; of a dump that only a locked month is still made of, all others',
      rows,
    ),
    count('rows_after_as_of', 'accepted rows dated after the as-of date', rows),
    count(
      'rows_held',
      'accepted rows that would change a locked month; and those in another currency without a rate of their day or of the 7 days before, or too large once converted',
      rows,
    ),
    count('rows_held_by_lock', 'of these, the rows that would change a locked month', rows),
    count('rows_published', 'rows of the dump counted in sales', rows),
    money('net_sales_read', 'accepted + quarantined', sourceMoney),
    money('net_sales_accepted', 'by the receipt', sourceMoney),
    money(
      'net_sales_quarantined',
      'of the rejected rows, as far as their amounts could be read',
      sourceMoney,
    ),
    money('net_sales_superseded', 'of the superseded rows', sourceMoney),
    money('net_sales_after_as_of', 'of the rows after the as-of date', sourceMoney),
    money('net_sales_held', 'of the held rows', sourceMoney),
    money('net_sales_published', "of the dump's rows in sales, as posted", sourceMoney),
    count('rows_difference', 'accepted − superseded − after as-of − held − published: must be 0', rows),
    money('difference', 'the same in money: must be 0', sourceMoney),
  ],
});

export const feedReconciliation = mart({
  name: 'feed_reconciliation',
  grain: 'one row per current dump of customers, contacts, campaigns, campaign_recipients or rates',
  meaning:
    'Where every accepted row of a feed beside sales went: accepted = kept + replaced + after as-of. Of the rows of a key the latest counts. A release with a difference is not published.',
  key: ['feed', 'source', 'dump_id'],
  columns: [
    text('feed', 'customers, contacts, campaigns, campaign_recipients or rates'),
    text('source', 'name of the source in the configuration'),
    text('dump_id', 'the dump'),
    text('file', 'name of the dump'),
    count('rows_accepted', 'records taken in, by the receipt', rows),
    count('rows_kept', 'rows of the dump that the tables use', rows),
    count('rows_replaced', 'rows that a later row of the same key stands in place of', rows),
    count('rows_after_as_of', 'latest rows of their key that are dated after the as-of date', rows),
    count('difference', 'accepted − kept − replaced − after as-of: must be 0', rows),
  ],
});

export const ledgerTieOut = mart({
  name: 'ledger_tie_out',
  grain: 'one row per source and month that the control totals name',
  meaning:
    "Net sales of the general ledger against net sales of the warehouse, and what the difference may come from. Every explained_ column has the difference's sign: the part of it that is there if the ledger counts what the column says. Where several control totals name the same source and month, the latest arrival counts.",
  key: ['source', 'month'],
  order: ['month', 'source'],
  columns: [
    text('source', 'the sales source the total is for'),
    day('month', 'first day of the month'),
    flag('is_complete', 'the month ended on or before the as-of date and has no missing day'),
    money('ledger_net_sales', 'net sales by the general ledger'),
    money(
      'warehouse_net_sales',
      'net sales of the month in sales, unidentified lines included, excluded lines left out',
    ),
    money('difference', 'ledger − warehouse: above zero where the ledger holds more'),
    money(
      'explained_quarantined',
      'amounts of the rejected rows of current dumps that the ledger counts and the warehouse does not; above zero for sales, below for returns; as they stand, for the currency of a rejected row is not known',
    ),
    money(
      'explained_excluded',
      'amounts of excluded lines (postage, fees) that the ledger counts and the warehouse does not; above zero for sales',
    ),
    money(
      'explained_superseded',
      'amounts of superseded lines, by the month of the line, in another currency those with a rate; above zero where the ledger may still count both the old and the new line. A candidate, not part of unexplained',
    ),
    money(
      'explained_unidentified',
      'minus the net sales of lines without a customer: below zero, for the warehouse counts them and the ledger may not. A candidate, not part of unexplained',
    ),
    money('unexplained', 'difference − explained_quarantined − explained_excluded'),
    flag('ties', 'the difference is zero, to the last decimal'),
  ],
});

const DUMP_KEY = ['dump_id', 'arrival'];
const receiptColumns = receipts.schema.fields;

export const dumps = mart({
  name: 'dumps',
  grain: 'one row per receipt: (dump_id, arrival)',
  meaning: 'Every dump that ever arrived, in order of arrival, and what became of it.',
  key: DUMP_KEY,
  order: ['arrival', 'dump_id'],
  columns: [
    ...receiptColumns.filter((column) => DUMP_KEY.includes(column.name)),
    ...receiptColumns.filter((column) => !DUMP_KEY.includes(column.name)),
  ],
});

export const quarantine = restrictedMart({
  name: 'quarantine',
  grain: 'one row per rejected record: (feed, dump_id, line)',
  meaning:
    'Records that were not taken in, as they stand in the file, with everything that is wrong with them. Of refused dumps the first thousand are here; join dumps for the state.',
  key: ['feed', 'dump_id', 'line'],
  columns: [
    text('feed', 'feed of the dump'),
    text('source', 'source of the dump'),
    text('dump_id', 'the dump the record came with'),
    text('file', 'name of the dump'),
    count('line', 'line of the file where the record starts, from 1'),
    text(
      'column_name',
      'the canonical column at fault, the first of several; null where the record itself is broken',
      nullable,
    ),
    text('reason', 'everything that is wrong with the record, separated by semicolons'),
    text('raw', 'the record as it stands in the file', nullable),
    day('ordered_on', 'the day of the record, where it can be read', nullable),
    money('net_sales', 'the amount of the record, where it can be read', { ...sourceMoney, nullable: true }),
  ],
});

export const PROOF_TABLES = [reconciliation, feedReconciliation, ledgerTieOut, dumps, quarantine];
