import { GatewayError } from '../errors/gateway-error.ts';
import { lateTables } from './late-tables.ts';
import type {
  DurableLog,
  LogBounds,
  LogDefinition,
  LogFilter,
  LogGroup,
  LogGroupFilter,
  LogPage,
  LogPageOf,
  LogReport,
  LogStatistics,
} from './log-driver.ts';
import { compileLine, type LogLine } from './log-line.ts';
import type { LogTables } from './log-tables.ts';
import { WriteQueue } from './write-queue.ts';

export interface QueuedLogOptions {
  readonly bounds: LogBounds;
  /** Told when writing fails for the first time, and when it works again. */
  readonly warn?: (message: string) => void;
  readonly now?: () => number;
  /** Entries that may wait to be written (default 10,000); more are lost and counted. */
  readonly maxWaiting?: number;
  /** Entries that are written at once, at most (default 32). */
  readonly batchEntries?: number;
  /** None is lost for want of room: whoever puts entries asks for room before, and stops where there is none. */
  readonly isRefusing?: boolean;
  /** Entries per block: the fewer, the closer the log keeps to its bounds, and the more it has to count. */
  readonly blockEntries?: number;
}

const MAX_WAITING = 10_000;
/** Few: a batch is put into JSON at one go, and requests wait meanwhile. */
const BATCH_ENTRIES = 32;
const DELAY_MS = 50;
const RETRY_MS = 1_000;
const CHUNK_ENTRIES = 500;
const AGE_CHECK_MS = 600_000;

export const BLOCK_ENTRIES = 8_192;

/**
 * Makes a log of tables that are written behind: what is put waits in a bounded queue and goes to the tables in batches,
 * each whole or not at all. Closes the tables where they cannot be made ready.
 */
export async function openQueuedLog<Entry>(
  definition: LogDefinition<Entry>,
  tables: LogTables,
  options: QueuedLogOptions,
): Promise<DurableLog<Entry>> {
  try {
    await readyTables(definition, tables, options);
  } catch (cause) {
    await tables.close();
    throw cause;
  }
  return new QueuedLog(definition, tables, options, options.blockEntries ?? BLOCK_ENTRIES);
}

/**
 * The same for tables that cannot be opened yet: they are tried again whenever something is written or asked. What is put
 * meanwhile waits, as it does while a server is gone.
 */
export function queueUntilOpen<Entry>(
  definition: LogDefinition<Entry>,
  place: string,
  open: () => Promise<LogTables>,
  options: QueuedLogOptions,
): DurableLog<Entry> {
  const tables = lateTables(place, async () => {
    const opened = await open();
    await readyTables(definition, opened, options);
    return opened;
  });
  return new QueuedLog(definition, tables, options, options.blockEntries ?? BLOCK_ENTRIES);
}

/** Counts every entry anew where the definition changed, and keeps the bounds. */
async function readyTables<Entry>(
  definition: LogDefinition<Entry>,
  tables: LogTables,
  { bounds, now = Date.now }: QueuedLogOptions,
): Promise<void> {
  if (tables.opened.isReshaped) {
    const lineOf = compileLine(definition);
    let after = 0;
    let chunk = await tables.after(after, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      const lines = chunk.entries.map((json) => lineOf(definition.revive(JSON.parse(json))));
      await tables.recount(after, lines);
      after = chunk.last;
      chunk = await tables.after(after, CHUNK_ENTRIES);
    }
    await tables.reshaped();
  }
  await tables.prune(bounds, now());
}

class QueuedLog<Entry> implements DurableLog<Entry> {
  readonly opened;
  readonly layout;
  readonly place;
  readonly #definition: LogDefinition<Entry>;
  readonly #lineOf: (entry: Entry) => LogLine;
  readonly #tables: LogTables;
  readonly #bounds: LogBounds;
  readonly #now: () => number;
  readonly #blockEntries: number;
  readonly #queue: WriteQueue<Entry>;
  readonly #ageCheck: NodeJS.Timeout;
  #sincePrune = 0;
  /** Letting go of what is beyond the bounds, as the log does by itself. */
  #pruning: Promise<void> = Promise.resolve();
  #dropped = 0;
  #isClosed = false;

  constructor(
    definition: LogDefinition<Entry>,
    tables: LogTables,
    {
      bounds,
      warn = () => {},
      now = Date.now,
      maxWaiting = MAX_WAITING,
      isRefusing = false,
      batchEntries = BATCH_ENTRIES,
    }: QueuedLogOptions,
    blockEntries: number,
  ) {
    this.opened = tables.opened;
    this.layout = tables.layout;
    this.place = tables.place;
    this.#definition = definition;
    this.#lineOf = compileLine(definition);
    this.#tables = tables;
    this.#bounds = bounds;
    this.#now = now;
    this.#blockEntries = blockEntries;
    this.#queue = new WriteQueue({
      write: (batch) => this.#write(batch),
      isRefusal: (cause) => cause instanceof GatewayError && cause.code === 'gateway.store_refused',
      maxWaiting,
      isDropping: !isRefusing,
      batchItems: batchEntries,
      delayMs: DELAY_MS,
      retryMs: RETRY_MS,
      onTrouble: (cause) =>
        warn(
          `${tables.place} cannot be written (${(cause as Error).message}); up to ${maxWaiting} ${definition.name} wait for it`,
        ),
      onRefusal: (cause) => warn(`one of the ${definition.name} is lost: ${(cause as Error).message}`),
      onRecovery: () => warn(`${tables.place} can be written again`),
    });
    this.#ageCheck = setInterval(() => {
      this.#pruning = this.#keepBounds();
    }, AGE_CHECK_MS).unref();
  }

  put(entry: Entry): void {
    this.#queue.put(this.#definition.id(entry), entry);
  }

  async keep(entry: Entry): Promise<void> {
    const id = this.#definition.id(entry);
    const lost = this.lost();
    this.put(entry);
    await this.flush();
    if (this.lost() > lost || this.#queue.get(id) === entry) {
      throw new GatewayError('gateway.store_failed', `${this.place} cannot be written for now`);
    }
  }

  hasRoom(): boolean {
    return this.#queue.hasRoom;
  }

  async get(id: string): Promise<Entry | undefined> {
    const waiting = this.#queue.get(id);
    if (waiting !== undefined) return waiting;
    const json = await this.#tables.get(id);
    return json === undefined ? undefined : this.#revive(json);
  }

  async list(filter: LogFilter, page: LogPage): Promise<LogPageOf<Entry>> {
    await this.#queue.flush();
    const { entries, total } = await this.#tables.list(filter, page);
    return { entries: entries.map((json) => this.#revive(json)), total };
  }

  async group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]> {
    await this.#queue.flush();
    return this.#tables.group(filter, by);
  }

  async tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>> {
    await this.#queue.flush();
    return this.#tables.tags(filter);
  }

  async *all(): AsyncIterable<Entry> {
    await this.#queue.flush();
    let chunk = await this.#tables.after(0, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      for (const json of chunk.entries) yield this.#revive(json);
      chunk = await this.#tables.after(chunk.last, CHUNK_ENTRIES);
    }
  }

  async prune(bounds: Partial<LogBounds>): Promise<number> {
    await this.#queue.flush();
    await this.#pruning;
    const dropped = await this.#tables.prune(bounds, this.#now());
    this.#dropped += dropped;
    return dropped;
  }

  async statistics(): Promise<LogStatistics> {
    await this.#queue.flush();
    await this.#pruning;
    return { ...(await this.#tables.statistics()), dropped: this.#dropped, lost: this.lost() };
  }

  dropped(): number {
    return this.#dropped;
  }

  lost(): number {
    return this.#queue.lost;
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  async check(): Promise<LogReport> {
    await this.#queue.flush();
    return this.#tables.check();
  }

  compact(): Promise<void> {
    return this.#tables.compact();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#ageCheck);
    await this.#queue.close();
    await this.#pruning;
    await this.#tables.close();
  }

  async #write(batch: readonly Entry[]): Promise<void> {
    const written = batch.map((entry) => ({ line: this.#lineOf(entry), json: JSON.stringify(entry) }));
    const known = await this.#tables.write(written);
    if (known.length > 0) {
      const byId = new Map(written.map((entry) => [entry.line.id, entry]));
      const replaced = known.map(({ id, json }) => ({
        ...byId.get(id)!,
        old: this.#lineOf(this.#revive(json)),
        oldJson: json,
      }));
      await this.#tables.replace(replaced);
    }
    this.#sincePrune += batch.length;
    if (this.#sincePrune < this.#blockEntries) return;
    this.#sincePrune = 0;
    this.#pruning = this.#keepBounds();
  }

  /** What cannot be let go of now is tried again later. */
  async #keepBounds(): Promise<void> {
    try {
      this.#dropped += await this.#tables.prune(this.#bounds, this.#now());
    } catch {
      // The file cannot be written for now, which the queue tells.
    }
  }

  #revive(json: string): Entry {
    return this.#definition.revive(JSON.parse(json));
  }
}
