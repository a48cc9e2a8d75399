import { messageOf } from '../../../errors/request-failure.ts';
import type {
  LogBounds,
  LogDefinition,
  LogDriver,
  LogFilter,
  LogGroup,
  LogGroupFilter,
  LogPage,
  LogPageOf,
  LogStatistics,
} from '../../log-driver.ts';
import { compileLine, type LogLine } from '../../log-line.ts';
import { batchOf, type KeptBody, type KeptEntries, type WritableEntry } from './entry-batch.ts';
import { type FileThread, openFileThread } from './file-thread.ts';
import type { LogFileReport } from './log-file.ts';
import { shapeOf } from './log-shape.ts';
import { LAYOUT } from './migrations.ts';
import { WriteQueue } from './write-queue.ts';

export interface EmbeddedLogOptions {
  /** The file; its folder has to be there. */
  readonly path: string;
  readonly bounds: LogBounds;
  /** Told when writing fails for the first time, and when it works again. */
  readonly warn?: (message: string) => void;
  readonly now?: () => number;
  /** Entries that may wait to be written (default 10,000); more are lost and counted. */
  readonly maxWaiting?: number;
  /** Entries per block: the fewer, the closer the log keeps to its bounds, and the more it has to count. */
  readonly blockEntries?: number;
}

/** A log in a file, with what only a file can do. */
export interface EmbeddedLog<Entry> extends LogDriver<Entry> {
  /** Layout that the file had before it was opened, 0 for a new file, and whether its roll-ups were made anew. */
  readonly opened: { readonly layoutBefore: number; readonly isReshaped: boolean };
  /** Layout that it has now. */
  readonly layout: number;
  check(): Promise<LogFileReport>;
  /** Gives freed room back to the disk. */
  compact(): Promise<void>;
}

const MAX_WAITING = 10_000;
/** A transaction costs about as much as twenty entries. */
const BATCH_ENTRIES = 256;
const DELAY_MS = 100;
const RETRY_MS = 1_000;
const BLOCK_ENTRIES = 8_192;
const CHUNK_ENTRIES = 500;
const AGE_CHECK_MS = 600_000;

/**
 * Opens a log in one durable file, through a thread, so that no request waits for the disk. Several processes may have
 * the same file open. What was written survives the process; a batch is written whole or not at all. Rejects with a
 * GatewayError where the file cannot be used.
 */
export async function openEmbeddedLog<Entry>(
  definition: LogDefinition<Entry>,
  options: EmbeddedLogOptions,
): Promise<EmbeddedLog<Entry>> {
  const { path, blockEntries = BLOCK_ENTRIES } = options;
  const thread = await openFileThread({ path, shape: shapeOf(definition, blockEntries) });
  const log = new ThreadedLog(definition, thread, { ...options, blockEntries });
  try {
    if (thread.opened.isReshaped) await log.recount();
    await log.prune(options.bounds);
  } catch (cause) {
    await thread.close();
    throw cause;
  }
  return log;
}

class ThreadedLog<Entry> implements EmbeddedLog<Entry> {
  readonly opened;
  readonly layout = LAYOUT;
  readonly #definition: LogDefinition<Entry>;
  readonly #lineOf: (entry: Entry) => LogLine;
  readonly #thread: FileThread;
  readonly #bounds: LogBounds;
  readonly #now: () => number;
  readonly #warn: (message: string) => void;
  readonly #blockEntries: number;
  readonly #queue: WriteQueue<WritableEntry>;
  /** Put in this turn of the event loop: they are made ready after it, when their requests are answered. */
  readonly #fresh = new Map<string, Entry>();
  #readying: NodeJS.Immediate | undefined;
  readonly #ageCheck: NodeJS.Timeout;
  #sincePrune = 0;
  #dropped = 0;
  #unwritable = 0;
  #isClosed = false;

  constructor(
    definition: LogDefinition<Entry>,
    thread: FileThread,
    {
      path,
      bounds,
      warn = () => {},
      now = Date.now,
      maxWaiting = MAX_WAITING,
      blockEntries,
    }: EmbeddedLogOptions & { blockEntries: number },
  ) {
    this.opened = thread.opened;
    this.#definition = definition;
    this.#lineOf = compileLine(definition);
    this.#thread = thread;
    this.#bounds = bounds;
    this.#now = now;
    this.#warn = warn;
    this.#blockEntries = blockEntries;
    this.#queue = new WriteQueue({
      write: (batch) => this.#write(batch),
      maxWaiting,
      batchItems: BATCH_ENTRIES,
      delayMs: DELAY_MS,
      retryMs: RETRY_MS,
      onTrouble: (cause) =>
        warn(`${path} cannot be written (${(cause as Error).message}); up to ${maxWaiting} records wait for it`),
      onRecovery: () => warn(`${path} can be written again`),
    });
    this.#ageCheck = setInterval(() => void this.#keepBounds(), AGE_CHECK_MS).unref();
  }

  put(entry: Entry): void {
    this.#fresh.set(this.#definition.id(entry), entry);
    this.#readying ??= setImmediate(() => this.#makeReady());
  }

  async get(id: string): Promise<Entry | undefined> {
    const fresh = this.#fresh.get(id);
    if (fresh !== undefined) return fresh;
    const waiting = this.#queue.get(id);
    return waiting === undefined ? this.#revived(await this.#thread.ask('get', id))[0] : this.#entryOf(waiting);
  }

  async list(filter: LogFilter, page: LogPage): Promise<LogPageOf<Entry>> {
    await this.flush();
    const { total, ...kept } = await this.#thread.ask('list', filter, page);
    return { entries: this.#revived(kept), total };
  }

  async group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]> {
    await this.flush();
    return this.#thread.ask('group', filter, by);
  }

  async tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>> {
    await this.flush();
    return this.#thread.ask('tags', filter);
  }

  async *all(): AsyncIterable<Entry> {
    await this.flush();
    let chunk = await this.#thread.ask('after', 0, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      yield* this.#revived(chunk);
      chunk = await this.#thread.ask('after', chunk.last, CHUNK_ENTRIES);
    }
  }

  async prune(bounds: Partial<LogBounds>): Promise<number> {
    await this.flush();
    const dropped = await this.#thread.ask('prune', bounds, this.#now());
    this.#dropped += dropped;
    return dropped;
  }

  async statistics(): Promise<LogStatistics> {
    await this.flush();
    return { ...(await this.#thread.ask('statistics')), dropped: this.#dropped, lost: this.lost() };
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

  async check(): Promise<LogFileReport> {
    await this.flush();
    return this.#thread.ask('check');
  }

  compact(): Promise<void> {
    return this.#thread.ask('compact');
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#ageCheck);
    this.#makeReady();
    await this.#queue.close();
    await this.#thread.close();
  }

  /** Counts every entry anew, after the definition changed. */
  async recount(): Promise<void> {
    let after = 0;
    let chunk = await this.#thread.ask('after', after, CHUNK_ENTRIES);
    while (chunk !== undefined) {
      const lines = this.#revived(chunk).map((entry) => this.#lineOf(entry));
      await this.#thread.ask('recount', after, lines);
      after = chunk.last;
      chunk = await this.#thread.ask('after', after, CHUNK_ENTRIES);
    }
    await this.#thread.ask('reshaped');
  }

  #makeReady(): void {
    clearImmediate(this.#readying);
    this.#readying = undefined;
    for (const [id, entry] of this.#fresh) {
      try {
        this.#queue.put(id, { line: this.#lineOf(entry), body: this.#bodyOf(entry) });
      } catch (cause) {
        // Nobody waits for this who could be told, and one bad entry must not end the process.
        this.#unwritable++;
        this.#warn(`an entry of the ${this.#definition.name} cannot be written down: ${messageOf(cause)}`);
      }
    }
    this.#fresh.clear();
  }

  #bodyOf(entry: Entry): WritableEntry['body'] {
    return this.#definition.packing?.pack(entry) ?? JSON.stringify(entry);
  }

  async #write(batch: readonly WritableEntry[]): Promise<void> {
    const { ids, ...known } = await this.#thread.ask('write', batchOf(batch));
    if (ids.length > 0) {
      const byId = new Map(batch.map((entry) => [entry.line.id, entry]));
      const old = this.#revived(known).map((entry) => this.#lineOf(entry));
      await this.#thread.ask('replace', batchOf(ids.map((id) => byId.get(id)!)), old);
    }
    this.#sincePrune += batch.length;
    if (this.#sincePrune < this.#blockEntries) return;
    this.#sincePrune = 0;
    void this.#keepBounds();
  }

  /** What cannot be let go of now is tried again later. */
  async #keepBounds(): Promise<void> {
    try {
      this.#dropped += await this.#thread.ask('prune', this.#bounds, this.#now());
    } catch {
      // The file cannot be written for now, which the queue tells.
    }
  }

  #entryOf({ body }: WritableEntry): Entry {
    return typeof body === 'string' ? this.#revive(body) : this.#unpack(body.bytes, JSON.parse(body.outline.json));
  }

  #revived({ bodies, outlines }: KeptEntries): Entry[] {
    const parsed = new Map([...outlines].map(([number, json]) => [number, JSON.parse(json) as unknown]));
    return bodies.map((body: KeptBody) =>
      typeof body === 'string' ? this.#revive(body) : this.#unpack(body.bytes, parsed.get(body.outline)),
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
