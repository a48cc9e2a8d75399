import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

// The built program in real processes: what survives a kill cannot be seen from within one.
const ROOT = join(import.meta.dirname, '../..');
const MOM = readFileSync(join(ROOT, 'recipes/mom/config.yaml'), 'utf8');

const folders: string[] = [];
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) await killed(child);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Router {
  readonly child: ChildProcess;
  readonly dataPlane: string;
}

async function start(folder: string, ...more: string[]): Promise<Router> {
  const argv = ['serve', '--simulate', '--port', '0', '--management-port', '0', '--json', ...more];
  // A group of its own, so that its workers die with it.
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/signalbox.js'), ...argv], {
    cwd: folder,
    detached: true,
  });
  running.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  if (typeof line[0] !== 'string') throw new Error(errors);
  return { child, dataPlane: (JSON.parse(line[0]) as { dataPlane: string }).dataPlane };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid!, 'SIGKILL');
  await once(child, 'exit');
}

interface Answered {
  readonly id: string;
  readonly previous: string | null;
}

/** Goes on from answer to answer, plain and streamed in turn, until the router is gone; tells each that came whole. */
async function converse({ dataPlane }: Router, onAnswer: (answered: Answered) => void): Promise<void> {
  let previous: string | null = null;
  try {
    for (let turn = 0; ; turn++) {
      const isStreamed = turn % 2 === 1;
      const response: Response = await fetch(`${dataPlane}/v1/responses`, {
        method: 'POST',
        body: JSON.stringify({
          model: 'MoM',
          input: `turn ${turn}`,
          previous_response_id: previous,
          stream: isStreamed,
        }),
      });
      const text: string = await response.text();
      const ends = text.split('\n').filter((line) => line.includes('"type":"response.completed"'));
      const json = isStreamed ? JSON.parse(ends[0]!.slice('data: '.length)).response : JSON.parse(text);
      expect(json).toMatchObject({ status: 'completed', store: true });
      onAnswer({ id: json.id, previous });
      previous = json.id;
    }
  } catch (error) {
    // The router was killed in mid-answer: a connection that breaks, or a body that ends early.
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
  }
}

test.each([
  [[], 2],
  [['--workers', '2'], 1],
])(
  'every response whose end a client saw is there after a kill, once (%j, %i kills)',
  async (more, rounds) => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-killed-router-'));
    folders.push(folder);
    writeFileSync(join(folder, 'config.yaml'), MOM);
    const answered: Answered[] = [];
    for (let round = 1; round <= rounds; round++) {
      const router = await start(folder, ...more);
      const enough = answered.length + 25;
      await Promise.all(
        Array.from({ length: 3 }, () =>
          converse(router, (one) => {
            answered.push(one);
            if (answered.length === enough) process.kill(-router.child.pid!, 'SIGKILL');
          }),
        ),
      );
      if (router.child.signalCode === null) await once(router.child, 'exit');
    }
    const router = await start(folder, ...more);
    for (const { id, previous } of answered) {
      const response = await fetch(`${router.dataPlane}/v1/responses/${id}`);
      expect([id, response.status]).toEqual([id, 200]);
      expect(await response.json()).toMatchObject({ id, status: 'completed', previous_response_id: previous });
    }
    expect(new Set(answered.map(({ id }) => id)).size).toBe(answered.length);
    const last = answered.at(-1)!;
    const next = await fetch(`${router.dataPlane}/v1/responses`, {
      method: 'POST',
      body: JSON.stringify({ model: 'MoM', input: 'And on.', previous_response_id: last.id }),
    });
    expect(next.status).toBe(200);
  },
  60_000,
);
