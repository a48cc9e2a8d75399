import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of the workspaces, tests left out. */
export function sourceFiles(): SourceFile[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(ROOT, group)).flatMap((name) => {
      const folder = join(group, name, 'src');
      return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
        .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
        .map((path) => `${folder}/${path}`.replaceAll('\\', '/'))
        .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
    }),
  );
}

/** A node of the syntax tree, as loosely as these checks need it. */
export interface SyntaxNode {
  readonly type: string;
  readonly [property: string]: unknown;
}

export function syntaxTree(file: SourceFile): SyntaxNode {
  return parseAst(file.text, { lang: file.path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as SyntaxNode;
}

/** Calls back for every node below and including this one, with its parent. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined) => void,
  parent?: SyntaxNode,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof (child as SyntaxNode).type === 'string')
        walk(child as SyntaxNode, visit, node);
    }
  }
}

/** What a file imports or re-exports, types included. */
export function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  walk(syntaxTree(file), (node) => {
    const source = node.source as { readonly value?: unknown } | null | undefined;
    if (/^(Import|Export)/.test(node.type) && typeof source?.value === 'string') found.push(source.value);
  });
  return found;
}
