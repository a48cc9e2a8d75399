// `npm run pack`: the packages as they are published, as tarballs in a folder (default: packed/).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ROOT, say, workspaces } from './setup.mjs';

/** What lies at the root of the clone and belongs into packages. */
const FROM_ROOT = { LICENSE: published(), recipes: ['apps/cli'] };
/** The dashboard's build goes into the package that serves it. */
const PAGES = { from: 'apps/dashboard/dist', user: 'apps/cli', as: 'dashboard' };
const ALWAYS = ['README.md', 'NOTICE'];
/** Maps lead to sources that are not published. */
const MAP_COMMENT = /\n\/\/# sourceMappingURL=.*\s*$/;

/**
 * Lays the published packages out, each in a folder of its own, without what only a clone needs.
 *
 * @param {string} folder
 * @returns {{ name: string, folder: string }[]}
 */
export function stagePackages(folder) {
  return published().map((workspace) => {
    const from = join(ROOT, workspace);
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
    const to = join(folder, manifest.name.replace('@', '').replace('/', '-'));
    mkdirSync(to, { recursive: true });
    for (const name of [...manifest.files, ...ALWAYS]) {
      if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true });
    }
    for (const [name, users] of Object.entries(FROM_ROOT)) {
      if (users.includes(workspace)) cpSync(join(ROOT, name), join(to, name), { recursive: true });
    }
    if (workspace === PAGES.user) cpSync(join(ROOT, PAGES.from), join(to, PAGES.as), { recursive: true });
    dropMapComments(join(to, 'dist'));
    const { scripts: _scripts, devDependencies: _tools, ...kept } = manifest;
    for (const conditions of Object.values(kept.exports)) delete conditions.source;
    writeFileSync(join(to, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
    return { name: manifest.name, folder: to };
  });
}

/** Workspaces that become packages. */
function published() {
  return workspaces().filter(
    (workspace) => JSON.parse(readFileSync(join(ROOT, workspace, 'package.json'), 'utf8')).private !== true,
  );
}

function dropMapComments(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (MAP_COMMENT.test(text)) writeFileSync(join(folder, name), text.replace(MAP_COMMENT, '\n'));
  }
}

/**
 * Packs a staged package, or with `--dry-run` only says what would be in it.
 *
 * @param {string} folder
 * @param {...string} options For npm.
 * @returns {{ filename: string, size: number, files: { path: string, size: number }[] }}
 */
export function packPackage(folder, ...options) {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack failed in ${folder}: ${stderr}`);
  return JSON.parse(stdout)[0];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled('run');
  ensureBuilt();
  const destination = resolve(process.argv[2] ?? 'packed');
  mkdirSync(destination, { recursive: true });
  const staging = mkdtempSync(join(tmpdir(), 'signalbox-pack-'));
  for (const { folder } of stagePackages(staging)) {
    const { filename, size, files } = packPackage(folder, `--pack-destination=${destination}`);
    say(`${join(destination, filename)}: ${files.length} files, ${(size / 1e6).toFixed(1)} MB`);
  }
  rmSync(staging, { recursive: true, force: true });
}
