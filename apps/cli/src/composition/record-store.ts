import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createInProcessLog,
  GatewayError,
  openEmbeddedLog,
  RECORD_BOUNDS,
  RECORD_BOUNDS_IN_MEMORY,
  type RecordStore,
  recordLog,
} from '@signalbox/gateway';
import type { Io } from '../io.ts';
import { dataDirectory } from './data-directory.ts';

/** The file that the router keeps its records in. */
export function storePath(io: Io): string {
  return join(dataDirectory(io), 'signalbox.db');
}

/** Opens the records of this process: those of a file, made where it is not there, or without a path in memory. */
export async function openRecords(path: string | undefined, warn: (message: string) => void): Promise<RecordStore> {
  if (path === undefined) return createInProcessLog(recordLog, RECORD_BOUNDS_IN_MEMORY);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openEmbeddedLog(recordLog, { path, bounds: RECORD_BOUNDS, warn });
}

/** The same for a router that starts: one that cannot have its file keeps its records in memory, and says so. */
export async function openRecordsOrMemory(
  path: string,
  warn: (message: string) => void,
): Promise<{ readonly records: RecordStore; readonly path: string | undefined }> {
  try {
    return { records: await openRecords(path, warn), path };
  } catch (cause) {
    const hint = cause instanceof GatewayError && cause.hint !== undefined ? `; ${cause.hint}` : '';
    warn(`records stay in memory and end with the router: ${path}: ${(cause as Error).message}${hint}`);
    return { records: await openRecords(undefined, warn), path: undefined };
  }
}
