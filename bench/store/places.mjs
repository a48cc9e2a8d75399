import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog, openPostgresDatabase, openPostgresLog, recordLog } from '@signalbox/gateway';

/**
 * @typedef {import('@signalbox/gateway').QueuedLogOptions} QueuedLogOptions
 * @typedef {import('@signalbox/gateway').DurableLog<import('@signalbox/gateway').DecisionRecord>} RecordLog
 *
 * @typedef {object} Place Where records are kept for as long as they are measured.
 * @property {(options: QueuedLogOptions) => Promise<RecordLog>} open
 * @property {(log: RecordLog) => Promise<number>} bytes On the disk.
 * @property {() => Promise<void>} close
 */

/**
 * A new and empty one.
 *
 * @param {string} driver
 * @returns {Promise<Place>}
 */
export async function aPlace(driver) {
  return driver === 'postgres' ? aServer() : aFile();
}

/** @returns {Place} */
function aFile() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const path = join(folder, 'store.db');
  return {
    open: (options) => openEmbeddedLog(recordLog, { path, ...options }),
    bytes: async () => statSync(path).size,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A server of its own, with the settings that it is installed with. @returns {Promise<Place>} */
async function aServer() {
  const { startPostgresServer } = await import('@signalbox/gateway/testing');
  const server = await startPostgresServer();
  const database = await openPostgresDatabase({ url: server.url, schema: 'bench', timeoutMs: 60_000, connections: 4 });
  return {
    open: (options) => openPostgresLog(recordLog, database, options),
    bytes: async (log) => {
      // As it comes to be by itself after a while.
      await log.compact();
      return (await log.check()).fileBytes;
    },
    async close() {
      await database.close();
      await server.close();
    },
  };
}
