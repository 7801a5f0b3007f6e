#!/usr/bin/env node
/** The command line, in the world as it is. */
import { main } from '../lib/commands/main.ts';
import { openTerminal } from '../lib/commands/terminal.ts';

process.exitCode = await main(process.argv.slice(2), openTerminal(process));
