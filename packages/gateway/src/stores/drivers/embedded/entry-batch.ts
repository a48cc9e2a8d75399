import type { LogOutline, PackedEntry } from '../../log-driver.ts';
import type { LogLine } from '../../log-line.ts';

/** An entry ready to be written: packed, or as JSON. */
export interface WritableEntry {
  readonly line: LogLine;
  readonly body: PackedEntry | string;
}

/** Where an entry of a batch lies: from and to where in its bytes, and which of its outlines it needs; or its JSON. */
export type BatchBody = { readonly start: number; readonly end: number; readonly outline: number } | string;

/** Entries on their way to the file, as data that crosses to a thread in few pieces. */
export interface EntryBatch {
  readonly lines: readonly LogLine[];
  readonly bodies: readonly BatchBody[];
  readonly bytes: Uint8Array;
  readonly outlines: readonly LogOutline[];
}

/** A body as it was kept: packed under an outline, or JSON. */
export type KeptBody = { readonly bytes: Uint8Array; readonly outline: number } | string;

/** Entries out of the file, and the JSON of the outlines that they need, by number. */
export interface KeptEntries {
  readonly bodies: readonly KeptBody[];
  readonly outlines: ReadonlyMap<number, string>;
}

/** Puts entries together for one message. */
export function batchOf(entries: readonly WritableEntry[]): EntryBatch {
  let size = 0;
  for (const { body } of entries) if (typeof body !== 'string') size += body.bytes.length;
  const bytes = new Uint8Array(size);
  const outlines: LogOutline[] = [];
  let end = 0;
  const bodies = entries.map(({ body }): BatchBody => {
    if (typeof body === 'string') return body;
    const start = end;
    bytes.set(body.bytes, start);
    end += body.bytes.length;
    const known = outlines.findIndex(({ id }) => id === body.outline.id);
    return { start, end, outline: known < 0 ? outlines.push(body.outline) - 1 : known };
  });
  return { lines: entries.map(({ line }) => line), bodies, bytes, outlines };
}
