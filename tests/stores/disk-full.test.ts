import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { starting } from './start-router.ts';

const start = starting();
const disk = mkdtempSync(join(tmpdir(), 'signalbox-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
const canMount = mounted.status === 0;
if (!canMount)
  process.stderr.write(`signalbox: tests of a full disk are skipped: ${mounted.stderr ?? 'no mount here'}\n`);
afterAll(() => {
  if (canMount) spawnSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
});

const configOver = (records: string) => `version: v0.3
providers:
  models:
    - { name: only, backend_refs: [{ endpoint: "127.0.0.1:1" }] }
routing:
  decisions:
    - { name: any, modelRefs: [{ model: only }] }
global: { services: { router_replay: { ${records} } } }
`;

/** Takes all the room that is left, until it is let go of. */
function fill(): () => void {
  const path = join(disk, 'filler');
  const file = openSync(path, 'w');
  for (let size = 65_536; size >= 1; size /= 4) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // Full for pieces of this size.
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

describe.skipIf(!canMount)('a disk that is full', () => {
  async function routerOver(name: string, records: string) {
    const folder = join(disk, name);
    mkdirSync(folder);
    const router = await start(configOver(records), { SIGNALBOX_DATA_DIR: folder });
    const ask = (count: number) => Promise.all(Array.from({ length: count }, () => router.ask()));
    const kept = async () =>
      (await router.manage('/v1/router_replay/aggregate')) as { status: number; json: { record_count?: number } };
    return { router, ask, kept };
  }

  test('requests are answered and records wait; outcomes are not acknowledged; room brings all of them in', async () => {
    const { router, ask, kept } = await routerOver('drop', 'on_full: drop');
    const [first] = await ask(5);
    expect((await kept()).json.record_count).toBe(5);
    const makeRoom = fill();
    const answers = await ask(60);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const body = JSON.stringify({ replay_id: first!.record, verdict: 'good_fit', id: 'said-once' });
    const said = () => router.manage('/v1/router/outcomes', { method: 'POST', body });
    expect(await said()).toMatchObject({ status: 503, json: { error: { code: 'store_unavailable' } } });
    expect(router.errors()).toContain('cannot be written');
    expect((await ask(5)).every(({ status }) => status === 200)).toBe(true);
    makeRoom();
    await expect.poll(async () => (await kept()).json.record_count, { timeout: 30_000 }).toBe(70);
    expect(await router.metric('signalbox_records_lost')).toBe(0);
    await expect.poll(async () => (await said()).status, { timeout: 30_000 }).toBeLessThan(300);
    const { json } = await router.manage(`/v1/router_replay/${first!.record}`);
    expect((json as { outcomes: unknown[] }).outcomes).toHaveLength(1);
    await router.kill();
  }, 90_000);

  test('where no record may be lost, requests are refused once no more of them can wait', async () => {
    const { router, ask, kept } = await routerOver('refuse', 'on_full: refuse, max_waiting: 20');
    await ask(1);
    expect((await kept()).json.record_count).toBe(1);
    const makeRoom = fill();
    let answered = 1;
    let refused = 0;
    while (refused === 0) {
      for (const { status } of await ask(10)) {
        expect([200, 503]).toContain(status);
        if (status === 200) answered++;
        else refused++;
      }
    }
    makeRoom();
    await expect.poll(async () => (await kept()).json.record_count, { timeout: 30_000 }).toBe(answered);
    await expect.poll(async () => (await router.ask()).status, { timeout: 30_000 }).toBe(200);
    expect(await router.metric('signalbox_records_lost')).toBe(0);
    await router.kill();
  }, 90_000);
});
