import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The runner would leave a core to whoever watches; nobody does.
    maxWorkers: '100%',
    // A zone with daylight saving that is nobody's default here: a test that leans on the machine's zone fails.
    env: { TZ: 'Australia/Lord_Howe' },
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
