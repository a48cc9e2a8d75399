import { asBuffer, type JsonMember, type JsonObjectMap, keyOf, scanJsonObject } from './scan-object.ts';

/**
 * What to write, by key: JSON text replaces the whole value; a nested map edits inside an object; null takes the key out
 * of the object.
 */
export type JsonEdits = ReadonlyMap<string, JsonEdit>;

type JsonEdit = string | null | JsonEdits;

/** Edits made ready to be applied many times. */
export type PreparedEdits = readonly PreparedEdit[];

interface PreparedEdit {
  readonly key: string;
  /** The key in UTF-8. */
  readonly keyBytes: Buffer;
  /** JSON of the value in UTF-8, when it is not edited inside; undefined takes the key out. */
  readonly value: Uint8Array | undefined;
  /** A comma and the value with its key, to be added where the key is missing. */
  readonly member: Uint8Array;
  readonly inner: PreparedEdits | undefined;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array();

/** Makes edits ready to be applied to many objects. */
export function prepareEdits(edits: JsonEdits): PreparedEdits {
  return [...edits].map(([key, edit]) => {
    const text = render(edit);
    const inner = typeof edit === 'string' || edit === null ? undefined : prepareEdits(edit);
    const value = text === undefined ? undefined : Buffer.from(text);
    const member = text === undefined ? NOTHING : Buffer.from(`,${JSON.stringify(key)}:${text}`);
    return { key, keyBytes: Buffer.from(key), value, member, inner };
  });
}

/**
 * Sets values in a JSON object and leaves every other byte as it came: number formats, key order, white space and
 * unknown fields survive. A key that occurs more than once is set at every occurrence, so that readers which take the
 * first and readers which take the last agree. `map` is the scan of `bytes`, which must be valid JSON.
 */
export function editJsonObject(bytes: Uint8Array, map: JsonObjectMap, edits: PreparedEdits): Uint8Array {
  if (edits.length === 0) return bytes;
  const splices: Splice[] = [];
  const buffer = asBuffer(bytes);
  collect(buffer, map, edits, splices);
  return apply(buffer, splices);
}

/** Adds an edit at a path to a tree of edits, and returns the new tree. */
export function withEdit(edits: JsonEdits, path: readonly [string, ...string[]], json: string | null): JsonEdits {
  const [key, ...rest] = path;
  const next = new Map(edits);
  const [head, ...tail] = rest;
  if (head === undefined) {
    next.set(key, json);
  } else {
    const inner = edits.get(key);
    const known = typeof inner === 'object' && inner !== null ? inner : new Map<string, JsonEdit>();
    next.set(key, withEdit(known, [head, ...tail], json));
  }
  return next;
}

function collect(bytes: Buffer, map: JsonObjectMap, edits: PreparedEdits, splices: Splice[]): void {
  const removed = new Set<JsonMember>();
  const added: PreparedEdit[] = [];
  for (const edit of edits) {
    let isThere = edit.value === undefined;
    for (const member of map.members) {
      if (!isKey(bytes, member, edit)) continue;
      isThere = true;
      if (edit.value === undefined) {
        removed.add(member);
        continue;
      }
      const { valueStart: start, valueEnd: end } = member;
      const inner = edit.inner === undefined ? undefined : scanJsonObject(bytes, start, end, Infinity);
      if (typeof inner === 'object') collect(bytes, inner, edit.inner!, splices);
      else place(splices, { start, end, bytes: edit.value });
    }
    if (!isThere) added.push(edit);
  }
  if (removed.size > 0) remove(map.members, removed, splices);
  let isEmpty = map.members.length === removed.size;
  for (const { member } of added) {
    place(splices, { start: map.close, end: map.close, bytes: isEmpty ? member.subarray(1) : member });
    isEmpty = false;
  }
}

/** Each goes with the comma before it, or, before the first that stays, with the one after it. */
function remove(members: readonly JsonMember[], removed: ReadonlySet<JsonMember>, splices: Splice[]): void {
  let hasKept = false;
  for (const [index, member] of members.entries()) {
    if (!removed.has(member)) {
      hasKept = true;
      continue;
    }
    const next = members[index + 1];
    const start = hasKept ? members[index - 1]!.valueEnd : member.keyStart - 1;
    const end = hasKept || next === undefined ? member.valueEnd : next.keyStart - 1;
    place(splices, { start, end, bytes: NOTHING });
  }
}

/** Keeps splices from left to right. There are few, and most come in order. */
function place(splices: Splice[], splice: Splice): void {
  let at = splices.length;
  while (at > 0 && splices[at - 1]!.start > splice.start) at--;
  splices.splice(at, 0, splice);
}

/** Compares bytes, and resolves escapes only in a key that has some. */
function isKey(bytes: Buffer, member: JsonMember, { key, keyBytes }: PreparedEdit): boolean {
  const { keyStart, keyEnd, hasEscape } = member;
  if (hasEscape) return keyOf(bytes, member) === key;
  if (keyEnd - keyStart !== keyBytes.length) return false;
  for (let i = 0; i < keyBytes.length; i++) if (bytes[keyStart + i] !== keyBytes[i]) return false;
  return true;
}

/** Undefined for a key that goes. */
function render(edit: JsonEdit): string | undefined {
  if (edit === null || typeof edit === 'string') return edit ?? undefined;
  const members = [...edit].flatMap(([key, inner]) => {
    const text = render(inner);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

/** Splices come from left to right and never overlap. */
function apply(bytes: Buffer, splices: readonly Splice[]): Uint8Array {
  let size = bytes.length;
  for (const { start, end, bytes: own } of splices) size += own.length - (end - start);
  const edited = Buffer.allocUnsafe(size);
  let from = 0;
  let to = 0;
  for (const { start, end, bytes: own } of splices) {
    to += bytes.copy(edited, to, from, start);
    edited.set(own, to);
    to += own.length;
    from = end;
  }
  bytes.copy(edited, to, from);
  return edited;
}
