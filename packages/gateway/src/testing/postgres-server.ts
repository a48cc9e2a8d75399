import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A PostgreSQL of this test's own, on loopback, with an empty database. */
export interface PostgresServer {
  readonly url: string;
  /** Starts it again on the same port with what it kept. */
  restart(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Stops it from running without ending it: whoever asks waits. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Debian keeps its programs apart from others, by version. */
const FOLDERS = '/usr/lib/postgresql';
const USER = 'postgres';

function findPrograms(): string | undefined {
  const versions = existsSync(FOLDERS) ? readdirSync(FOLDERS).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [...versions.map((version) => join(FOLDERS, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * Why tests with PostgreSQL do not run here, or undefined where they do. Where services are required
 * (SIGNALBOX_REQUIRE_SERVICES=1) a missing PostgreSQL is an error.
 */
export function whyNoPostgres(): string | undefined {
  if (findPrograms() !== undefined) return undefined;
  const reason = 'no initdb and postgres here (Debian: apt-get install postgresql)';
  if (process.env.SIGNALBOX_REQUIRE_SERVICES === '1') throw new Error(reason);
  process.stderr.write(`signalbox: tests with PostgreSQL are skipped: ${reason}\n`);
  return reason;
}

/** Starts one on a free port; resolves when it takes connections. */
export async function startPostgresServer(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const programs = findPrograms()!;
  const owner = ownerOf();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-postgres-'));
  chmodSync(folder, 0o700);
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(join(programs, 'postgres'), ['-D', data, ...words], {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr!.on('data', (piece: Buffer) => {
      said = `${said}${piece.toString()}`.slice(-4_000);
    });
    await takesConnections(server, port, () => said);
    return server;
  };
  let server = await start();
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    // Its processes notice that the first one is gone; an immediate stop is a crash to all of them at once.
    server.kill('SIGQUIT');
    await ended;
  };
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    kill,
    async restart() {
      await kill();
      server = await start();
    },
    pause: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    async close() {
      signalAll(server, 'SIGCONT');
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL does not run as root: then it runs as the user that Debian made for it. */
function ownerOf(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, USER], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** The server and those that it started for connections. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)], { encoding: 'utf8' }).stdout;
  for (const pid of [server.pid, ...children.split('\n').map(Number)]) {
    if (pid <= 0) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // One that ended since it was listed.
    }
  }
}

/** The server answers the first bytes of its protocol, where it would before only close the connection. */
async function takesConnections(server: ChildProcess, port: number, said: () => string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}: ${said()}`);
    if (said().includes('database system is ready to accept connections') && (await canConnect(port))) return;
    await once(server.stderr!, 'data');
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
