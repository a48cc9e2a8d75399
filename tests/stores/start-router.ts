import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'the-token-of-the-tests-of-stores';

/** The built program in a process of its own, with simulated models. */
export interface Router {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly dataPlane: string;
  readonly management: string;
  /** Its config file as it is now. */
  file(): string;
  /** Asks it; the status, the id of the record, and whether the answer was one that was kept. */
  ask(
    text?: string,
  ): Promise<{ readonly status: number; readonly record: string | undefined; readonly isHit: boolean }>;
  /** Asks the management port, with its token. */
  manage(path: string, request?: RequestInit): Promise<{ readonly status: number; readonly json: unknown }>;
  metric(name: string): Promise<number>;
  errors(): string;
  kill(): Promise<void>;
}

/** Starts routers that end with the test. */
export function starting(): (config: string, environment?: NodeJS.ProcessEnv) => Promise<Router> {
  const running: { readonly child: ChildProcess; readonly folder: string }[] = [];
  afterEach(async () => {
    for (const { child, folder } of running.splice(0)) {
      await end(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return async (config, environment = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-stores-'));
    writeFileSync(join(folder, 'config.yaml'), config);
    const argv = ['serve', '--simulate', '--port', '0', '--management-port', '0', '--json'];
    const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/signalbox.js'), ...argv], {
      cwd: folder,
      env: { ...process.env, SIGNALBOX_TOKEN: TOKEN, ...environment },
    });
    running.push({ child, folder });
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const [line] = await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), once(child, 'exit')]);
    if (typeof line !== 'string') throw new Error(errors);
    const { dataPlane, management } = JSON.parse(line) as { dataPlane: string; management: string };
    return {
      child,
      folder,
      dataPlane,
      management,
      file: () => readFileSync(join(folder, 'config.yaml'), 'utf8'),
      async ask(text = 'Solve 2x + 5 = 15.') {
        const response = await fetch(`${dataPlane}/v1/chat/completions`, {
          method: 'POST',
          body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: text }] }),
        });
        await response.text();
        const { status, headers } = response;
        const record = headers.get('x-vsr-replay-id') ?? undefined;
        return { status, record, isHit: headers.get('x-vsr-cache-hit') === 'true' };
      },
      async manage(path, request = {}) {
        const headers = { authorization: `Bearer ${TOKEN}`, ...request.headers };
        const response = await fetch(`${management}${path}`, { ...request, headers });
        return { status: response.status, json: await response.json() };
      },
      async metric(name) {
        const text = await (await fetch(`${management}/metrics`)).text();
        const lines = text.split('\n').filter((each) => each.startsWith(name));
        return lines.reduce((sum, each) => sum + Number(each.split(' ').at(-1)), 0);
      },
      errors: () => errors,
      kill: () => end(child, 'SIGKILL'),
    };
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
