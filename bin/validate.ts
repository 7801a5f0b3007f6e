/** Asks what is deployed to prove itself: `npm run validate -- small.csv --source till --config patronage.yaml`. */
import { callCommand } from '../lib/commands/main.ts';
import { openTerminal } from '../lib/commands/terminal.ts';
import { validateCommand } from '../lib/commands/validate.ts';

process.exitCode = await callCommand(validateCommand, process.argv.slice(2), openTerminal(process));
