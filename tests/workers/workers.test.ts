import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSimulator } from '@signalbox/gateway/simulator';
import { afterEach, describe, expect, test, vi } from 'vitest';

// The built program in real processes: what clusters do cannot be seen from within one.
const ROOT = join(import.meta.dirname, '../..');
const MOM = readFileSync(join(ROOT, 'recipes/mom/config.yaml'), 'utf8');

const running: { child: ChildProcess; folder: string }[] = [];
afterEach(async () => {
  for (const { child, folder } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Router {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly dataPlane: string;
  readonly management: string;
  /** Resolves when it has printed the text on standard error. */
  printed(text: string): Promise<void>;
}

const start = (...more: string[]): Promise<Router> => startWith(MOM, ...more);

async function startWith(config: string | undefined, ...more: string[]): Promise<Router> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-workers-'));
  if (config !== undefined) writeFileSync(join(folder, 'config.yaml'), config);
  const argv = ['serve', '--simulate', '--workers', '2', '--port', '0', '--management-port', '0', '--json', ...more];
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/signalbox.js'), ...argv], { cwd: folder });
  running.push({ child, folder });
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout! });
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  if (typeof line[0] !== 'string') throw new Error(errors);
  const { dataPlane, management } = JSON.parse(line[0]) as { dataPlane: string; management: string };
  const printed = async (text: string) => {
    while (!errors.includes(text)) await once(child.stderr!, 'data');
  };
  return { child, folder, dataPlane, management, printed };
}

async function ask({ dataPlane }: Router, more: object = {}, headers: Record<string, string> = {}) {
  return fetch(`${dataPlane}/v1/chat/completions`, {
    method: 'POST',
    headers: { connection: 'close', ...headers },
    body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'Solve 2x+5=15.' }], ...more }),
  });
}

async function metric({ management }: Router, name: string): Promise<number> {
  const text = await (await fetch(`${management}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** The status of an answer that was read whole, or why there is none. */
async function statusOf(asked: Promise<Response>): Promise<number | string> {
  try {
    const response = await asked;
    await response.text();
    return response.status;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('two workers', () => {
  test('get their first config together', async () => {
    const router = await startWith(undefined);
    const server = await startSimulator({ models: ['tiny'] });
    try {
      const token = readFileSync(join(router.folder, '.signalbox/management-token'), 'utf8').trim();
      const set = async (step: string, body: object) => {
        const response = await fetch(`${router.management}/api/v1/setup/${step}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify(body),
        });
        expect(response.status).toBe(200);
        return (await response.json()) as { yaml: string };
      };
      const main = { provider: 'openai', base_url: `${server.url}/v1`, model: 'tiny' };
      const { yaml } = await set('draft', { recipe: 'single', models: { main } });
      await set('activate', { yaml });
      for (let asked = 0; asked < 6; asked++) {
        const response = await ask(router);
        expect(response.headers.get('x-vsr-selected-decision')).toBe('hard');
        expect(await response.json()).toMatchObject({ model: 'tiny' });
      }
    } finally {
      await server.close();
    }
  });

  test('serve as one: records, metrics and config changes are the whole router’s', async () => {
    const router = await start();
    const ids: string[] = [];
    for (let asked = 0; asked < 6; asked++) {
      const response = await ask(router);
      expect(response.status).toBe(200);
      ids.push(response.headers.get('x-vsr-replay-id')!);
    }
    for (const id of ids) expect((await fetch(`${router.management}/v1/router_replay/${id}`)).status).toBe(200);
    expect(await metric(router, 'llm_model_requests_total{')).toBe(6);
    expect(await metric(router, 'signalbox_worker_requests_total{worker="1"}')).toBe(3);
    expect(await metric(router, 'signalbox_worker_requests_total{worker="2"}')).toBe(3);

    writeFileSync(join(router.folder, 'config.yaml'), MOM.replaceAll('math_problems', 'sums'));
    await router.printed('is in force');
    for (let asked = 0; asked < 4; asked++) {
      expect((await ask(router)).headers.get('x-vsr-selected-decision')).toBe('sums');
    }
  }, 40_000);

  test('keep limits exactly together, through a change of the config and a restart', async () => {
    const rule = '{ name: few, requests_per_unit: 25, unit: month }';
    const limits = `ratelimit: { providers: [{ type: local-limiter, rules: [${rule}] }] }`;
    const config = MOM.replace('  services:\n', `  services:\n    ${limits}\n`);
    expect(config).not.toBe(MOM);
    const router = await startWith(config);
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => ask(router)))).map(({ status }) => status);
    expect((await statuses(15)).every((status) => status === 200)).toBe(true);
    writeFileSync(join(router.folder, 'config.yaml'), config.replaceAll('math_problems', 'sums'));
    await router.printed('is in force');
    router.child.kill('SIGUSR2');
    await router.printed('all workers are new');
    const later = await statuses(30);
    expect(later.filter((status) => status === 200)).toHaveLength(10);
    expect(later.filter((status) => status === 429)).toHaveLength(20);
  }, 40_000);

  test('are replaced on SIGUSR2, and no request fails meanwhile', async ({ signal }) => {
    const router = await start();
    let isOver = false;
    const statuses: (number | string)[] = [];
    const load = (async () => {
      while (!isOver && !signal.aborted) statuses.push(await statusOf(ask(router)));
    })();
    router.child.kill('SIGUSR2');
    await router.printed('all workers are new').finally(() => {
      isOver = true;
    });
    await load;
    expect(statuses.length).toBeGreaterThan(3);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  }, 60_000);

  test('finish their streams on SIGTERM, refuse what is new, and end', async () => {
    const router = await start('--simulate-tokens-per-second', '40');
    const stream = await ask(router, { stream: true, max_tokens: 60 });
    const reader = stream.body!.getReader();
    await reader.read();
    router.child.kill('SIGTERM');
    await vi.waitFor(async () => expect((await fetch(`${router.management}/ready`)).status).toBe(503), 5_000);
    expect([503, 'fetch failed']).toContain(await statusOf(ask(router)));
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += Buffer.from(part.value).toString();
    expect(text).toContain('data: [DONE]');
    if (router.child.exitCode === null) await once(router.child, 'exit');
    expect(router.child.exitCode).toBe(0);
  }, 40_000);
});
