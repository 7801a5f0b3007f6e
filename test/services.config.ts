import { defineConfig } from 'vitest/config';

/** What talks to servers that speak AWS: `npm run test:services`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/services/**/*.test.ts'],
    globalSetup: ['test/services/setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    env: {
      TZ: 'Australia/Lord_Howe',
      // Nobody's: the servers take any.
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test-secret',
      AWS_REGION: 'us-east-1',
    },
  },
});
