import { GatewayError } from '../../../errors/gateway-error.ts';
import type { DurableLog, LogDefinition } from '../../log-driver.ts';
import { BLOCK_ENTRIES, openQueuedLog, type QueuedLogOptions, queueUntilOpen } from '../../queued-log.ts';
import { shapeOf } from '../../sql/log-shape.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { openPostgresLogTables } from './postgres-log-tables.ts';

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
  try {
    return await openQueuedLog(definition, await open(), options);
  } catch (cause) {
    const isAway = cause instanceof GatewayError && cause.code === 'gateway.store_failed';
    if (!isAway || options.isPatient !== true) throw cause;
    const about = { place: `PostgreSQL at ${database.place}`, keepsBytes: false };
    options.warn?.(`the ${definition.name} wait for their store: ${cause.message}`);
    return queueUntilOpen(definition, about, open, options);
  }
}
