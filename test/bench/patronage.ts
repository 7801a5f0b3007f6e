/** Takes in and publishes what a configuration offers, and says what each step took. */
import { readConfiguration } from '../../lib/config/configuration.ts';
import { openPatronage } from '../../lib/patronage.ts';
import { startSteps } from './steps.ts';

const [file] = process.argv.slice(2);
const steps = startSteps();
const patronage = await openPatronage(await readConfiguration(file!), {
  now: () => new Date(),
  progress: steps.begin,
});
await patronage.intake();
await patronage.refresh();
steps.begin('closing');
await patronage.close();
steps.report();
