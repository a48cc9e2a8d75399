import { type Document, isCollection, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { ConfigPath } from '../config/diagnostic.ts';
import { buildConfig } from '../dsl/build-config.ts';
import { parsePolicy } from '../dsl/parse-policy.ts';
import { isPolicyText } from '../dsl/policy-document.ts';
import type { Body, Field, Statement } from '../dsl/syntax.ts';
import type { SignalKind } from '../signals/signal-kind.ts';

/**
 * A config text, YAML or policy, without what stands at a path; everything else stays as it is written, with its comments.
 * Undefined where that cannot be done in place: the result is read again, and has to be the same but for that part.
 */
export function removeEntry(text: string, path: ConfigPath, kinds: readonly SignalKind[]): string | undefined {
  const isPolicy = isPolicyText(text);
  const read = (each: string) => (isPolicy ? dataOfPolicy(each, kinds) : (parseDocument(each).toJS() as unknown));
  const removed = isPolicy ? withoutBlock(text, path, kinds) : withoutNode(text, path);
  if (removed === undefined) return undefined;
  try {
    const expected = JSON.stringify(pruned(without(read(text), path)));
    return JSON.stringify(pruned(read(removed))) === expected ? removed : undefined;
  } catch {
    // No longer a text that can be read.
    return undefined;
  }
}

function withoutNode(text: string, path: ConfigPath): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const above = path.slice(0, -1);
  const parent = above.length === 0 ? document.contents : document.getIn(above, true);
  if (!isCollection(parent)) return undefined;
  // An empty list reads as nothing at all: it goes with its last entry.
  if (parent.items.length === 1 && above.length > 0) return withoutNode(text, above);
  const span = spanOf(document, path);
  if (span === undefined) return undefined;
  return parent.flow === true ? cutInline(text, span) : cutLines(text, span);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the key, or from the dash, to the end of the value. */
function spanOf(document: Document, path: ConfigPath): Span | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1)!;
  const value = document.getIn(path, true);
  const end = isNode(value) ? value.range?.[1] : undefined;
  if (end === undefined) return undefined;
  if (isSeq(parent) && isNode(value)) return { from: value.range![0], to: end };
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  const from = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  return from === undefined ? undefined : { from, to: end };
}

/** An entry of `[…]`, `{…}` or `(…)`, with the comma that it no longer needs. */
function cutInline(text: string, { from, to }: Span): string {
  const following = /^\s*,\s*/.exec(text.slice(to))?.[0];
  if (following !== undefined) return text.slice(0, from) + text.slice(to + following.length);
  const before = /,\s*$/.exec(text.slice(0, from))?.[0] ?? '';
  const start = text.slice(0, from - before.length);
  const rest = text.slice(to);
  // Nothing is left in the parentheses of options.
  if (start.endsWith('(') && rest.startsWith(')')) return start.slice(0, -1).trimEnd() + rest.slice(1);
  return start + rest;
}

/** Whole lines, with the comments that stand right above them. */
function cutLines(text: string, { from, to }: Span): string | undefined {
  let start = text.lastIndexOf('\n', from - 1) + 1;
  if (!/^\s*(?:-\s+)?$/.test(text.slice(start, from))) return undefined;
  const indent = /^\s*/.exec(text.slice(start))![0];
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(above, start);
    if (start === 0 || !line.startsWith(`${indent}#`)) break;
    start = above;
  }
  const content = text.slice(from, to).trimEnd().length;
  const lineEnd = text.indexOf('\n', from + content);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  if (!/^\s*,?\s*(?:#.*)?\n?$/.test(text.slice(from + content, end))) return undefined;
  const rest = text.slice(end);
  // Two empty lines would be left where one stood on either side.
  const isDoubled = /\n\s*\n$/.test(text.slice(0, start)) && /^\s*\n/.test(rest);
  return text.slice(0, start) + (isDoubled ? rest.replace(/^[^\S\n]*\n/, '') : rest);
}

/** A block or a field of a policy; what a decision tree is made of cannot go alone. */
function withoutBlock(text: string, path: ConfigPath, kinds: readonly SignalKind[]): string | undefined {
  const places = new Map<string, number>();
  const file = parsePolicy(text, () => {});
  buildConfig(file, {
    kinds,
    text: (value) => value.text,
    place: (each, at, key = at) => void places.set(JSON.stringify(each), key),
    broken() {},
    report() {},
  });
  const at = places.get(JSON.stringify(path));
  const found = at === undefined ? undefined : entryAt(file, at);
  if (found === undefined || at === undefined) return undefined;
  const span = { from: at, to: found.end };
  return found.isInline ? cutInline(text, span) : cutLines(text, span);
}

interface FoundEntry {
  readonly end: number;
  readonly isInline: boolean;
}

function entryAt({ statements }: Body, at: number): FoundEntry | undefined {
  const inline = (fields: readonly Field[]) => fields.find(({ key }) => key.at === at)?.end;
  for (const statement of statements) {
    if (startOf(statement) === at) {
      if (statement.type === 'case' || statement.end === undefined) return undefined;
      const isBranch = statement.type === 'block' && ['IF', 'ELSE IF', 'ELSE'].includes(statement.keyword);
      return isBranch ? undefined : { end: statement.end, isInline: false };
    }
    if (statement.type !== 'block') continue;
    const end =
      inline(statement.options) ?? statement.models.map(({ options }) => inline(options)).find((each) => each);
    if (end !== undefined) return { end, isInline: true };
    const inside = statement.body === undefined ? undefined : entryAt(statement.body, at);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function startOf(statement: Statement): number | undefined {
  if (statement.type === 'block') return statement.at;
  return statement.type === 'field' ? statement.key.at : undefined;
}

function dataOfPolicy(text: string, kinds: readonly SignalKind[]): unknown {
  const problems: string[] = [];
  const file = parsePolicy(text, (code) => problems.push(code));
  const context = { kinds, text: ({ text: own }: { text: string }) => own, place() {}, broken() {}, report() {} };
  const { data } = buildConfig(file, context);
  if (problems.length > 0) throw new SyntaxError(problems.join());
  return data;
}

function without(data: unknown, [step, ...rest]: ConfigPath): unknown {
  if (Array.isArray(data)) {
    if (rest.length === 0) return data.filter((_, index) => index !== step);
    return data.map((each, index) => (index === step ? without(each, rest) : each));
  }
  const entries = Object.entries(data as object);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== step));
  return Object.fromEntries(entries.map(([key, value]) => [key, key === step ? without(value, rest) : value]));
}

/** Without empty lists and mappings: writing none is the same. */
function pruned(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(pruned);
  if (data === null || typeof data !== 'object') return data;
  const entries = Object.entries(data).map(([key, value]) => [key, pruned(value)] as const);
  return Object.fromEntries(
    entries.filter(([, value]) => value === null || typeof value !== 'object' || Object.keys(value).length > 0),
  );
}
