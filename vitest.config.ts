import { configDefaults, defineConfig } from 'vitest/config';

/** Tests in one process; they leave nothing behind for the next file. */
const PACKAGES = ['packages/*/src/**/*.test.ts'];

/** Tests that start routers, servers or a browser and wait for them: after the others. */
const PROCESSES = ['dashboard', 'fuzz', 'responses', 'stores'].map((folder) => `tests/${folder}/**/*.test.ts`);

/** Tests of what happens when, which want the machine for themselves: last, one at a time. */
const ALONE = ['tests/dashboard/journeys.test.ts', 'tests/soak/**/*.test.ts', 'tests/workers/**/*.test.ts'];

/** Tests run on the sources: the `source` export condition spares a build. */
const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
};

/** What waits for the clock may meet a busy machine: it gets one more try, and the summary names who needed it. */
const limits = { testTimeout: 20_000, hookTimeout: 60_000, retry: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...limits,
          name: 'packages',
          include: PACKAGES,
          // To load the packages anew for each file took longer than the tests.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: 'code',
          include: [
            'packages/*/{src,test,training}/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'tests/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, '**/dist/**', 'tests/clients/**', ...PACKAGES, ...PROCESSES, ...ALONE],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: 'processes',
          include: PROCESSES,
          exclude: [...configDefaults.exclude, ...ALONE],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          ...limits,
          name: 'alone',
          include: ALONE,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
