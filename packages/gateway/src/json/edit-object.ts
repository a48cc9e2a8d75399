import { type JsonObjectMap, keyOf, scanJsonObject } from './scan-object.ts';

/** What to write, by key: JSON text replaces the whole value; a nested map edits inside an object. */
export type JsonEdits = ReadonlyMap<string, string | JsonEdits>;

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Sets values in a JSON object and leaves every other byte as it came: number formats, key order, white space and
 * unknown fields survive. A key that occurs more than once is set at every occurrence, so that readers which take the
 * first and readers which take the last agree. `map` is the scan of `bytes`, which must be valid JSON.
 */
export function editJsonObject(bytes: Uint8Array, map: JsonObjectMap, edits: JsonEdits): Uint8Array {
  if (edits.size === 0) return bytes;
  const splices: Splice[] = [];
  collect(bytes, map, edits, splices);
  return apply(bytes, splices);
}

/** Adds an edit at a path to a tree of edits, and returns the new tree. */
export function withEdit(edits: JsonEdits, path: readonly [string, ...string[]], json: string): JsonEdits {
  const [key, ...rest] = path;
  const next = new Map(edits);
  const [head, ...tail] = rest;
  if (head === undefined) {
    next.set(key, json);
  } else {
    const inner = edits.get(key);
    next.set(key, withEdit(typeof inner === 'object' ? inner : new Map(), [head, ...tail], json));
  }
  return next;
}

function collect(bytes: Uint8Array, map: JsonObjectMap, edits: JsonEdits, splices: Splice[]): void {
  const found = new Set<string>();
  for (const member of map.members) {
    const key = keyOf(bytes, member);
    const edit = edits.get(key);
    if (edit === undefined) continue;
    found.add(key);
    const inner =
      typeof edit === 'object' ? scanJsonObject(bytes, member.valueStart, member.valueEnd, Infinity) : undefined;
    if (typeof inner === 'object' && typeof edit === 'object') collect(bytes, inner, edit, splices);
    else splices.push({ start: member.valueStart, end: member.valueEnd, text: render(edit) });
  }
  let added = '';
  for (const [key, edit] of edits) {
    if (!found.has(key)) added += `${added === '' ? '' : ','}${JSON.stringify(key)}:${render(edit)}`;
  }
  if (added !== '') {
    const text = map.members.length === 0 ? added : `,${added}`;
    splices.push({ start: map.close, end: map.close, text });
  }
}

function render(edit: string | JsonEdits): string {
  if (typeof edit === 'string') return edit;
  return `{${[...edit].map(([key, inner]) => `${JSON.stringify(key)}:${render(inner)}`).join(',')}}`;
}

/** Splices are collected from left to right and never overlap. */
function apply(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let position = 0;
  for (const splice of splices) {
    parts.push(bytes.subarray(position, splice.start), Buffer.from(splice.text));
    position = splice.end;
  }
  parts.push(bytes.subarray(position));
  return Buffer.concat(parts);
}
