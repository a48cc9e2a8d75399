// `npm run generate`: writes what derives from the definitions (JSON Schema, reference pages).
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ROOT, say } from './setup.mjs';

ensureInstalled('run');
ensureBuilt();
const { generatedFiles } = await import(pathToFileURL(join(ROOT, 'apps/cli/dist/generate/generated-files.js')).href);
for (const [path, text] of generatedFiles()) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
  say(`wrote ${path}`);
}
