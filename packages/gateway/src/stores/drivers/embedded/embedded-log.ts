import type { DurableLog, LogDefinition } from '../../log-driver.ts';
import type { LogTables } from '../../log-tables.ts';
import { BLOCK_ENTRIES, openQueuedLog, type QueuedLogOptions, queueUntilOpen } from '../../queued-log.ts';
import { type LogShape, shapeOf } from '../../sql/log-shape.ts';
import { batchOf } from './entry-batch.ts';
import type { LogFile } from './log-file.ts';
import { LAYOUT } from './migrations.ts';
import { openObjectThread } from './object-thread.ts';

export interface EmbeddedLogOptions extends QueuedLogOptions {
  /** The file; its folder has to be there. */
  readonly path: string;
  /** Whether the file is opened only when something is written or asked: its thread takes memory. */
  readonly isLazy?: boolean;
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
  const { path, isLazy = false } = options;
  const open = () => openTables(path, shapeOf(definition, options.blockEntries ?? BLOCK_ENTRIES));
  return isLazy
    ? queueUntilOpen(definition, { place: path, keepsBytes: true }, open, options)
    : openQueuedLog(definition, await open(), options);
}

async function openTables(path: string, shape: LogShape): Promise<LogTables> {
  const thread = await openObjectThread<LogFile>('log-thread.js', { path, shape });
  return {
    opened: thread.opened,
    layout: LAYOUT,
    place: path,
    keepsBytes: true,
    write: (entries) => thread.ask('write', batchOf(entries)),
    async replace(entries) {
      await thread.ask('write', batchOf(entries));
    },
    get: thread.asking('get'),
    list: thread.asking('list'),
    group: thread.asking('group'),
    tags: thread.asking('tags'),
    after: thread.asking('after'),
    recount: thread.asking('recount'),
    reshaped: thread.asking('reshaped'),
    prune: thread.asking('prune'),
    thin: thread.asking('thin'),
    statistics: thread.asking('statistics'),
    check: thread.asking('check'),
    compact: thread.asking('compact'),
    close: () => thread.close(),
  };
}
