import { defineConfig } from 'vitest/config';

/** Tests run on the sources: the `source` export condition spares a build. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
  test: {
    include: [
      'packages/*/{src,test,training}/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'tests/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/clients/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
