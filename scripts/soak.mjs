// `npm run soak`: what takes too long for the tests. Prints what it measured; exits 1 when anything went wrong.
// `npm run soak -- faults` runs only that part; `--minutes N` lets the faults go on for so long.
import { faultSoak } from '../tests/soak/fault-soak.mjs';
import { reloadSoak } from '../tests/soak/reload-soak.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const RELOADS = 1_000;
const REQUESTS = 10_000;
const CONNECTIONS = 64;
const SEED = 1;
/** Twice the versions and records that a router keeps would be about this much; a leak of engines is far above it. */
const MOST_GROWTH = 1.25;

const PARTS = { reloads, faults };
const args = process.argv.slice(2);
const minutes = args.includes('--minutes') ? Number(args[args.indexOf('--minutes') + 1]) : 0;
const named = args.filter((arg) => arg in PARTS);
const unknown = args.filter((arg, at) => !(arg in PARTS) && arg !== '--minutes' && args[at - 1] !== '--minutes');
if (unknown.length > 0 || !(minutes >= 0)) {
  console.error(`usage: npm run soak -- [${Object.keys(PARTS).join('] [')}] [--minutes N]`);
  process.exit(2);
}

ensureInstalled('run');
ensureBuilt();
let isGood = true;
for (const part of named.length > 0 ? named : Object.keys(PARTS)) isGood = (await PARTS[part]()) && isGood;
process.exitCode = isGood ? 0 : 1;

/** Changes of the config under load. */
async function reloads() {
  const started = performance.now();
  const { requests, failures, refused, residentBytes } = await reloadSoak({
    reloads: RELOADS,
    clients: 4,
    onProgress: (done) => {
      if (done % 100 === 0) console.log(`${done} of ${RELOADS} reloads`);
    },
  });
  const growth = residentBytes.late / residentBytes.early;
  console.log(
    `${RELOADS} reloads (${refused} broken ones refused) under ${requests} requests in ${secondsSince(started)} s: ` +
      `${failures.length} failures; resident ${megabytes(residentBytes.early)} after ${RELOADS / 10}, ${megabytes(residentBytes.late)} at the end`,
  );
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  if (growth > MOST_GROWTH) console.log(`  memory grew by ${((growth - 1) * 100).toFixed(0)} %`);
  return failures.length === 0 && growth <= MOST_GROWTH;
}

/** Backends that fail in every way while one model of three lives. */
async function faults() {
  const started = performance.now();
  const { requests, streams, told, failures, leftBehind, fellBack, milliseconds, resident } = await faultSoak({
    requests: REQUESTS,
    connections: CONNECTIONS,
    seed: SEED,
    seconds: minutes * 60,
    onProgress: (done) => {
      if (done % 1_000 === 0) console.log(`${done} requests`);
    },
  });
  const figures = ([p50, p99]) => `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
  console.log(
    `${requests} requests (${streams} streamed) over ${CONNECTIONS} connections to failing backends in ${secondsSince(started)} s: ` +
      `${failures.length} failures; ${told} streams were cut after they began, and said so; ${fellBack} answers of another model`,
  );
  console.log(
    `  answers of the first choice: ${figures(milliseconds.firstChoice)}; of another: ${figures(milliseconds.fellBack)}`,
  );
  console.log(
    `  resident ${megabytes(resident.bytes)} at the end, ${(resident.perRequest / 1e3).toFixed(2)} kB more with each request of the later half`,
  );
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  for (const held of leftBehind) console.log(`  left behind: ${held}`);
  const growth = (resident.perRequest * requests) / 2 / resident.bytes;
  if (growth > MOST_GROWTH - 1) console.log(`  memory grew by ${(growth * 100).toFixed(0)} % over the later half`);
  return failures.length === 0 && leftBehind.length === 0 && growth <= MOST_GROWTH - 1;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function secondsSince(started) {
  return ((performance.now() - started) / 1e3).toFixed(0);
}
