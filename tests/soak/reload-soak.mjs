import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url);
const PROMPTS = [
  'Solve 3x = 9',
  'Why is the sky blue?',
  '写一首关于春天的诗',
  'Refactor this Python function',
  'hello',
];

/**
 * Changes the config of a running router again and again while clients keep asking; every tenth change is broken. The
 * router is a process of its own, so that its memory is its own.
 *
 * @param {{ reloads: number, clients: number, onProgress?: (done: number) => void }} options
 * @returns {Promise<{ requests: number, failures: string[], refused: number, residentBytes: { early: number, late: number } }>}
 *   `failures` says of each request or reload that did not go as it must; memory is after a tenth of the reloads and at
 *   the end.
 */
export async function reloadSoak({ reloads, clients, onProgress }) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-soak-'));
  const original = readFileSync(new URL('recipes/mom/config.yaml', ROOT), 'utf8');
  const file = join(folder, 'config.yaml');
  writeFileSync(file, original);
  const token = 'soak-token-of-some-length';
  const router = spawn(
    process.execPath,
    [
      ...[new URL('apps/cli/bin/signalbox.js', ROOT).pathname, 'serve', '--config', file, '--simulate', '--json'],
      ...['--port', '0', '--management-port', '0'],
    ],
    {
      // Little room, so that garbage is collected and what grows is what is kept.
      env: {
        ...process.env,
        NODE_OPTIONS: '--max-old-space-size=128',
        SIGNALBOX_TOKEN: token,
        SIGNALBOX_DATA_DIR: folder,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = [];
  router.stderr.on('data', (chunk) => log.push(String(chunk)));
  try {
    const { dataPlane, management } = JSON.parse(String((await once(router.stdout, 'data'))[0]));
    const failures = [];
    let requests = 0;
    let isOver = false;
    const ask = async (client) => {
      for (let turn = client; !isOver; turn++) {
        const content = PROMPTS[turn % PROMPTS.length];
        const stream = turn % 2 === 0;
        const body = JSON.stringify({ model: 'MoM', stream, messages: [{ role: 'user', content }] });
        const response = await fetch(`${dataPlane}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        const text = await response.text();
        const isWhole = stream ? text.trimEnd().endsWith('data: [DONE]') : text.includes('"finish_reason"');
        if (response.status !== 200 || !isWhole) failures.push(`request ${response.status}: ${text.slice(0, 200)}`);
        requests++;
      }
    };
    const memory = async () => {
      const metrics = await (await fetch(`${management}/metrics`)).text();
      const bytes = Number(/^process_resident_memory_bytes (\d+)$/m.exec(metrics)?.[1]);
      if (!(bytes > 0)) throw new Error('the router does not tell its memory');
      return bytes;
    };
    const asking = Array.from({ length: clients }, (_, client) => ask(client));
    let refused = 0;
    let early = 0;
    for (let reload = 1; reload <= reloads; reload++) {
      const isBroken = reload % 10 === 0;
      const yaml = isBroken
        ? original.replace('decisions:', 'decision:')
        : original.replaceAll('casual_chat', `casual_chat_${reload}`);
      const response = await fetch(`${management}/api/v1/config`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'if-match': '*', 'content-type': 'application/yaml' },
        body: yaml,
      });
      const answer = await response.text();
      if (response.status === 422) refused++;
      if (response.status !== (isBroken ? 422 : 200))
        failures.push(`reload ${response.status}: ${answer.slice(0, 200)}`);
      if (reload === Math.ceil(reloads / 10)) early = await memory();
      onProgress?.(reload);
    }
    isOver = true;
    await Promise.all(asking);
    const late = await memory();
    return { requests, failures, refused, residentBytes: { early, late } };
  } catch (cause) {
    throw new Error(`the router did not keep up: ${cause.message}\n${log.join('')}`, { cause });
  } finally {
    router.kill('SIGTERM');
    if (router.exitCode === null) await once(router, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}
