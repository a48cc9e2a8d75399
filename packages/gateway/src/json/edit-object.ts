import { asBuffer, type JsonMember, type JsonObjectMap, keyOf, scanJsonObject } from './scan-object.ts';

/** What to write, by key: JSON text replaces the whole value; a nested map edits inside an object. */
export type JsonEdits = ReadonlyMap<string, string | JsonEdits>;

/** Edits made ready to be applied many times. */
export type PreparedEdits = readonly PreparedEdit[];

interface PreparedEdit {
  readonly key: string;
  /** The key in UTF-8. */
  readonly keyBytes: Buffer;
  /** JSON text of the value, when it is not edited inside. */
  readonly text: string;
  /** The text with its key, to be added where the key is missing. */
  readonly member: string;
  readonly inner: PreparedEdits | undefined;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes edits ready to be applied to many objects. */
export function prepareEdits(edits: JsonEdits): PreparedEdits {
  return [...edits].map(([key, edit]) => {
    const text = render(edit);
    const inner = typeof edit === 'string' ? undefined : prepareEdits(edit);
    return { key, keyBytes: Buffer.from(key), text, member: `${JSON.stringify(key)}:${text}`, inner };
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

function collect(bytes: Buffer, map: JsonObjectMap, edits: PreparedEdits, splices: Splice[]): void {
  let added = '';
  for (const edit of edits) {
    let isThere = false;
    for (const member of map.members) {
      if (!isKey(bytes, member, edit)) continue;
      isThere = true;
      const { valueStart: start, valueEnd: end } = member;
      const inner = edit.inner === undefined ? undefined : scanJsonObject(bytes, start, end, Infinity);
      if (typeof inner === 'object') collect(bytes, inner, edit.inner!, splices);
      else place(splices, { start, end, text: edit.text });
    }
    if (!isThere) added += added === '' ? edit.member : `,${edit.member}`;
  }
  if (added === '') return;
  place(splices, { start: map.close, end: map.close, text: map.members.length === 0 ? added : `,${added}` });
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

function render(edit: string | JsonEdits): string {
  if (typeof edit === 'string') return edit;
  return `{${[...edit].map(([key, inner]) => `${JSON.stringify(key)}:${render(inner)}`).join(',')}}`;
}

/** Splices come from left to right and never overlap. */
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
