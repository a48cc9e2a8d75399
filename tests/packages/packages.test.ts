import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, describe, expect, test } from 'vitest';
import { packPackage, stagePackages } from '../../scripts/pack.mjs';
import { ROOT } from '../structure/source-files.ts';

// The packages as they are published, laid out from the build.
const folder = mkdtempSync(join(tmpdir(), 'signalbox-packages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const packages = stagePackages(join(folder, 'staged')).map((each) => ({
  ...each,
  files: packPackage(each.folder, '--dry-run').files.map(({ path }) => path),
  manifest: JSON.parse(readFileSync(join(each.folder, 'package.json'), 'utf8')) as Manifest,
}));
interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const NEEDED: Readonly<Record<string, readonly RegExp[]>> = {
  '@signalbox/models': [/^NOTICE$/, /^weights\/encoder\.head$/, /^weights\/domain\.card\.json$/],
  signalbox: [/^bin\/signalbox\.js$/, /^recipes\/mom\/config\.yaml$/, /^dashboard\/index\.html$/],
};
const ALLOWED =
  /^(dist\/.*\.(js|d\.ts)|weights\/\w+\.(head|card\.json)|recipes\/.*|dashboard\/(index\.html|licenses\.md|assets\/[\w.-]+\.(js|css|svg))|bin\/signalbox\.js|package\.json|README\.md|LICENSE|NOTICE)$/;

describe.each(packages)('$name', ({ name, folder: staged, files, manifest }) => {
  test('holds what it exports, its licence and its page, and nothing that only a clone needs', () => {
    const targets = [...Object.values(manifest.exports).flatMap(Object.values), ...Object.values(manifest.bin ?? {})];
    for (const target of targets) expect(files).toContain(target.replace('./', ''));
    for (const pattern of [/^LICENSE$/, /^README\.md$/, ...(NEEDED[name] ?? [])]) {
      expect(
        files.some((file) => pattern.test(file)),
        String(pattern),
      ).toBe(true);
    }
    expect(files.filter((file) => !ALLOWED.test(file) || /\.test\./.test(file))).toEqual([]);
  });

  test('has types for each entry point, and publint finds nothing', async () => {
    for (const conditions of Object.values(manifest.exports))
      expect(Object.keys(conditions)).toEqual(['types', 'default']);
    const { messages } = await publint({ pkgDir: staged, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });
});

test('every head has its weights in the package', () => {
  const files = packages.find(({ name }) => name === '@signalbox/models')!.files;
  const heads = files.filter((file) => file.endsWith('.head'));
  expect(heads.length).toBeGreaterThan(10);
});

test('a program that has nothing but the packages and what they depend on routes, and its types check', () => {
  const project = join(folder, 'project');
  const link = (name: string, target: string) => {
    const at = join(project, 'node_modules', name);
    if (existsSync(at)) return;
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(target, at, 'dir');
  };
  mkdirSync(project, { recursive: true });
  for (const { name, folder: staged } of packages) link(name, staged);
  for (const { manifest, folder: staged } of packages) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const own = packages.find((each) => each.name === name)?.folder ?? join(ROOT, 'node_modules', name);
      link(name, own);
      // Links are followed to where they lead: each package finds its own dependencies beside itself.
      const at = join(staged, 'node_modules', name);
      mkdirSync(dirname(at), { recursive: true });
      symlinkSync(own, at, 'dir');
    }
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
  writeFileSync(
    join(project, 'program.ts'),
    `import { createEngine, createRouter, requestFacts, type Router } from 'signalbox';
import { createGateway, type Gateway } from '@signalbox/gateway';
import { startSimulator } from '@signalbox/gateway/simulator';
import { defineSignalKind, s } from '@signalbox/engine';
import { createEmbeddedModels } from '@signalbox/models/embedded';

const config = 'version: v0.3\\nproviders: { models: [{ name: small }] }\\nrouting: { signals: { domains: [{ name: math }] }, decisions: [{ name: sums, rules: { type: domain, name: math }, modelRefs: [{ model: small }] }] }\\n';
const loaded = await createEngine({ config });
const gateway: Gateway = createGateway(loaded);
const { decision }: { decision: string | null } = await loaded.engine.route(requestFacts('Solve 2x + 5 = 15'));
const status: number = (await gateway.fetch(new Request('http://router/v1/models'))).status;
const made: (() => Promise<Router>) | undefined = () => createRouter({ config });
console.log(JSON.stringify({ decision, status, known: [made, startSimulator, defineSignalKind, s, createEmbeddedModels].every(Boolean) }));
await gateway.close(0);
`,
  );
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        strict: true,
        target: 'ES2023',
        lib: ['ES2023', 'DOM'],
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      include: ['program.ts'],
    }),
  );
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  const checked = run(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.', '--outDir', 'out');
  expect(checked.stdout).toBe('');
  const { stdout, stderr } = run('out/program.js');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ decision: 'sums', status: 200, known: true });
  const command = run(join(project, 'node_modules/signalbox/bin/signalbox.js'), 'route', '--json', 'Solve 2x + 5 = 15');
  expect(JSON.parse(command.stdout)).toMatchObject({ decision: 'math_problems' });
}, 60_000);
