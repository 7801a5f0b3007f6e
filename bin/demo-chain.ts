/**
 * Shows a chain of shops whose truths are known: its dumps are run as its owner would, and what was planted in them is
 * held against what the tables find. `npm run demo:chain -- 2` is another chain of the same kind.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readConfiguration } from '../lib/config/configuration.ts';
import { generateChain } from '../lib/generate/chain/chain.ts';
import { chainConfiguration } from '../lib/generate/chain/configuration.ts';
import { chainDumps } from '../lib/generate/chain/dumps.ts';
import { CHAIN, type ChainPlan } from '../lib/generate/chain/plan.ts';
import { type Finding, findingOf, type Truth, truthsOf } from '../lib/generate/chain/truths.ts';
import { openPatronage } from '../lib/patronage.ts';
import { counted, inColumns } from '../lib/words/figures.ts';

const folder = 'demo/chain';
const configuration = join(folder, 'patronage.yaml');

async function show(plan: ChainPlan): Promise<void> {
  const chain = generateChain(plan);
  for (const [name, text] of chainDumps(chain)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await writeFile(configuration, chainConfiguration(plan), { flag: 'wx' }).catch((error) => {
    // Kept: the newcomer may have begun to play with it.
    if (error.code !== 'EEXIST') throw error;
  });
  process.argv.splice(2, Number.POSITIVE_INFINITY, 'run', '--config', configuration);
  await import('./patronage.ts');
  if (!process.exitCode) process.stdout.write(`\n${await comparison(truthsOf(chain))}`);
}

async function comparison(truths: readonly Truth[]): Promise<string> {
  const patronage = await openPatronage(await readConfiguration(configuration), {
    now: () => new Date(),
    progress: () => {},
  });
  try {
    const { manifest } = (await patronage.current())!;
    const findings: Finding[] = [];
    for (const truth of truths) findings.push(findingOf(truth, await patronage.query(manifest, truth.sql)));
    const total = (of: (finding: Finding) => number) => findings.reduce((sum, one) => sum + of(one), 0);
    return [
      'What was planted, and what the tables find',
      inColumns([['', 'planted', 'found', 'missed', 'not planted'], ...findings.map(row)]),
      `  ${counted(
        total(({ found }) => found),
        'find',
      )}, ${total(({ notPlanted }) => notPlanted.length)} of them false`,
      '  By chance one in twenty of the campaigns that do nothing seems to work.',
      '  What people are shown of it is in the report named above.',
      '  Another chain: npm run demo:chain -- 2',
      '',
    ].join('\n');
  } finally {
    await patronage.close();
  }
}

const row = ({ name, planted, found, missed, notPlanted }: Finding): string[] => [
  name,
  ...[planted, found, missed.length, notPlanted.length].map(String),
];

process.chdir(join(import.meta.dirname, '..'));
const seed = Number(process.argv[2] ?? CHAIN.seed);
if (Number.isSafeInteger(seed)) await show({ ...CHAIN, seed });
else {
  process.stderr.write(`${process.argv[2]} is no seed; give a whole number, such as 2\n`);
  process.exitCode = 2;
}
