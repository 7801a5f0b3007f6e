/** The server that the run has started, for tests; where none could be installed they are skipped, and the run has said why. */
import { describe, inject, test } from 'vitest';
import { connect, type Trino } from './client.ts';

/** What is known of the server. */
export interface Running {
  endpoint: string;
  /** The folder that stands for a bucket: `local:///` locations start in it. */
  bucket: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    trino: Running | undefined;
  }
}

export interface Lake {
  trino: Trino;
  bucket: string;
}

/** A `describe` of what needs the server. */
export function onTrino(name: string, tests: (lake: Lake) => void): void {
  const running = inject('trino');
  if (running === undefined) describe.skip(name, () => test.todo('Trino could not be installed'));
  else describe(name, () => tests({ trino: connect(running.endpoint), bucket: running.bucket }));
}
