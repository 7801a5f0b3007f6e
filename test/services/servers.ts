/** What holds on every server that speaks S3. */
import { afterAll, beforeAll, describe } from 'vitest';
import { startMoto } from './moto.ts';
import type { Server } from './server.ts';
import { startVersity } from './versity.ts';

/** Defines the same tests on each of them; it runs from before the first of its tests until after the last. */
export function onEachServer(define: (server: { readonly endpoint: string }) => void): void {
  describe.each([
    ['moto', startMoto],
    ['Versity', startVersity],
  ])('%s', (_, start) => {
    let server: Server;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server.stop());
    define({
      get endpoint() {
        return server.endpoint;
      },
    });
  });
}
