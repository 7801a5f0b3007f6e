/** Loaded before a command that knows nothing of the benchmark: hands over what its process used when it ends. */
import { startSteps } from './steps.ts';

const steps = startSteps();
process.once('beforeExit', () => steps.report());
