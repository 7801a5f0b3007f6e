/** Months that are closed: which, by whom, and what came for them since. */
import { count, day, money, text } from '../columns.ts';
import { monthLocks } from '../inputs.ts';
import { mart } from '../table.ts';

const sourceMoney = { unit: "the line's currency" } as const;
const rows = { unit: 'rows' } as const;

export const lockedMonths = mart({
  name: 'locked_months',
  grain: 'one row per locked month',
  meaning:
    'Months that are closed: lines that came since and would change them are held until the month is unlocked, or their dump accepted.',
  key: ['month'],
  columns: [
    ...monthLocks.schema.fields.filter(({ name }) => name !== 'lock_number'),
    count('dumps_held', 'dumps with lines that are held', { unit: 'dumps' }),
    count('rows_held', 'lines that are held', rows),
    money('net_sales_held', 'of these lines, as posted', sourceMoney),
  ],
});

export const heldLines = mart({
  name: 'held_lines',
  grain: 'one row per current sales dump and locked month for which lines of it are held',
  meaning:
    'What locked months hold back, dump by dump: new and changed lines of the month, and lines of other days that would take one away from it. Lines that repeat what is counted already are not held, but superseded.',
  key: ['dump_id', 'month'],
  columns: [
    text('source', 'name of the source in the configuration'),
    text('dump_id', 'the dump'),
    text('file', 'name of the dump'),
    day('month', 'first day of the locked month'),
    count('rows_held', 'lines that are held', rows),
    money('net_sales_held', 'of these lines, as posted', sourceMoney),
  ],
});

export const LOCK_TABLES = [lockedMonths, heldLines];
