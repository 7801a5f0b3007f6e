import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // A zone with daylight saving that is nobody's default here: a test that leans on the machine's zone fails.
    env: { TZ: 'Australia/Lord_Howe' },
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
