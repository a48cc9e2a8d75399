import type { z } from 'zod';
import type { ConfigPath, Report } from '../config/diagnostic.ts';
import { flattenIssues, type Issue } from '../config/schema-problems.ts';
import { findReferenceField } from './find-reference-field.ts';

/** Taking one key out can bring up others, in a part that was read as another branch of a union before. */
const MAX_ROUNDS = 4;

/** A config without some of its fields, and what the schema says of it. */
export interface SetAside<Config> {
  readonly data: unknown;
  readonly parsed: z.ZodSafeParseResult<Config>;
}

/**
 * A config without the fields that only the reference has, each of which is reported: an error where it changes routes
 * or guards, a warning otherwise. What neither of the two has stays in.
 */
export function setAsideReferenceFields<Config>(
  schema: z.ZodType<Config>,
  data: unknown,
  report: Report,
): SetAside<Config> {
  let rest = data;
  let parsed = schema.safeParse(rest, { reportInput: false });
  for (let round = 0; round < MAX_ROUNDS && !parsed.success; round++) {
    const found = flattenIssues(parsed.error.issues).flatMap((issue) => placesOf(issue, rest));
    const known = found.filter((path) => findReferenceField(path) !== undefined);
    if (known.length === 0) break;
    if (rest === data) rest = structuredClone(data);
    for (const path of known) tell(path, takeOut(rest, path), report);
    parsed = schema.safeParse(rest, { reportInput: false });
  }
  return { data: rest, parsed };
}

/** Keys that the schema does not know, and entries beyond those that a list may have, the last one first. */
function placesOf(issue: Issue, data: unknown): readonly ConfigPath[] {
  const path = issue.path as ConfigPath;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  if (issue.code !== 'too_big' || issue.origin !== 'array') return [];
  const list = path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], data);
  const most = Number(issue.maximum);
  return (list as unknown[]).slice(most).map((_, index, rest) => [...path, most + rest.length - 1 - index]);
}

function tell(path: ConfigPath, value: unknown, report: Report): void {
  const { loses, reason, hint, isIdle } = findReferenceField(path)!;
  const isWarning = loses === 'neither' || isIdle?.(value) === true;
  if (isWarning) report.warning('config.not_supported', path, `has no effect here: ${reason}`, hint);
  else {
    const consequence = loses === 'routes' ? 'routes would differ' : 'requests would be guarded otherwise';
    const more = `${hint}; \`signalbox import\` writes a config without it`;
    report.error('config.not_supported', path, `is not supported: ${reason}; ${consequence}`, more);
  }
}

/** Removes the key and returns what stood there. */
function takeOut(root: unknown, path: ConfigPath): unknown {
  let parent = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>;
  const key = path.at(-1)!;
  const value = parent[key];
  if (Array.isArray(parent)) parent.splice(key as number, 1);
  else delete parent[key];
  return value;
}
