import { tableNamed } from '../contract/tables.ts';
import { told } from '../history/told.ts';
import { differenceText } from '../words/difference-text.ts';
import { type Command, show, textOption, UsageError, withPatronage } from './command.ts';

export const diffCommand: Command = {
  name: 'diff',
  usage: '<a> <b>',
  summary: 'why numbers changed between two releases, and which rows did',
  details:
    'A release is named by its id, the beginning of its id, a day (YYYY-MM-DD: the release of that day), current,\n' +
    'previous (the newest one of a day before that of b) or last-month-end (the newest frozen one before it), as in\n' +
    'patronage diff last-month-end current. The difference is split by cause, each on top of those before it:\n' +
    'code, corrected and withdrawn dumps, late lines, new lines, settings and feeds, model. They add up exactly.',
  options: {
    table: { type: 'string', value: 'NAME', help: 'show the first rows of this table that are not the same' },
  },
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const [a, b, ...more] = call.names;
      if (a === undefined || b === undefined || more.length > 0)
        throw new UsageError('diff takes two releases, such as: patronage diff last-month-end current');
      const table = textOption(call, 'table');
      if (table !== undefined && !tableNamed(table))
        throw new UsageError(`--table ${table}: there is no such table; patronage tables lists them`);
      const difference = await patronage.diff(a, b, table);
      world.progress('');
      show(call, world, told(difference), differenceText(difference, world.width));
      return 0;
    }),
};
