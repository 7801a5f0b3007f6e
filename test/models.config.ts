import { defineConfig } from 'vitest/config';

/** Minutes of simulated customers: `npm run test:models`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.models.ts'],
    testTimeout: 1_200_000,
    env: { TZ: 'Australia/Lord_Howe' },
  },
});
