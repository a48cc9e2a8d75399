import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

const files = sourceFiles();

/** What each workspace may import of ours; everything else is an error. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'packages/engine': [],
  'packages/models': ['@signalbox/engine/ports', '@signalbox/engine/adapters'],
  'packages/gateway': ['@signalbox/engine', '@signalbox/engine/testing'],
  'apps/cli': ['@signalbox/engine', '@signalbox/models', '@signalbox/gateway', '@signalbox/gateway/simulator'],
  'apps/dashboard': ['@signalbox/engine', '@signalbox/models/embedded', '@signalbox/gateway/contract'],
};

/** Folders of one package that do not import each other. */
const STRANGERS: Readonly<Record<string, readonly string[]>> = {
  'packages/engine/src': ['signals', 'projections', 'decisions', 'selection'],
  'packages/gateway/src': ['plugins', 'providers', 'protocols', 'stores'],
};

/** Inside engine, nothing of Node: it runs in a browser. */
const PURE = ['packages/engine/src', 'packages/models/src/embedded'];

test('packages import only along the arrows', () => {
  const wrong = files.flatMap((file) => {
    const workspace = file.path.split('/').slice(0, 2).join('/');
    return importsOf(file)
      .filter((name) => name.startsWith('@signalbox/') && !PACKAGES[workspace]?.includes(name))
      .map((name) => `${file.path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('pages of the dashboard do not import each other', () => {
  const pageOf = (path: string) => /^apps\/dashboard\/src\/features\/([^/]+)\//.exec(path)?.[1];
  const wrong = files.flatMap((file) => {
    const own = pageOf(file.path);
    if (own === undefined) return [];
    return importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(file.path), name)))
      .filter((target) => pageOf(target) !== undefined && pageOf(target) !== own)
      .map((target) => `${file.path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('relative imports stay within their package', () => {
  const wrong = files.flatMap((file) => {
    const source = file.path.split('/').slice(0, 3).join('/');
    return importsOf(file)
      .filter((name) => name.startsWith('.') && !normalize(join(dirname(file.path), name)).startsWith(source))
      .map((name) => `${file.path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

test.each(Object.entries(STRANGERS))('in %s the folders %j do not import each other', (source, folders) => {
  const folderOf = (path: string) => folders.find((folder) => path.startsWith(`${source}/${folder}/`));
  const wrong = files.flatMap((file) => {
    const own = folderOf(file.path);
    if (own === undefined) return [];
    return importsOf(file).flatMap((name) => {
      const target = name.startsWith('.') ? folderOf(normalize(join(dirname(file.path), name))) : undefined;
      return target === undefined || target === own ? [] : [`${file.path} imports ${name}`];
    });
  });
  expect(wrong).toEqual([]);
});

test.each(PURE)('%s touches nothing of Node', (source) => {
  const wrong = files
    .filter((file) => file.path.startsWith(`${source}/`))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('node:'))
        .map((name) => `${file.path} imports ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('the check sees imports at all', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(importsOf(files.find((file) => file.path === 'packages/engine/src/engine.ts')!)).toContain(
    './decisions/choose.ts',
  );
});
