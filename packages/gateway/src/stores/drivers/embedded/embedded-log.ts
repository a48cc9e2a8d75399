import type { DurableLog, LogDefinition } from '../../log-driver.ts';
import { BLOCK_ENTRIES, openQueuedLog, type QueuedLogOptions } from '../../queued-log.ts';
import { shapeOf } from '../../sql/log-shape.ts';
import type { LogFile } from './log-file.ts';
import { LAYOUT } from './migrations.ts';
import { openObjectThread } from './object-thread.ts';

export interface EmbeddedLogOptions extends QueuedLogOptions {
  /** The file; its folder has to be there. */
  readonly path: string;
}

/**
 * Opens a log in one durable file, through a thread, so that no request waits for the disk. Several processes may have
 * the same file open. What was written survives the process; a batch is written whole or not at all. Rejects with a
 * GatewayError where the file cannot be used.
 */
export async function openEmbeddedLog<Entry>(
  definition: LogDefinition<Entry>,
  options: EmbeddedLogOptions,
): Promise<DurableLog<Entry>> {
  const { path, blockEntries = BLOCK_ENTRIES } = options;
  const thread = await openObjectThread<LogFile>('log-thread.js', { path, shape: shapeOf(definition, blockEntries) });
  const tables = {
    opened: thread.opened,
    layout: LAYOUT,
    place: path,
    write: thread.asking('write'),
    replace: thread.asking('replace'),
    get: thread.asking('get'),
    list: thread.asking('list'),
    group: thread.asking('group'),
    tags: thread.asking('tags'),
    after: thread.asking('after'),
    recount: thread.asking('recount'),
    reshaped: thread.asking('reshaped'),
    prune: thread.asking('prune'),
    statistics: thread.asking('statistics'),
    check: thread.asking('check'),
    compact: thread.asking('compact'),
    close: () => thread.close(),
  };
  return openQueuedLog(definition, tables, options);
}
