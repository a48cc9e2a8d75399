import { defineConfig } from 'vite';

/** Builds from the sources of the other workspaces: the `source` export condition spares their builds. */
export default defineConfig({
  resolve: { conditions: ['source', 'module', 'browser', 'import', 'default'] },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    // Everything is served from the port that the page came from; what is inlined would need another word in its policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // Libraries that also render on servers mark their files for those.
      onLog: (level, log, report) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : report(level, log)),
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8700', '/v1': 'http://127.0.0.1:8700', '/metrics': 'http://127.0.0.1:8700' },
  },
});
