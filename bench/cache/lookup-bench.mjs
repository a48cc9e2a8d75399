// How long it takes to look for a kept answer among 100,000: `npm run eval -- cache --data DIR` prints it too.

import { reportCache } from '../report/cache-report.mjs';
import { renderPlain } from '../report/table.mjs';
import { runCacheBench } from './cache-bench.mjs';

const result = await runCacheBench({ isQuick: false, say: (line) => void process.stderr.write(`${line}\n`) });
for (const block of reportCache(result)) {
  if ('table' in block) process.stdout.write(`${renderPlain(block.table)}\n`);
  else process.stdout.write(`${'text' in block ? block.text : block.heading}\n\n`);
}
