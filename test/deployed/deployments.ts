/** A shop whose bucket is deployed, with its intake, and whose other parts say what a test has them say. */
import { beforeAll, vi } from 'vitest';
import type { ExitStatus } from '../../lib/commands/command.ts';
import { callCommand } from '../../lib/commands/main.ts';
import { validateCommand } from '../../lib/commands/validate.ts';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { intakeOne } from '../../lib/intake/one.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { listAll } from '../../lib/storage/store.ts';
import { openShop, type Said, type Shop } from '../command-line.ts';
import { CONFIGURATION, dump, json } from '../commands/till.ts';
import { newFolder, sharedFolder } from '../folders.ts';
import { serverOfTests } from '../storage/bucket-server.ts';
import { ok, rows, standingClock, startAws } from './aws.ts';

/** Two rows to accept and one to reject. */
export const DAY = dump('2024-06-03', 10, 20, 'much');
const SETTINGS = `${CONFIGURATION}      max_quarantined_share: 0.5\n`;

/** Calls `validate` in a folder. */
export async function validateIn(
  cwd: string,
  args: readonly string[],
  time: { now: () => Date; wait: (milliseconds: number) => Promise<unknown> },
): Promise<Said> {
  const said = { out: '', err: '' };
  const status: ExitStatus = await callCommand(validateCommand, args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    progress: () => {},
    ...time,
    cwd,
    user: 'anna',
    width: 100,
  });
  return { status, ...said };
}

/**
 * For the tests of a file.
 * @returns the release of `DAY`, once tests run, and a way to deploy a shop that gets it
 */
export function deploymentsOfTests() {
  const { server } = serverOfTests();
  const at = sharedFolder();
  let folder: Shop;
  let release_id: string;
  // A dump has the same id in a folder and in a bucket. Here it has another one beside it.
  beforeAll(async () => {
    folder = await openShop(
      { 'patronage.yaml': SETTINGS, 'dumps/day.csv': DAY, 'dumps/former.csv': dump('2024-06-02', 5) },
      undefined,
      at,
    );
    release_id = json(await folder.patronage('run', '--json')).refresh.release_id;
  });

  /** Where nothing else is said, the release is published already, and Athena finds the rows that are in it. */
  async function deploy(files: Record<string, string> = {}, more = '') {
    const { bucket, client } = await server().newBucket();
    const aws = await startAws();
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const warehouse = `warehouse: s3://${bucket}\n${SETTINGS}${more}`;
    const shop = await openShop({ 'patronage.yaml': warehouse, 'day.csv': DAY, ...files });
    const configuration = await readConfiguration(`${shop.folder}/patronage.yaml`);
    const store = openBucket(bucket, { client });
    const clock = standingClock();
    const work = await newFolder();
    const intake = { isOn: true };

    async function takeIn(): Promise<void> {
      const options = { store, ledger: openLedger(store), configuration, folder: work, now: clock.now };
      for await (const { key } of listAll(store, 'landing/'))
        await intakeOne({ key }, { ...options, progress: () => {} });
    }

    aws.says('Invoke', ok({ started: false, reason: 'nothing has changed', release_id }));
    aws.says('StartQueryExecution', ok({ QueryExecutionId: 'q1' }));
    aws.says('GetQueryExecution', ok({ QueryExecution: { Status: { State: 'SUCCEEDED' } } }));
    // What was asked of Athena, asked of the folder's tables.
    aws.says('GetQueryResults', async () => {
      const query = aws.asked.findLast(({ operation }) => operation === 'StartQueryExecution')!;
      return rows(...(await folder.query(String(query.input.QueryString))));
    });

    return {
      aws,
      intake,
      validate: (...args: string[]) =>
        validateIn(shop.folder, args, {
          now: clock.now,
          async wait(milliseconds) {
            await clock.wait(milliseconds);
            if (intake.isOn) await takeIn();
          },
        }),
    };
  }

  return { deploy, release: () => release_id };
}
