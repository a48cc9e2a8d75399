// `npm start`: signalbox.yaml or config.yaml of this folder, else the mom recipe with simulated models;
// `npm start -- --config FILE`: your own.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ROOT } from './setup.mjs';

ensureInstalled('run');
ensureBuilt();
process.argv = [process.argv[0], 'signalbox', 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(join(ROOT, 'apps/cli/bin/signalbox.js')).href);
