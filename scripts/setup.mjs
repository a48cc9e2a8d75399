// Set-up that every root command does for itself: install what is missing, build what is stale, say so, and do
// nothing the second time. Plain JavaScript on purpose: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.signalbox-build.json');
/** What the build makes: the command and the dashboard. */
const BUILT = ['apps/cli/dist/main.js', 'apps/dashboard/dist/index.html'];
const SOURCE = /\.(tsx?|css|svg)$/;
const MINIMUM_NODE = [20, 19];

/** Prints one line of progress. */
export function say(text) {
  process.stderr.write(`signalbox: ${text}\n`);
}

/** Ends the process with a message and the next step. */
export function fail(message, hint) {
  say(message);
  if (hint) process.stderr.write(`  hint: ${hint}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  fail(`Node ${process.versions.node} is too old`, `install Node ${MINIMUM_NODE.join('.')} or later`);
}

/** `run`: what serving needs. `all`: what tests and checks need as well. */
export function ensureInstalled(scope) {
  requireNode();
  if (isInstalled(scope)) return;
  const omit = scope === 'run' ? ['--omit=dev'] : [];
  say(`installing packages from the lock file${scope === 'run' ? ', only what running needs' : ''} …`);
  const started = performance.now();
  // Not `npm ci`: it refuses a lock file that lacks a tool's binaries for other platforms, which some registries do
  // not carry. This takes the locked versions just the same and writes neither package.json nor the lock file.
  const result = spawnSync(
    'npm',
    ['install', '--no-save', ...omit, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) fail('npm install failed', 'is the npm registry reachable? `npm ping` tells');
  say(`installed in ${seconds(started)}`);
}

/** npm's own record of what lies in node_modules, compared with the lock file. */
function isInstalled(scope) {
  try {
    const wanted = readJson('package-lock.json').packages;
    const present = readJson('node_modules/.package-lock.json').packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.startsWith('node_modules/') || entry.optional || entry.devOptional || entry.link) return true;
      if (scope === 'run' && entry.dev) return true;
      return present[path]?.version === entry.version;
    });
  } catch {
    return false; // Nothing installed yet, or not by npm: install.
  }
}

/** Compiles when a source changed since the last build. */
export function ensureBuilt() {
  const now = sourceState();
  const before = existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : {};
  const isFresh =
    Object.keys(now).length === Object.keys(before).length &&
    Object.entries(now).every(([path, state]) => before[path] === state);
  if (isFresh && BUILT.every((path) => existsSync(join(ROOT, path)))) return;
  const settingsChanged = Object.keys(now).some((path) => !SOURCE.test(path) && now[path] !== before[path]);
  const sourceVanished = Object.keys(before).some((path) => !(path in now));
  if (settingsChanged || sourceVanished) removeBuilds();

  say('building …');
  const started = performance.now();
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const result = spawnSync(process.execPath, [tsc, '-b'], { cwd: ROOT, stdio: 'inherit' });
  if (result.status !== 0) fail('the build failed', 'the compiler’s messages are above');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const pages = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: join(ROOT, 'apps/dashboard'),
    stdio: 'inherit',
  });
  if (pages.status !== 0) fail('the dashboard’s build failed', 'the messages are above');
  writeFileSync(STAMP, JSON.stringify(now));
  say(`built in ${seconds(started)}`);
}

export function workspaces() {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(ROOT, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(group, entry.name)),
  );
}

function removeBuilds() {
  for (const workspace of workspaces()) rmSync(join(ROOT, workspace, 'dist'), { recursive: true, force: true });
}

/** Size and time of every file that the build reads. */
function sourceState() {
  const state = {};
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(ROOT, path));
    state[path] = `${size}:${mtimeMs}`;
  };
  add('tsconfig.base.json');
  add('tsconfig.json');
  for (const workspace of workspaces()) {
    for (const name of ['tsconfig.json', 'package.json', 'vite.config.ts', 'index.html'])
      if (existsSync(join(ROOT, workspace, name))) add(join(workspace, name));
    const source = join(ROOT, workspace, 'src');
    if (!existsSync(source)) continue;
    for (const path of readdirSync(source, { recursive: true })) {
      if (SOURCE.test(path) && !path.endsWith('.test.ts')) add(join(workspace, 'src', path));
    }
  }
  return state;
}

function readJson(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
