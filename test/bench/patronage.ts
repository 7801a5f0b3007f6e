/** The command as people run it, its progress kept: takes in and publishes what a configuration offers. */
import { setTimeout } from 'node:timers/promises';
import { main } from '../../lib/commands/main.ts';
import { startSteps } from './steps.ts';

const [file] = process.argv.slice(2);
const steps = startSteps();
process.exitCode = await main(['run', '--config', file!], {
  out() {},
  err: (text) => void process.stderr.write(text),
  progress: (what) => steps.begin(what || 'receipts and summary'),
  now: () => new Date(),
  wait: setTimeout,
  cwd: process.cwd(),
  user: 'anna',
  width: 100,
});
steps.report();
