import { GatewayError } from '../errors/gateway-error.ts';
import { messageOf } from '../errors/request-failure.ts';
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
import type { KeptBody, KeptEntries, LogTables, WritableEntry } from './log-tables.ts';
import { WriteQueue } from './write-queue.ts';

export interface QueuedLogOptions {
  readonly bounds: LogBounds;
  /** Told when writing fails for the first time, and when it works again. */
  readonly warn?: (message: string) => void;
  readonly now?: () => number;
  /** Entries that may wait to be written (default 10,000); more are lost and counted. */
  readonly maxWaiting?: number;
  /** Entries per transaction (default 256); more make loading many at once cheaper, and reading wait longer for it. */
  readonly batchEntries?: number;
  /** None is lost for want of room: whoever puts entries asks for room before, and stops where there is none. */
  readonly isRefusing?: boolean;
  /** Entries per block: the fewer, the closer the log keeps to its bounds, and the more it has to count. */
  readonly blockEntries?: number;
}

const MAX_WAITING = 10_000;
/** A transaction costs as much as many entries. */
const BATCH_ENTRIES = 256;
const DELAY_MS = 250;
const RETRY_MS = 1_000;
/** Lines of open entries at hand; those of others are read back when they are replaced. */
const MOST_OPEN = 10_000;
const MOST_OUTLINES = 64;
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
  about: Pick<LogTables, 'place' | 'keepsBytes'>,
  open: () => Promise<LogTables>,
  options: QueuedLogOptions,
): DurableLog<Entry> {
  const tables = lateTables(about, async () => {
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
    const bodies = new LogBodies(definition, tables.keepsBytes);
    let after = 0;
    let chunk = await tables.after(after, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      const lines = bodies.revived(chunk).map((entry) => lineOf(entry));
      await tables.recount(after, lines);
      after = chunk.last;
      chunk = await tables.after(after, CHUNK_ENTRIES);
    }
    await tables.reshaped();
  }
  await tables.prune(bounds, now());
}

interface WaitingEntry extends WritableEntry {
  readonly isOpen: boolean;
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
  readonly #queue: WriteQueue<WaitingEntry>;
  /** Lines of open entries as they were written: who replaces one need not ask for it. */
  readonly #open = new Map<string, LogLine>();
  readonly #warn: (message: string) => void;
  readonly #bodies: LogBodies<Entry>;
  /** Put in this turn of the event loop: they are made ready after it, when their requests are answered. */
  #fresh = new Map<string, Entry>();
  #readying: NodeJS.Immediate | undefined;
  readonly #ageCheck: NodeJS.Timeout;
  #sincePrune = 0;
  /** Letting go of what is beyond the bounds, as the log does by itself. */
  #pruning: Promise<void> = Promise.resolve();
  #dropped = 0;
  #unwritable = 0;
  #isClosed = false;

  constructor(definition: LogDefinition<Entry>, tables: LogTables, options: QueuedLogOptions, blockEntries: number) {
    const { bounds, warn = () => {}, now = Date.now, maxWaiting = MAX_WAITING, isRefusing = false } = options;
    this.opened = tables.opened;
    this.layout = tables.layout;
    this.place = tables.place;
    this.#definition = definition;
    this.#lineOf = compileLine(definition);
    this.#tables = tables;
    this.#bounds = bounds;
    this.#now = now;
    this.#warn = warn;
    this.#bodies = new LogBodies(definition, tables.keepsBytes);
    this.#blockEntries = blockEntries;
    this.#queue = new WriteQueue({
      write: (batch) => this.#write(batch),
      isRefusal: (cause) => cause instanceof GatewayError && cause.code === 'gateway.store_refused',
      maxWaiting,
      isDropping: !isRefusing,
      batchItems: options.batchEntries ?? BATCH_ENTRIES,
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
      this.#pruning = this.#pruning.then(() => this.#keepBounds());
    }, AGE_CHECK_MS).unref();
  }

  put(entry: Entry): void {
    this.#fresh.set(this.#definition.id(entry), entry);
    this.#readying ??= setImmediate(() => this.#makeReady());
  }

  async keep(entry: Entry): Promise<void> {
    const id = this.#definition.id(entry);
    const lost = this.lost();
    this.put(entry);
    this.#makeReady();
    // Not for all: others may be put without end.
    await this.#queue.written(id);
    if (this.lost() > lost || this.#queue.get(id) !== undefined) {
      throw new GatewayError('gateway.store_failed', `${this.place} cannot be written for now`);
    }
  }

  hasRoom(): boolean {
    return this.#queue.hasRoom;
  }

  async get(id: string): Promise<Entry | undefined> {
    const fresh = this.#fresh.get(id);
    if (fresh !== undefined) return fresh;
    const waiting = this.#queue.get(id);
    return waiting === undefined ? this.#bodies.revived(await this.#tables.get(id))[0] : this.#bodies.entryOf(waiting);
  }

  async list(filter: LogFilter, page: LogPage): Promise<LogPageOf<Entry>> {
    await this.flush();
    const { total, hasMore, ...kept } = await this.#tables.list(filter, page);
    return { entries: this.#bodies.revived(kept), total, hasMore };
  }

  async group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]> {
    await this.flush();
    return this.#tables.group(filter, by);
  }

  async tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>> {
    await this.flush();
    return this.#tables.tags(filter);
  }

  async *all(): AsyncIterable<Entry> {
    await this.flush();
    let chunk = await this.#tables.after(0, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      yield* this.#bodies.revived(chunk);
      chunk = await this.#tables.after(chunk.last, CHUNK_ENTRIES);
    }
  }

  async prune(bounds: Partial<LogBounds>): Promise<number> {
    await this.flush();
    await this.#pruning;
    const dropped = await this.#tables.prune(bounds, this.#now());
    this.#dropped += dropped;
    return dropped;
  }

  async thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Promise<number> {
    await this.flush();
    const dropped = await this.#tables.thin(facets, maxEntries);
    this.#dropped += dropped;
    return dropped;
  }

  async statistics(): Promise<LogStatistics> {
    await this.flush();
    await this.#pruning;
    return { ...(await this.#tables.statistics()), dropped: this.#dropped, lost: this.lost() };
  }

  dropped(): number {
    return this.#dropped;
  }

  lost(): number {
    return this.#queue.lost + this.#unwritable;
  }

  flush(): Promise<void> {
    this.#makeReady();
    return this.#queue.flush();
  }

  async check(): Promise<LogReport> {
    await this.flush();
    return this.#tables.check();
  }

  compact(): Promise<void> {
    return this.#tables.compact();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#ageCheck);
    this.#makeReady();
    await this.#queue.close();
    await this.#pruning;
    await this.#tables.close();
  }

  #makeReady(): void {
    clearImmediate(this.#readying);
    this.#readying = undefined;
    const fresh = this.#fresh;
    // Not cleared: what is under a cleared map keeps its entries and points to what comes after it. Once such a piece is
    // old, all that follows grows old with it, and every entry is copied twice and stays until a full collection.
    this.#fresh = new Map();
    for (const [id, entry] of fresh) {
      try {
        const isOpen = this.#definition.isOpen?.(entry) === true;
        this.#queue.put(id, { line: this.#lineOf(entry), body: this.#bodies.bodyOf(entry), isOpen });
      } catch (cause) {
        // Nobody waits for this who could be told, and one bad entry must not end the process.
        this.#unwritable++;
        this.#warn(`an entry of the ${this.#definition.name} cannot be written down: ${messageOf(cause)}`);
      }
    }
  }

  async #write(batch: readonly WaitingEntry[]): Promise<void> {
    const withOld = batch.map(({ line, body }) => ({ line, body, old: this.#open.get(line.id) }));
    const { ids, ...known } = await this.#tables.write(withOld);
    // At once: a batch that is not all written is written again, and then other lines stand there.
    for (const { line, isOpen } of batch) {
      if (!isOpen) this.#open.delete(line.id);
      else if (this.#open.size < MOST_OPEN) this.#open.set(line.id, line);
    }
    if (ids.length > 0) {
      for (const id of ids) this.#open.delete(id);
      const byId = new Map(batch.map((entry) => [entry.line.id, entry]));
      const old = this.#bodies.revived(known).map((entry) => this.#lineOf(entry));
      await this.#tables.replace(
        ids.map((id, at) => ({ ...byId.get(id)!, old: old[at]!, oldBody: known.bodies[at]! })),
      );
    }
    this.#sincePrune += batch.length;
    if (this.#sincePrune < this.#blockEntries) return;
    this.#sincePrune = 0;
    this.#pruning = this.#pruning.then(() => this.#keepBounds());
  }

  /** What cannot be let go of now is tried again later. */
  async #keepBounds(): Promise<void> {
    try {
      this.#dropped += await this.#tables.prune(this.#bounds, this.#now());
    } catch {
      // The file cannot be written for now, which the queue tells.
    }
  }
}

/** Entries as the tables of a log keep them, and back. */
class LogBodies<Entry> {
  readonly #definition: LogDefinition<Entry>;
  readonly #keepsBytes: boolean;
  /** Out of their JSON, by number; a number is never given twice. */
  readonly #outlines = new Map<number, unknown>();

  constructor(definition: LogDefinition<Entry>, keepsBytes: boolean) {
    this.#definition = definition;
    this.#keepsBytes = keepsBytes;
  }

  bodyOf(entry: Entry): WritableEntry['body'] {
    const packed = this.#keepsBytes ? this.#definition.packing?.pack(entry) : undefined;
    return packed ?? JSON.stringify(entry);
  }

  entryOf({ body }: WritableEntry): Entry {
    return typeof body === 'string' ? this.#revive(body) : this.#unpack(body.bytes, JSON.parse(body.outline.json));
  }

  revived({ bodies, outlines }: KeptEntries): Entry[] {
    if (this.#outlines.size > MOST_OUTLINES) this.#outlines.clear();
    for (const [number, json] of outlines) {
      if (!this.#outlines.has(number)) this.#outlines.set(number, JSON.parse(json));
    }
    return bodies.map((body: KeptBody) =>
      typeof body === 'string' ? this.#revive(body) : this.#unpack(body.bytes, this.#outlines.get(body.outline)),
    );
  }

  #unpack(bytes: Uint8Array, outline: unknown): Entry {
    const { packing, name } = this.#definition;
    if (packing === undefined) throw new TypeError(`the ${name} were packed, and their definition cannot unpack them`);
    return this.#definition.revive(packing.unpack(bytes, outline));
  }

  #revive(json: string): Entry {
    return this.#definition.revive(JSON.parse(json));
  }
}
