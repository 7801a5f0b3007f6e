/** Steps that decide which lines count in locked months, where that is not what the order of arrival says. */
import { count, day, flag, text } from '../columns.ts';
import { dumpRow, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const dumpId = text('dump_id', 'the dump the line came with');
const identity = text('identity', 'names what the lines that are the same have in common');
const isCurrent = flag('is_current', 'its dump is current');
const isSuperseded = flag('is_superseded', 'a later line stands in its place by the order of arrival');

const lockedRivals = relation(
  'locked_rivals',
  'lines that others may be like, and under which lock each stands; empty where no month is locked',
  [
    dumpId,
    dumpRow,
    identity,
    day('month', 'first day of the month of the line'),
    count('arrival', 'order in which its dump arrived'),
    isCurrent,
    isSuperseded,
    day('locked_month', 'the same month, where it is locked', nullable),
    count('lock_number', 'order in which that month was locked', nullable),
    flag('is_known', 'the lock of the month knows the dump'),
  ],
);

const lockedDecisions = relation(
  'locked_decisions',
  'of lines that others may be like, which count; empty where no month is locked',
  [
    dumpId,
    dumpRow,
    identity,
    isCurrent,
    isSuperseded,
    day('held_for', 'the locked month that decides; null where none does', nullable),
    flag('counts', 'it is the one of its identity that counts'),
  ],
);

const lockedLines = relation(
  'locked_lines',
  'lines for which locked months decide otherwise than the order of arrival',
  [
    dumpId,
    dumpRow,
    flag('counts', 'the line is in sales, where the as-of date and the rates let it'),
    day('held_for', 'the locked month that the line would change; null where it is not held', nullable),
  ],
);

export const LOCK_STEPS = [lockedRivals, lockedDecisions, lockedLines];
