import type { LogDriver, LogStatistics } from '../../log-driver.ts';

interface Slot<Entry> {
  readonly id: string;
  entry: Entry;
  bytes: number;
}

/** Bounds of a log; both hold at all times, but one entry larger than `maxBytes` is kept alone. */
export interface LogBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** A log in this process's memory, gone when it ends. */
export function createInProcessLog<Entry>(bounds: LogBounds): LogDriver<Entry> {
  return new RingLog(bounds);
}

/** A ring of slots: adding and dropping cost the same however many entries there are. */
class RingLog<Entry> implements LogDriver<Entry> {
  readonly #bounds: LogBounds;
  readonly #slots: (Slot<Entry> | undefined)[];
  readonly #byId = new Map<string, Slot<Entry>>();
  #oldest = 0;
  #count = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(bounds: LogBounds) {
    this.#bounds = bounds;
    this.#slots = new Array<Slot<Entry> | undefined>(bounds.maxEntries).fill(undefined);
  }

  put(id: string, entry: Entry, bytes: number): void {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      this.#bytes += bytes - known.bytes;
      known.entry = entry;
      known.bytes = bytes;
    } else {
      if (this.#count === this.#bounds.maxEntries) this.#dropOldest();
      const slot = { id, entry, bytes };
      this.#slots[(this.#oldest + this.#count) % this.#bounds.maxEntries] = slot;
      this.#byId.set(id, slot);
      this.#count++;
      this.#bytes += bytes;
    }
    while (this.#bytes > this.#bounds.maxBytes && this.#count > 1) this.#dropOldest();
  }

  get(id: string): Promise<Entry | undefined> {
    return Promise.resolve(this.#byId.get(id)?.entry);
  }

  recent(limit: number): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    for (let back = 1; back <= Math.min(limit, this.#count); back++) {
      found.push(this.#slots[(this.#oldest + this.#count - back) % this.#bounds.maxEntries]!.entry);
    }
    return Promise.resolve(found);
  }

  statistics(): LogStatistics {
    return { entries: this.#count, bytes: this.#bytes, dropped: this.#dropped };
  }

  close(): Promise<void> {
    this.#slots.fill(undefined);
    this.#byId.clear();
    this.#count = 0;
    this.#bytes = 0;
    return Promise.resolve();
  }

  #dropOldest(): void {
    const slot = this.#slots[this.#oldest]!;
    this.#slots[this.#oldest] = undefined;
    this.#byId.delete(slot.id);
    this.#oldest = (this.#oldest + 1) % this.#bounds.maxEntries;
    this.#count--;
    this.#bytes -= slot.bytes;
    this.#dropped++;
  }
}
