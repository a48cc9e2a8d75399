import type { JsonEdits } from './edit-object.ts';
import { isRecord, type JsonRecord } from './json-record.ts';

/** Applies edits to data: what `editJsonObject` does to bytes. The object is not changed; a new one is returned. */
export function applyEdits(json: JsonRecord, edits: JsonEdits): JsonRecord {
  if (edits.size === 0) return json;
  const edited: Record<string, unknown> = Object.assign(Object.create(null), json);
  for (const [key, edit] of edits) {
    const inner = edited[key];
    if (edit === null) delete edited[key];
    else edited[key] = typeof edit === 'string' ? JSON.parse(edit) : applyEdits(isRecord(inner) ? inner : {}, edit);
  }
  return edited;
}
