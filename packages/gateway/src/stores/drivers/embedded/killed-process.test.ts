import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parcelLog, WIDE } from '../../../testing/log-conformance.ts';
import { openEmbeddedLog } from './embedded-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const built = pathToFileURL(fileURLToPath(new URL('../../../../dist/index.js', import.meta.url))).href;
/** Puts parcels as fast as it can, and says which it knows to be written. */
const writer = `
  const { openEmbeddedLog } = await import(${JSON.stringify(built)});
  const [path, round] = process.argv.slice(2);
  const definition = {
    name: 'parcels', id: (p) => p.id, time: (p) => p.at, bytes: () => 100, tags: () => [], revive: (json) => json,
    facets: { place: (p) => p.place, state: (p) => p.state }, keys: { owner: (p) => p.owner }, measures: { weight: (p) => p.weight },
  };
  const bounds = { maxEntries: 1e9, maxBytes: 1e12 };
  const log = await openEmbeddedLog(definition, { path, bounds, blockEntries: 64 });
  for (let at = 0; ; at++) {
    log.put({ id: round + '-' + at, at: 1000, place: 'Oslo', state: 'sent', owner: null, weight: 1, stickers: [] });
    if (at % 40 !== 39) continue;
    await log.flush();
    process.stdout.write(at + '\\n');
  }
`;

/** Runs a writer until it has said so often that all is written, and kills it; gives what it said last. */
async function killed(path: string, round: number, sayings: number): Promise<number> {
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, writer);
  const child = spawn(process.execPath, [script, path, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > sayings) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Number(said.trim().split('\n').at(-1));
}

test('what was written is there after its process was killed, none of it twice, and roll-ups agree', async () => {
  const path = join(folder, 'killed.db');
  let sure = 0;
  for (const round of [1, 2, 3]) {
    const last = await killed(path, round, 5 * round);
    expect(last).toBeGreaterThan(0);
    sure += last + 1;
    const log = await openEmbeddedLog(parcelLog, { path, bounds: { ...WIDE, maxEntries: 1e9 }, blockEntries: 64 });
    const ids: string[] = [];
    for await (const { id } of log.all()) ids.push(id);
    expect(ids).toEqual(expect.arrayContaining(Array.from({ length: last + 1 }, (_, at) => `${round}-${at}`)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(sure);
    expect((await log.check()).problems).toEqual([]);
    await log.close();
  }
});
