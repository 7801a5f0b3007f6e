import { defineConfig } from 'vitest/config';

/** Every model of `sql/` on a real Trino server, the engine inside Athena: `npm run test:trino`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/trino/**/*.test.ts'],
    globalSetup: ['test/trino/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 900_000,
    env: { TZ: 'Australia/Lord_Howe' },
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
