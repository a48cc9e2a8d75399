import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A Redis of this test's own, on loopback, that keeps nothing. */
export interface RedisServer {
  readonly url: string;
  /** Ends the server as a crash would, and starts it anew on the same port. */
  restart(): Promise<void>;
  /** Ends the server as a crash would. */
  kill(): Promise<void>;
  /** Stops it from running without ending it: whoever asks waits. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

const BINARY = 'redis-server';

/**
 * Why tests with Redis do not run here, or undefined where they do. Where services are required
 * (SIGNALBOX_REQUIRE_SERVICES=1) a missing Redis is an error.
 */
export function whyNoRedis(): string | undefined {
  if (spawnSync(BINARY, ['--version']).status === 0) return undefined;
  const reason = `${BINARY} is not installed (Debian: apt-get install redis-server)`;
  if (process.env.SIGNALBOX_REQUIRE_SERVICES === '1') throw new Error(reason);
  process.stderr.write(`signalbox: tests with Redis are skipped: ${reason}\n`);
  return reason;
}

/** Starts one on a free port; resolves when it takes connections. */
export async function startRedisServer(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-redis-'));
  const port = await freePort();
  const start = () => spawnServer(port, folder);
  let server = await start();
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async restart() {
      await kill();
      server = await start();
    },
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function spawnServer(port: number, folder: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn(BINARY, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`${BINARY} ended with ${code}: ${text}`)));
    server.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Ready to accept connections')) resolve(server);
    });
  });
}
