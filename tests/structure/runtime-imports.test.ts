import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Packages that a file of the build imports by name, also in types: the compiler needs both. */
function importsOf(text: string): string[] {
  const found = text.matchAll(
    /^(?:import|export)\b[^;'"]*?from '([^'.][^']*)'|^import '([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm,
  );
  return [...found]
    .map((match) => (match[1] ?? match[2] ?? match[3])!)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}

// A fresh clone is started with what running needs and no more: one import of a development tool breaks its build.
test.each(['packages/engine', 'packages/models', 'packages/gateway', 'apps/cli'])(
  'what %s builds imports only what it depends on',
  (folder) => {
    const { exclude } = JSON.parse(read(`${folder}/tsconfig.json`)) as { exclude: readonly string[] };
    const { name, dependencies } = JSON.parse(read(`${folder}/package.json`)) as {
      name: string;
      dependencies?: Readonly<Record<string, string>>;
    };
    const isLeft = (file: string) =>
      exclude.some((pattern) =>
        pattern.includes('**') ? file.endsWith(pattern.slice(pattern.lastIndexOf('*') + 1)) : file.startsWith(pattern),
      );
    const files = readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .map((file) => `src/${file}`)
      .filter((file) => file.endsWith('.ts') && !isLeft(file));
    expect(files.length).toBeGreaterThan(20);
    const known = new Set([name, ...Object.keys(dependencies ?? {})]);
    const wrong = files.flatMap((file) =>
      importsOf(read(`${folder}/${file}`)).flatMap((each) => (known.has(each) ? [] : [`${file}: ${each}`])),
    );
    expect(wrong).toEqual([]);
  },
);
