/** What the models start from: the lake, and the receipts. A refresh lays these down, with the settings, before any model runs. */
import { count, day, flag, money, text, wallTime } from './columns.ts';
import { FEEDS, type Feed, salesFeed } from './feeds.ts';
import { dumpRow, type Relation, relation } from './table.ts';
import { HISTORY_INPUTS } from './tables/history.ts';

const nullable = { nullable: true } as const;
const sourceMoney = { unit: "the line's currency", nullable: true } as const;
const salesText = salesFeed.columns.filter(
  (column) => !['ordered_at', 'net_sales', 'is_excluded'].includes(column.name),
);

const sourceName = text('source', 'name of the source in the configuration');

const lakeSales = relation(
  'lake_sales',
  'accepted lines of all current sales dumps, and of those that locked months are made of',
  [
    sourceName,
    ...salesText,
    wallTime('ordered_at', "wall time in the report's time zone"),
    day('ordered_on', 'business day'),
    money('net_sales', 'amount of the line', { unit: "the line's currency" }),
    flag('is_excluded', 'kept out of the metrics by the mapping'),
    text(
      'content_key',
      'fingerprint of the mapped content, where the line has no order_id or no line_id',
      nullable,
    ),
    count(
      'line_hash',
      'a hash of what identifies the line: equal identity, equal hash; never the identity itself',
    ),
    text('dump_id', 'the dump the line came with'),
    dumpRow,
  ],
);

/** Rows of the other feeds stand in the lake as they came; those of a feed that speaks of months, on the first day of theirs. */
function lakeAsItCame(feed: Feed): Relation {
  const { name, meaning, time, day: dayName } = feed;
  const columns = feed.columns.map((column) =>
    dayName === 'month' && column.name === time ? day(dayName, 'first day of the month') : column,
  );
  const has = (wanted: string): boolean => columns.some((column) => column.name === wanted);
  return relation(`lake_${name}`, `accepted rows of current dumps: ${meaning}`, [
    ...(has(sourceName.name) ? [] : [sourceName]),
    ...columns,
    ...(dayName === undefined || has(dayName) ? [] : [day(dayName, `the day of ${time}`)]),
    ...(feed.hasAttributes
      ? [text('attributes', 'what else the dump says of it: a JSON object of texts', nullable)]
      : []),
    text('dump_id', 'the dump the row came with'),
    dumpRow,
  ]);
}

/** The relation of the lake that a feed's rows belong to. */
export const lakeOf = (feed: Feed): Relation =>
  feed.name === salesFeed.name ? lakeSales : lakeAsItCame(feed);

export const lakeQuarantine = relation('lake_quarantine', 'rejected rows of every dump that was read', [
  text('feed', 'feed of the dump'),
  text('source', 'source of the dump'),
  text('dump_id', 'the dump the row came with'),
  text('file', 'name of the dump'),
  count('line', 'line of the file where the record starts, from 1'),
  text('column_name', 'the canonical column at fault; null where the record itself is broken', nullable),
  text('reason', 'what is wrong with it'),
  text('raw', 'the record as it stands in the file', nullable),
  day('ordered_on', 'the day of the row, where it can be read', nullable),
  money('net_sales', 'the amount of the row, where it can be read', sourceMoney),
]);

export const receipts = relation(
  'receipts',
  'one row per receipt, with the state that all receipts together give it',
  [
    text('feed', 'feed'),
    text('source', 'source'),
    text('dump_id', 'hash of feed, source, name, content, mapping and reader version'),
    text('file', 'name of the dump'),
    count('arrival', 'order of arrival among all dumps: 1, 2, 3 …'),
    text('state', 'current, superseded, duplicate, refused or withdrawn'),
    text('reason', 'why it is not current', nullable),
    text('replaced_by', 'the dump that stands in its place', nullable),
    count('rows_read', 'records in the file', nullable),
    count('rows_accepted', 'records taken in', nullable),
    count('rows_quarantined', 'records rejected', nullable),
    money('net_sales_accepted', 'amount of the accepted rows', sourceMoney),
    day('first_day', 'earliest business day', nullable),
    day('last_day', 'latest business day', nullable),
    text(
      'content_sha256',
      'hash of the file as it came; of one too large to be read, of its key and version',
    ),
  ],
);

export const namedDays = relation('dump_named_days', 'days that the names of current dumps say they cover', [
  text('source', 'source'),
  day('delivered_on', 'the day'),
]);

export const monthLocks = relation('month_locks', 'the months that are locked', [
  day('month', 'first day of the month'),
  count('lock_number', 'order in which the months were locked: 1, 2, 3 …'),
  wallTime('locked_at', 'when it was locked, in UTC'),
  text('locked_by', 'who locked it'),
  text('note', 'what was said of it', nullable),
]);

export const lockDumps = relation(
  'lock_dumps',
  'the dumps of sales and rates that counted when a month was locked, or were accepted for it since',
  [day('month', 'first day of the locked month'), text('dump_id', 'the dump')],
);

/** Relations that a plan gives as rows; all others are files of the lake. */
export const GIVEN_INPUTS = [receipts, namedDays, monthLocks, lockDumps, ...HISTORY_INPUTS];

export const INPUTS = [...FEEDS.map(lakeOf), lakeQuarantine, ...GIVEN_INPUTS];
