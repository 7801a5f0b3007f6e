import { quarantineKey } from '../intake/take.ts';
import type { Resolved } from '../ledger/resolve.ts';
import type { Patronage } from '../patronage.ts';
import { counted } from '../words/figures.ts';
import { intakeText } from '../words/intake-text.ts';
import { type Command, checkNames, show, UsageError, withPatronage } from './command.ts';
import { intakeJson, statusOf } from './intake.ts';

const SHOWN = 20;

export const quarantineCommand: Command = {
  name: 'quarantine',
  usage: '[replay]',
  summary: 'rejected rows; take them in again',
  details:
    'Shows where each rejected row stands, why, and its text. When the mapping is mended, replay reads the dumps with\n' +
    'rejected rows again as they landed; a mended file is simply a new dump. Then refresh.',
  options: { all: { type: 'boolean', help: `every row, not the first ${SHOWN} of a dump` } },
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 1, 'quarantine takes replay or nothing');
      const [verb] = call.names;
      if (verb !== undefined && verb !== 'replay')
        throw new UsageError(`quarantine ${verb}: did you mean replay?`);
      const rejected = (await patronage.receipts()).filter(hasRejected);
      if (verb === undefined) {
        const dumps = await Promise.all(rejected.map((of) => rowsOf(patronage, of)));
        show(call, world, dumps, dumpsText(dumps, call.options.all === true));
        return 0;
      }
      const result = await patronage.replay(rejected.map(({ receipt }) => receipt.arrival));
      world.progress('');
      const text =
        result.taken.length === 0
          ? nothingToReplay(rejected.length)
          : `${intakeText(result, await patronage.receipts(), world.width)}\nTo publish it: patronage refresh\n`;
      show(call, world, intakeJson(result), text);
      return statusOf(result);
    }),
};

const nothingToReplay = (dumps: number): string =>
  dumps === 0
    ? 'No row is in quarantine: there is nothing to take in again.\n'
    : 'Nothing to take in again: the mapping is the one these dumps were read with. Mend it, or the file.\n';

const hasRejected = ({ receipt, state }: Resolved): boolean =>
  (state === 'current' || state === 'refused') && (receipt.reading?.rows_quarantined ?? 0) > 0;

interface RejectedDump {
  file: string;
  feed: string;
  source: string;
  dump_id: string;
  state: string;
  rows_quarantined: number;
  rows: { line: number; column_name: string | null; reason: string; raw: string | null }[];
}

async function rowsOf(patronage: Patronage, { receipt, state }: Resolved): Promise<RejectedDump> {
  const rows = await patronage.queryFile(
    quarantineKey(receipt.feed, receipt.dump_id),
    (file) => `select line, column_name, reason, raw from ${file} order by line`,
  );
  return {
    file: receipt.name,
    feed: receipt.feed,
    source: receipt.source,
    dump_id: receipt.dump_id,
    state,
    rows_quarantined: receipt.reading!.rows_quarantined,
    rows: rows as unknown as RejectedDump['rows'],
  };
}

function dumpsText(dumps: readonly RejectedDump[], isAll: boolean): string {
  if (dumps.length === 0) return 'No row is in quarantine.\n';
  return dumps
    .map((dump) => {
      const shown = isAll ? dump.rows : dump.rows.slice(0, SHOWN);
      const lines = shown.map(({ line, reason, raw }) => `  line ${line}: ${reason}\n    ${raw ?? ''}`);
      const more = dump.rows_quarantined - shown.length;
      if (more > 0)
        lines.push(`  and ${counted(more, 'row')} more${isAll ? ', not kept of a refused dump' : ': --all'}`);
      const refused = dump.state === 'refused' ? ' (refused: nothing of it is taken in)' : '';
      return `${dump.file}, dump ${dump.dump_id}${refused}: ${counted(dump.rows_quarantined, 'row')}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
