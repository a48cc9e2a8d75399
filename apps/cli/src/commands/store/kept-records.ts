import { existsSync } from 'node:fs';
import { type DecisionRecord, type DurableLog, GatewayError, openEmbeddedLog, recordLog } from '@signalbox/gateway';
import { dataDirectory } from '../../composition/data-directory.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { storePath } from '../../composition/record-store.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

const ALL = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/** Works on the records that routers started here have kept; a router may have them open at the same time. */
export async function withKeptRecords<Answer>(
  io: Io,
  use: (records: DurableLog<DecisionRecord>) => Promise<Answer>,
): Promise<Answer> {
  const path = storePath(io);
  if (!existsSync(path)) {
    throw new UsageError(
      `no records are kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps them; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  return withRecordsAt(path, use);
}

/** The same for a file that is made where it is not there. */
export async function withRecordsAt<Answer>(
  path: string,
  use: (records: DurableLog<DecisionRecord>) => Promise<Answer>,
): Promise<Answer> {
  const records = await openEmbeddedLog(recordLog, { path, bounds: ALL }).catch((cause: unknown) => {
    if (cause instanceof GatewayError) throw new UsageError(`cannot open ${path}: ${cause.message}`, cause.hint);
    throw cause;
  });
  try {
    return await use(records);
  } finally {
    await records.close();
  }
}

/** Bytes for people. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${units[power]}`;
}
