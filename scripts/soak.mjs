// `npm run soak`: what takes too long for the tests. Prints what it measured; exits 1 when anything went wrong.
import { reloadSoak } from '../tests/soak/reload-soak.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const RELOADS = 1_000;
/** Twice the versions and records that a router keeps would be about this much; a leak of engines is far above it. */
const MOST_GROWTH = 1.25;

ensureInstalled('run');
ensureBuilt();
const started = performance.now();
const { requests, failures, refused, residentBytes } = await reloadSoak({
  reloads: RELOADS,
  clients: 4,
  onProgress: (done) => {
    if (done % 100 === 0) console.log(`${done} of ${RELOADS} reloads`);
  },
});
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const growth = residentBytes.late / residentBytes.early;
console.log(
  `${RELOADS} reloads (${refused} broken ones refused) under ${requests} requests in ${((performance.now() - started) / 1e3).toFixed(0)} s: ` +
    `${failures.length} failures; resident ${megabytes(residentBytes.early)} after ${RELOADS / 10}, ${megabytes(residentBytes.late)} at the end`,
);
for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
if (growth > MOST_GROWTH) console.log(`  memory grew by ${((growth - 1) * 100).toFixed(0)} %`);
process.exitCode = failures.length > 0 || growth > MOST_GROWTH ? 1 : 0;
