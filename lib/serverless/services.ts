/** What a function needs to speak to a service: a client that does not wait for ever, and the name of whom it speaks to. */
import type { Environment } from './opened.ts';

/** @throws Error where the function was deployed without the variable */
export function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(`${name} is not in the environment of the function: deploy it with its stack`);
}
