import { join } from 'node:path';
import type { Io } from '../io.ts';
import { dataDirectory } from './data-directory.ts';

/** The file that the router keeps its records in. */
export function storePath(io: Io): string {
  return join(dataDirectory(io), 'signalbox.db');
}
