#!/usr/bin/env node
// Committed and tiny on purpose: npm links a workspace's bin only if its file exists at install time.
import { existsSync } from 'node:fs';

const build = new URL('../dist/main.js', import.meta.url);
if (!existsSync(build)) {
  process.stderr.write(
    'signalbox: not built yet. Run `npm start`, `npm test` or `npm install && npm run build` in the clone first.\n',
  );
  process.exit(2);
}
await import(build.href);
