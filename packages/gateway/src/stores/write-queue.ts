/** Bounds of what waits to be written, and where it goes. */
export interface QueueOptions<Item> {
  /** Writes a batch, all or none of it; may reject. */
  readonly write: (batch: readonly Item[]) => Promise<void>;
  /** Whether what was rejected is an item itself, so that trying it again does not help. */
  readonly isRefusal?: (cause: unknown) => boolean;
  /** Items kept waiting. */
  readonly maxWaiting: number;
  /** Whether further ones are lost and counted, which is the default; otherwise they wait too. */
  readonly isDropping?: boolean;
  readonly batchItems: number;
  /** Longest wait of an item before it is written. */
  readonly delayMs: number;
  /** After a batch that could not be written. */
  readonly retryMs: number;
  /** Told about the first failure of a row of them, and when it is over. */
  readonly onTrouble: (cause: unknown) => void;
  readonly onRecovery: () => void;
  /** Told about every item that is lost because it was refused. */
  readonly onRefusal?: (cause: unknown) => void;
}

/** Items on their way to a disk or a server: one batch is written at a time, the next one gathers meanwhile. */
export class WriteQueue<Item> {
  readonly #options: QueueOptions<Item>;
  #waiting = new Map<string, Item>();
  #writing: ReadonlyMap<string, Item> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #attempt: Promise<void> | undefined;
  #isInTrouble = false;
  #lost = 0;

  constructor(options: QueueOptions<Item>) {
    this.#options = options;
  }

  /** Items that were not kept waiting, or could not be written in the end. */
  get lost(): number {
    return this.#lost;
  }

  get hasRoom(): boolean {
    return this.#waiting.size < this.#options.maxWaiting;
  }

  /** Never throws and never waits. An item of the same id that still waits is replaced. */
  put(id: string, item: Item): void {
    if (!this.hasRoom && this.#options.isDropping !== false && !this.#waiting.has(id)) {
      this.#lost++;
      return;
    }
    this.#waiting.set(id, item);
    this.#schedule();
  }

  /** What was put last under an id and is not known to be written. */
  get(id: string): Item | undefined {
    return this.#waiting.get(id) ?? this.#writing.get(id);
  }

  /** Waits until what was put last under an id is written, or a batch could not be. */
  async written(id: string): Promise<void> {
    while (this.get(id) !== undefined) {
      await (this.#attempt ?? this.#writeBatch());
      if (this.#isInTrouble) return;
    }
  }

  /** Waits until all that was put is written, or a batch could not be. */
  async flush(): Promise<void> {
    while (this.#waiting.size > 0 || this.#attempt !== undefined) {
      await (this.#attempt ?? this.#writeBatch());
      if (this.#isInTrouble) return;
    }
  }

  /** Tries once more; what cannot be written is lost and counted. */
  async close(): Promise<void> {
    await this.#attempt;
    await this.flush();
    clearTimeout(this.#timer);
    this.#lost += this.#waiting.size;
    this.#waiting.clear();
  }

  #schedule(): void {
    const { batchItems, maxWaiting, delayMs, retryMs } = this.#options;
    if (this.#attempt !== undefined) return;
    // Before others would be lost.
    const isFull = this.#waiting.size >= Math.min(batchItems, maxWaiting);
    if (isFull && !this.#isInTrouble) void this.#writeBatch();
    else this.#timer ??= setTimeout(() => void this.#writeBatch(), this.#isInTrouble ? retryMs : delayMs).unref();
  }

  #writeBatch(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attempt = this.#tryBatch().finally(() => {
      this.#writing = new Map();
      this.#attempt = undefined;
      if (this.#waiting.size > 0) this.#schedule();
    });
    return this.#attempt;
  }

  async #tryBatch(): Promise<void> {
    this.#writing = this.#take(this.#options.batchItems);
    try {
      await this.#options.write([...this.#writing.values()]);
      if (this.#isInTrouble) this.#options.onRecovery();
      this.#isInTrouble = false;
    } catch (cause) {
      if (this.#options.isRefusal?.(cause)) return this.#writeSingly();
      if (!this.#isInTrouble) this.#options.onTrouble(cause);
      this.#isInTrouble = true;
      // In front of what came since; a newer item of the same id stands.
      this.#waiting = new Map([...this.#writing, ...this.#waiting]);
    }
  }

  /** Of a batch that was refused, those items that are not the reason are written; the others are lost. */
  async #writeSingly(): Promise<void> {
    const left = new Map(this.#writing);
    for (const [id, item] of this.#writing) {
      try {
        await this.#options.write([item]);
      } catch (cause) {
        if (!this.#options.isRefusal?.(cause)) {
          this.#waiting = new Map([...left, ...this.#waiting]);
          return;
        }
        this.#lost++;
        this.#options.onRefusal?.(cause);
      }
      left.delete(id);
    }
  }

  #take(count: number): ReadonlyMap<string, Item> {
    if (this.#waiting.size <= count) {
      // A map that is emptied again and again keeps what was in it alive for long (see QueuedLog); a new one does not.
      const all = this.#waiting;
      this.#waiting = new Map();
      return all;
    }
    const taken = new Map<string, Item>();
    for (const [id, item] of this.#waiting) {
      if (taken.size === count) break;
      taken.set(id, item);
      this.#waiting.delete(id);
    }
    return taken;
  }
}
