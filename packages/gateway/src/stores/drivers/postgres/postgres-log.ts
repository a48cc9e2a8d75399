import { GatewayError } from '../../../errors/gateway-error.ts';
import type { DurableLog, LogDefinition } from '../../log-driver.ts';
import { BLOCK_ENTRIES, openQueuedLog, type QueuedLogOptions, queueUntilOpen } from '../../queued-log.ts';
import { shapeOf } from '../../sql/log-shape.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { openPostgresLogTables } from './postgres-log-tables.ts';

/** A commit waits for the server's disk, so that more go together than into a file. */
const BATCH_ENTRIES = 200;

export interface PostgresLogOptions extends QueuedLogOptions {
  /** Whether a server that does not answer yet is waited for, or rejects; default it rejects. */
  readonly isPatient?: boolean;
}

/**
 * Opens a log in PostgreSQL, which several routers write to. What was written is committed; a batch is written whole or not
 * at all. The database stays open when the log is closed. Rejects with a GatewayError where the server cannot be used.
 */
export async function openPostgresLog<Entry>(
  definition: LogDefinition<Entry>,
  database: PostgresDatabase,
  options: PostgresLogOptions,
): Promise<DurableLog<Entry>> {
  const shape = shapeOf(definition, options.blockEntries ?? BLOCK_ENTRIES);
  const open = () => openPostgresLogTables(database, shape);
  const queued = { batchEntries: BATCH_ENTRIES, ...options };
  try {
    return await openQueuedLog(definition, await open(), queued);
  } catch (cause) {
    const isAway = cause instanceof GatewayError && cause.code === 'gateway.store_failed';
    if (!isAway || options.isPatient !== true) throw cause;
    const place = `PostgreSQL at ${database.place}`;
    options.warn?.(`the ${definition.name} wait for their store: ${cause.message}`);
    return queueUntilOpen(definition, place, open, queued);
  }
}
