import type { Configuration } from '../config/configuration.ts';
import { openDeployed } from '../deployed/clients.ts';
import { type Proof, prove, unfit } from '../deployed/prove.ts';
import { isBucket } from '../storage/open.ts';
import { counted, hanging } from '../words/figures.ts';
import { intakeText } from '../words/intake-text.ts';
import { type Call, type Command, configurationOf, show, UsageError } from './command.ts';
import { receiptJson } from './intake.ts';
import { secondsOf, tellMissing, uploaded, WAIT } from './upload.ts';

const CALLING = 'npm run validate --';

export const validateCommand: Command = {
  name: 'validate',
  calling: CALLING,
  usage: '<file>',
  summary: 'upload a small dump of sales, refresh, and count its rows in Athena',
  details:
    'Proves what is deployed. The dump is put as patronage upload puts it, and stays: patronage withdraw takes it out again.\n' +
    'Takes the rights of an administrator, or those of its uploader, of the operator and of an analyst together.',
  options: {
    source: { type: 'string', value: 'NAME', help: 'the source of the dump' },
    wait: {
      type: 'string',
      value: 'SECONDS',
      help: `how long to wait for the receipt, and then for the refresh (default ${WAIT})`,
    },
  },
  async run(call, world) {
    const configuration = await configurationOf(call, world);
    checkCall(call, configuration);
    const { result, missing } = await uploaded(call, world, configuration);
    tellMissing(missing, call, world);
    const [told] = [...result.taken, ...result.known];
    if (!told) return 3;
    if (call.options.json !== true) world.out(intakeText(result, [], world.width));
    const no = unfit(told.receipt);
    if (no !== undefined) {
      show(call, world, { receipt: receiptJson(told), problems: [no] }, '');
      world.err(`${no}. Nothing was refreshed\n`);
      return 1;
    }
    const deployed = openDeployed();
    try {
      const seconds = secondsOf(call);
      const proof = await prove(told.receipt, { ...world, cloud: configuration.cloud, deployed, seconds });
      world.progress('');
      show(call, world, { receipt: receiptJson(told), ...proof }, proofText(proof, world.width));
      for (const problem of proof.problems) world.err(`${problem}\n`);
      return proof.problems.length === 0 ? 0 : 3;
    } finally {
      deployed.close();
    }
  },
};

/** @throws UsageError */
function checkCall(call: Call, { warehouse }: Configuration): void {
  if (!isBucket(warehouse))
    throw new UsageError(`the warehouse is a folder, ${warehouse}: give the configuration that was deployed`);
  if (call.names.length !== 1) throw new UsageError(`validate takes one file: ${CALLING} <file>`);
}

/** What was found, in plain words; what is wrong is said apart. */
function proofText({ refresh, workGroup, database, counts, problems }: Proof, width: number): string {
  const { execution, release_id } = refresh;
  const how = execution === undefined ? 'it was published before' : `published by ${execution}`;
  const rows = counted(counts.rows_in_sales, 'row');
  const lines = [
    `release ${release_id}: ${how}`,
    `${database}.sales: ${rows} of the dump, asked of Athena in the work group ${workGroup}`,
    ...(problems.length === 0 ? [...restText(counts), 'what analysts find is what the receipt says'] : []),
  ];
  const heading = problems.length === 0 ? 'Validated' : 'NOT validated';
  return `\n${[heading, ...lines.flatMap((line) => hanging(line, width))].join('\n')}\n`;
}

/** Accepted rows that are rightly not in sales. */
function restText({ rows_accepted, rows_published }: Proof['counts']): string[] {
  const rest = rows_accepted! - rows_published!;
  if (rest === 0) return [];
  return [
    `${counted(rest, 'more row')} of it accepted, and not counted: superseded, after the as-of date or held (see reconciliation)`,
  ];
}
