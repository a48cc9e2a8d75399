import type { z } from 'zod';
import type { Report } from './diagnostic.ts';
import { flattenIssues, type Issue } from './schema-problems.ts';

/** Stands in for a required text that is missing or wrong; diagnostics that mention it are echoes, not findings. */
const PLACEHOLDER = '\u0000invalid';
const MAX_ROUNDS = 12;

/**
 * A config with schema problems, patched just enough to parse, so that one run also finds its unknown and duplicate
 * names. Undefined when it cannot be patched.
 */
export function salvage<T>(schema: z.ZodType<T>, data: unknown): T | undefined {
  const patched = { root: structuredClone(data) };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parsed = schema.safeParse(patched.root);
    if (parsed.success) return parsed.data;
    for (const issue of flattenIssues(parsed.error.issues)) patch(patched, issue);
  }
  return undefined;
}

/** Passes errors on, but not those about placeholders, and no warnings: they may only reflect what is missing. */
export function withoutEchoes(report: Report): Report {
  return {
    error(code, path, message, hint) {
      if (!message.includes(PLACEHOLDER)) report.error(code, path, message, hint?.replaceAll(PLACEHOLDER, '…'));
    },
    warning() {},
  };
}

function patch(root: { root: unknown }, issue: Issue): void {
  const path = ['root', ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const target = follow(root, path) as Record<string, unknown> | undefined;
    for (const key of issue.keys) delete target?.[key];
    return;
  }
  const parent = follow(root, path.slice(0, -1)) as Record<PropertyKey, unknown> | undefined;
  if (parent === null || typeof parent !== 'object') return;
  const key = path.at(-1)!;
  const replacement = standIn(issue);
  if (replacement === undefined && !Array.isArray(parent)) delete parent[key];
  else parent[key] = replacement;
}

function standIn(issue: Issue): unknown {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'string') return PLACEHOLDER;
      if (issue.expected === 'number' || issue.expected === 'int') return 1;
      if (issue.expected === 'boolean') return false;
      if (issue.expected === 'array') return [];
      if (issue.expected === 'object' || issue.expected === 'record') return {};
      return undefined;
    case 'invalid_value':
      return issue.values[0];
    case 'invalid_union':
      return (issue as { options?: readonly unknown[] }).options?.[0];
    case 'too_small':
      if (issue.origin === 'array') return [null];
      return issue.origin === 'string' ? PLACEHOLDER : Number(issue.minimum) + 1;
    case 'too_big':
      return issue.origin === 'array' ? [] : Number(issue.maximum);
    default:
      return undefined;
  }
}

function follow(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}
