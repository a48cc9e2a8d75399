import type { BackendConfig } from '@signalbox/engine';
import type { JsonEdits } from '../json/edit-object.ts';
import { isRecord, type JsonRecord } from '../json/json-record.ts';

/** A backend's `extra_body` as edits: objects are merged, everything else is replaced. */
export function extraBodyEdits({ extraBody }: BackendConfig): JsonEdits {
  return editsOf(extraBody);
}

function editsOf(record: JsonRecord): JsonEdits {
  return new Map(
    Object.entries(record).map(([key, value]) => [key, isRecord(value) ? editsOf(value) : JSON.stringify(value)]),
  );
}

/** Both; where they meet, the second wins. */
export function mergeEdits(first: JsonEdits, second: JsonEdits): JsonEdits {
  if (first.size === 0) return second;
  const merged = new Map(first);
  for (const [key, edit] of second) {
    const before = merged.get(key);
    merged.set(key, isTree(before) && isTree(edit) ? mergeEdits(before, edit) : edit);
  }
  return merged;
}

function isTree(edit: string | null | JsonEdits | undefined): edit is JsonEdits {
  return typeof edit === 'object' && edit !== null;
}
