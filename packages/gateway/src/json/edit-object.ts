import { asBuffer, type JsonObjectMap, keyOf, scanJsonObject } from './scan-object.ts';

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
  const buffer = asBuffer(bytes);
  collect(buffer, map, edits, splices);
  return apply(buffer, splices);
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

function collect(bytes: Buffer, map: JsonObjectMap, edits: JsonEdits, splices: Splice[]): void {
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
function apply(bytes: Buffer, splices: readonly Splice[]): Uint8Array {
  let size = bytes.length;
  for (const { start, end, text } of splices) size += Buffer.byteLength(text) - (end - start);
  const edited = Buffer.allocUnsafe(size);
  let from = 0;
  let to = 0;
  for (const { start, end, text } of splices) {
    to += bytes.copy(edited, to, from, start);
    to += edited.write(text, to);
    from = end;
  }
  bytes.copy(edited, to, from);
  return edited;
}
