// `npm start`: the mom recipe with simulated models; `npm start -- --config FILE`: your own.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ROOT } from './setup.mjs';

ensureInstalled('run');
ensureBuilt();
const args = process.argv.slice(2);
const isOwn = args.some((arg) => arg === '-c' || arg === '--config' || arg.startsWith('--config='));
const isHelp = args.includes('--help') || args.includes('-h');
process.argv = [
  process.argv[0],
  'signalbox',
  'serve',
  ...(isOwn || isHelp ? [] : ['--config', 'mom', '--simulate']),
  ...args,
];
await import(pathToFileURL(join(ROOT, 'apps/cli/bin/signalbox.js')).href);
