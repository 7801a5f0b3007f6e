/** `patronage init <file>…`: looks at dumps and writes a configuration that maps them. */
import { dirname, resolve } from 'node:path';
import { ConfigurationError, parseConfiguration } from '../config/configuration.ts';
import type { Look } from '../intake/look.ts';
import { type Answers, type Proposal, proposeConfiguration, type Question } from '../intake/propose/file.ts';

export interface InitCall {
  /** Dumps to look at. */
  files: readonly string[];
  /** Where the configuration is written. */
  config: string;
  answers: Answers;
}

/** What `init` needs of the world. */
export interface InitWorld {
  look(file: string): Promise<Look>;
  /** Asks on the terminal; left out where there is none. An empty text takes the default. */
  ask?: (question: string) => Promise<string>;
  /** Writes a new file. @throws an error with code EEXIST where there is one */
  write(file: string, text: string): Promise<void>;
  /** One line for the person at the terminal, on standard error. */
  say(line: string): void;
}

export interface InitResult {
  /** 0 written; 2 nothing was written. */
  status: 0 | 2;
  proposal?: Proposal;
}

/**
 * Proposes a configuration from dumps, asks what they leave open, and writes it. Without a terminal nothing is asked
 * and, while anything that has no default is open, nothing is written: the options that decide are named.
 */
export async function init(call: InitCall, world: InitWorld): Promise<InitResult> {
  const { files, config } = call;
  if (files.length === 0) {
    world.say('init: name a dump to look at, such as patronage init data/sales.csv');
    return { status: 2 };
  }
  const folder = dirname(resolve(config));
  const dumps = await Promise.all(
    files.map(async (file) => ({ path: resolve(file), look: await world.look(file) })),
  );
  let { answers } = call;
  const unknown = Object.entries(answers.columns ?? {}).filter(
    ([, header]) => !dumps.some(({ look }) => look.headers.includes(header)),
  );
  for (const [column, header] of unknown)
    world.say(`init: --column ${column}: no dump has a column ${header}`);
  if (unknown.length > 0) return { status: 2 };

  let proposal = proposeConfiguration(dumps, answers, folder);
  const asked = new Set<string>();
  for (;;) {
    const next = proposal.questions.find((one) => one.default === undefined || !asked.has(one.text));
    if (!next || !world.ask) break;
    asked.add(next.text);
    answers = withAnswer(answers, next, await answerTo(next, world.ask));
    proposal = proposeConfiguration(dumps, answers, folder);
  }
  const open = proposal.questions.filter((one) => one.default === undefined);
  for (const question of open) world.say(`init: ${question.text}: say ${question.option}`);
  if (open.length > 0) return { status: 2, proposal };

  const status = await writeChecked(config, proposal, world);
  return { status, proposal };
}

/** Writes what will be read again without a fault, and never over another file. */
async function writeChecked(config: string, proposal: Proposal, world: InitWorld): Promise<0 | 2> {
  try {
    parseConfiguration(proposal.yaml, config);
    await world.write(config, proposal.yaml);
  } catch (error) {
    if (error instanceof ConfigurationError) world.say(error.message);
    else if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      world.say(`init: ${config} is there already: delete it, or name another file with --config`);
    else throw error;
    return 2;
  }
  world.say(`init: wrote ${config}`);
  for (const [source, { columns, notMapped }] of Object.entries(proposal.found)) {
    const guesses = columns.filter((one) => one.confidence === 'guess');
    for (const { column, header } of guesses)
      world.say(`init: ${source}: ${column} from ${header} is a guess: check`);
    for (const { header, reason } of notMapped) world.say(`init: ${source}: ${header} ${reason}: not mapped`);
  }
  for (const { text, option, default: chosen } of proposal.questions)
    world.say(`init: ${text}: it is taken as ${chosen}; check, or say ${option}`);
  return 0;
}

/** Asks until the answer is one of the choices, if there are any; a number picks one of them. */
async function answerTo(question: Question, ask: NonNullable<InitWorld['ask']>): Promise<string> {
  const { text, choices } = question;
  const list = choices.map((choice, i) => `\n  ${i + 1}  ${choice}`).join('');
  const fallback = question.default === undefined ? '' : ` [${question.default}]`;
  for (;;) {
    const answer = (await ask(`${text}${list}\n${question.column ?? question.about}${fallback}: `)).trim();
    if (answer === '' && question.default !== undefined) return question.default;
    const picked = choices[Number(answer) - 1] ?? answer;
    const isFree = choices.length === 0 || question.about === 'dateFormat' || question.about === 'currency';
    if (picked !== '' && (isFree || choices.includes(picked))) return picked;
  }
}

function withAnswer(answers: Answers, { about, column }: Question, answer: string): Answers {
  if (about === 'columns') return { ...answers, columns: { ...answers.columns, [column as string]: answer } };
  return { ...answers, [about]: answer };
}
