import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

test('no files import each other in a circle, by types either', () => {
  const targets = new Map(
    sourceFiles().map((file) => [
      file.path,
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => normalize(join(dirname(file.path), name))),
    ]),
  );
  expect(circlesOf(targets)).toEqual([]);
});

test('the check sees a circle', () => {
  const targets = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(circlesOf(targets)).toEqual([['a', 'b', 'c']]);
});

/** Groups of files of which each reaches every other (Tarjan's strongly connected components of two and more). */
function circlesOf(targets: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    lowest.set(path, order.get(path)!);
    open.push(path);
    for (const target of targets.get(path) ?? []) {
      if (!targets.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(target)!));
    }
    if (lowest.get(path) !== order.get(path)) return;
    const circle = open.splice(open.indexOf(path));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const path of targets.keys()) if (!order.has(path)) visit(path);
  return circles;
}
