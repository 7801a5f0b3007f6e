import { configDefaults, defineConfig } from 'vitest/config';

/** What goes the whole way on the command line, many times: `npm run test:system` and `npm run test:properties`. */
export const SYSTEM = ['commands', 'generate', 'history', 'properties', 'real', 'warehouse'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...SYSTEM, 'test/services/**', 'test/trino/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The runner would leave a core to whoever watches; nobody does.
    maxWorkers: '100%',
    // A zone with daylight saving that is nobody's default here: a test that leans on the machine's zone fails.
    env: { TZ: 'Australia/Lord_Howe' },
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
