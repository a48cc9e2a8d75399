import type { LogOutline } from '../../log-driver.ts';
import type { LogLine } from '../../log-line.ts';
import type { WritableEntry } from '../../log-tables.ts';

/** Where an entry of a batch lies: from and to where in its bytes, and which of its outlines it needs; or its JSON. */
export type BatchBody = { readonly start: number; readonly end: number; readonly outline: number } | string;

/** Entries on their way to the file, as data that crosses to a thread in few pieces. */
export interface EntryBatch {
  readonly lines: readonly LogLine[];
  readonly old: readonly (LogLine | undefined)[];
  readonly bodies: readonly BatchBody[];
  readonly bytes: Uint8Array;
  readonly outlines: readonly LogOutline[];
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
  return { lines: entries.map(({ line }) => line), old: entries.map(({ old }) => old), bodies, bytes, outlines };
}
