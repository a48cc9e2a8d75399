// `npm run soak`: what takes too long for the tests. Prints what it measured; exits 1 when anything went wrong.
// `npm run soak -- faults` runs only that part; `--minutes N` lets the faults, or the mixed traffic (30), go on for so long, `--seed N` fuzzes with
// other requests.
import { parseArgs } from 'node:util';
import { faultSoak } from '../tests/soak/fault-soak.mjs';
import { killSoak } from '../tests/soak/kill-soak.mjs';
import { mixedSoak } from '../tests/soak/mixed-soak.mjs';
import { outageSoak } from '../tests/soak/outage-soak.mjs';
import { reloadSoak } from '../tests/soak/reload-soak.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const RELOADS = 1_000;
const REQUESTS = 10_000;
const CONNECTIONS = 64;
const FUZZED = 100_000;
/** Twice the versions and records that a router keeps would be about this much; a leak of engines is far above it. */
const MOST_GROWTH = 1.25;

const KILLS = 20;

const OUTAGE_SECONDS = 60;

/** The mixed traffic goes on for so long, unless told otherwise. */
const MIXED_MINUTES = 30;
/** Below this a slope is mostly the collector's doing: it is printed, and not judged. */
const FEWEST_MINUTES = 10;

const PARTS = { reloads, faults, kill, outages, fuzz, mixed };
const { minutes, seed, named } = readArguments();

ensureInstalled(named.includes('fuzz') ? 'all' : 'run');
ensureBuilt();
let isGood = true;
for (const part of named) isGood = (await PARTS[part]()) && isGood;
process.exitCode = isGood ? 0 : 1;

function readArguments() {
  const options = { minutes: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
    const isKnown = positionals.every((part) => part in PARTS) && minutes >= 0 && Number.isInteger(seed);
    if (isKnown) return { minutes, seed, named: positionals.length > 0 ? positionals : Object.keys(PARTS) };
  } catch {
    // An unknown option: told as below.
  }
  console.error(`usage: npm run soak -- [${Object.keys(PARTS).join('] [')}] [--minutes N] [--seed N]`);
  process.exit(2);
}

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
    seed,
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

/** Routers that are killed under load, over every store that outlives them. */
async function kill() {
  const { whyNoPostgres } = await import('@signalbox/gateway/testing');
  let isGood = true;
  for (const driver of whyNoPostgres() === undefined ? ['embedded', 'postgres'] : ['embedded']) {
    const started = performance.now();
    const { requests, records, outcomes, responses, kept, problems } = await killSoak({
      driver,
      rounds: KILLS,
      seed,
      onProgress: (round) => {
        if (round % 5 === 0) console.log(`${round} of ${KILLS} kills, ${driver}`);
      },
    });
    console.log(
      `${KILLS} kills under ${requests} requests over the ${driver} store in ${secondsSince(started)} s: of ${records} acknowledged ` +
        `records, ${outcomes} outcomes and ${responses} stored responses ${problems.length} are missing, twice or wrong; ${kept} records are kept`,
    );
    for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
    isGood &&= problems.length === 0;
  }
  return isGood;
}

/** PostgreSQL and Redis that are gone, or hang, under load. */
async function outages() {
  const { whyNoPostgres, whyNoRedis } = await import('@signalbox/gateway/testing');
  if ((whyNoPostgres() ?? whyNoRedis()) !== undefined) return true;
  let isGood = true;
  for (const outage of ['gone', 'hanging']) {
    const result = await outageSoak({ outage, seconds: OUTAGE_SECONDS });
    const { requests, during, refused, kept, lost, longestMs, recoveryMs, problems } = result;
    console.log(
      `PostgreSQL and Redis ${outage} for ${OUTAGE_SECONDS} s under ${during} of ${requests} requests: ${refused.length} were not answered; ` +
        `${kept} records are kept and ${lost} lost, as counted; longest answer ${longestMs.toFixed(0)} ms; all written ${(recoveryMs / 1e3).toFixed(1)} s after the end; ` +
        `${result.hitsDuring} kept answers were given meanwhile, ${result.failures} calls for answers and sessions failed, as counted, and ` +
        `new answers ${result.isShared ? 'are kept in Redis again' : 'do not come back to Redis'}`,
    );
    for (const problem of [...refused, ...problems].slice(0, 10)) console.log(`  ${problem}`);
    const isCounted = kept + lost === requests;
    if (!isCounted) console.log(`  ${requests - kept - lost} records are neither kept nor counted as lost`);
    isGood &&= refused.length === 0 && problems.length === 0 && isCounted && result.isShared;
  }
  return isGood;
}

/** Changed requests to every endpoint. */
async function fuzz() {
  const started = performance.now();
  // Made with a tool that serving does not need: loaded once it is installed.
  const { fuzz: fuzzRouter } = await import('../tests/fuzz/fuzz.mjs');
  const { requests, overSockets, problems, endpoints, statuses } = await fuzzRouter({
    requests: FUZZED,
    seed,
    onProgress: (done) => {
      if (done % 10_000 === 0) console.log(`${done} of ${FUZZED} changed requests`);
    },
  });
  const counts = [...statuses].sort(([one], [other]) => one - other);
  console.log(
    `${requests} changed requests (${overSockets} of them over sockets) to ${endpoints.size} endpoints in ${secondsSince(started)} s: ` +
      `${problems.length} crashes, hangs and answers that are none; statuses ${counts.map(([status, count]) => `${status}: ${count}`).join(', ')}`,
  );
  for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
  return problems.length === 0;
}

/** Everything that a router serves, until its stores are full and long after. */
async function mixed() {
  const length = minutes > 0 ? minutes : MIXED_MINUTES;
  const { requests, byKind, failures, resident, files } = await mixedSoak({
    minutes: length,
    seed,
    onProgress: (done) => console.log(`${done} of ${length} minutes`),
  });
  const kinds = Object.entries(byKind).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${requests} requests in ${length} minutes (${kinds.join(', ')}): ${failures.length} failures`);
  const told = ({ firstBytes, lastBytes, bytesPerMinute }) =>
    `${megabytes(firstBytes)} after the warm-up, ${megabytes(lastBytes)} at the end, ${(bytesPerMinute / 1e6).toFixed(2)} MB a minute`;
  console.log(`  resident ${told(resident)}`);
  console.log(`  files ${told(files)}`);
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  const isFlat = ({ lastBytes, bytesPerMinute }) => (bytesPerMinute * length * 2) / 3 <= (MOST_GROWTH - 1) * lastBytes;
  const isJudged = length >= FEWEST_MINUTES;
  if (isJudged && !isFlat(resident)) console.log('  memory grows');
  if (isJudged && !isFlat(files)) console.log('  files grow');
  return failures.length === 0 && (!isJudged || (isFlat(resident) && isFlat(files)));
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function secondsSince(started) {
  return ((performance.now() - started) / 1e3).toFixed(0);
}
