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
import { addGroups, compileFilter, compileLine, type LogLine, toRollUps } from '../../log-line.ts';

interface Slot<Entry> {
  readonly id: string;
  entry: Entry;
  bytes: number;
}

/**
 * A log in this process's memory, gone when it ends. Its bounds hold at all times, but one entry larger than `maxBytes`
 * is kept alone.
 */
export function createInProcessLog<Entry>(
  definition: LogDefinition<Entry>,
  bounds: LogBounds,
  now: () => number = Date.now,
): LogDriver<Entry> {
  return new RingLog(definition, bounds, now);
}

/** A ring of slots: adding and dropping cost the same however many entries there are; questions look at all of them. */
class RingLog<Entry> implements LogDriver<Entry> {
  readonly #definition: LogDefinition<Entry>;
  readonly #lineOf: (entry: Entry) => LogLine;
  readonly #bounds: LogBounds;
  readonly #now: () => number;
  readonly #slots: (Slot<Entry> | undefined)[];
  readonly #byId = new Map<string, Slot<Entry>>();
  #oldest = 0;
  #count = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(definition: LogDefinition<Entry>, bounds: LogBounds, now: () => number) {
    this.#definition = definition;
    this.#lineOf = compileLine(definition);
    this.#bounds = bounds;
    this.#now = now;
    this.#slots = new Array<Slot<Entry> | undefined>(bounds.maxEntries).fill(undefined);
  }

  put(entry: Entry): void {
    const id = this.#definition.id(entry);
    const bytes = this.#definition.bytes(entry);
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
    this.#keepTo({ ...this.#bounds, atLeast: 1 });
  }

  async keep(entry: Entry): Promise<void> {
    this.put(entry);
  }

  hasRoom(): boolean {
    return true;
  }

  get(id: string): Promise<Entry | undefined> {
    return Promise.resolve(this.#byId.get(id)?.entry);
  }

  list(filter: LogFilter, { limit, offset, after }: LogPage): Promise<LogPageOf<Entry>> {
    const isMeant = compileFilter(this.#definition, filter);
    const isFound = this.#compileSearch(filter.search);
    const entries: Entry[] = [];
    let total = 0;
    let passed = 0;
    let isBegun = after === undefined;
    for (let at = this.#count - 1; at >= 0; at--) {
      const { id, entry } = this.#at(at);
      const line = this.#lineOf(entry);
      if (isMeant(line) && isFound(line)) {
        total++;
        if (isBegun && ++passed > offset && entries.length < limit) entries.push(entry);
      }
      if (id === after) isBegun = true;
    }
    return Promise.resolve({ entries, total, hasMore: passed > offset + limit });
  }

  group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]> {
    const facetNames = Object.keys(this.#definition.facets);
    const measureNames = Object.keys(this.#definition.measures);
    const named = <T>(names: readonly string[], values: readonly T[]) =>
      Object.fromEntries(names.map((name, at) => [name, values[at]!]));
    const single = this.#lines(filter).map(({ facets, measures }) => ({
      facets: named(facetNames, facets),
      entries: 1,
      measures: named(measureNames, measures),
    }));
    return Promise.resolve(addGroups(single, by));
  }

  tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const { tags } of this.#lines(filter)) for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
    return Promise.resolve(counts);
  }

  async *all(): AsyncIterable<Entry> {
    for (let at = 0; at < this.#count; at++) yield this.#at(at).entry;
  }

  prune(bounds: Partial<LogBounds>): Promise<number> {
    const before = this.#dropped;
    this.#keepTo({ ...this.#bounds, ...bounds, atLeast: 0 });
    return Promise.resolve(this.#dropped - before);
  }

  thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Promise<number> {
    const isMeant = compileFilter(this.#definition, { facets });
    const all = Array.from({ length: this.#count }, (_, at) => this.#at(at));
    const meant = all.filter(({ entry }) => isMeant(this.#lineOf(entry)));
    const surplus = new Set(meant.slice(0, Math.max(0, meant.length - maxEntries)));
    const kept = all.filter((slot) => !surplus.has(slot));
    this.#slots.fill(undefined);
    for (const [at, slot] of kept.entries()) this.#slots[at] = slot;
    this.#oldest = 0;
    this.#count = kept.length;
    for (const { id, bytes } of surplus) {
      this.#byId.delete(id);
      this.#bytes -= bytes;
    }
    this.#dropped += surplus.size;
    return Promise.resolve(surplus.size);
  }

  statistics(): Promise<LogStatistics> {
    return Promise.resolve({ entries: this.#count, bytes: this.#bytes, dropped: this.#dropped, lost: 0 });
  }

  dropped(): number {
    return this.#dropped;
  }

  lost(): number {
    return 0;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#slots.fill(undefined);
    this.#byId.clear();
    this.#count = 0;
    this.#bytes = 0;
    return Promise.resolve();
  }

  #keepTo({ maxEntries, maxBytes, maxAgeMs, atLeast }: LogBounds & { readonly atLeast: number }): void {
    const { time } = this.#definition;
    const since = maxAgeMs === undefined ? Number.NEGATIVE_INFINITY : this.#now() - maxAgeMs;
    const isTooMuch = () => this.#count > maxEntries || this.#bytes > maxBytes;
    while (this.#count > atLeast && isTooMuch()) this.#dropOldest();
    while (this.#count > 0 && time(this.#at(0).entry) < since) this.#dropOldest();
  }

  /** From the oldest, at 0, on. */
  #at(position: number): Slot<Entry> {
    return this.#slots[(this.#oldest + position) % this.#bounds.maxEntries]!;
  }

  #lines(filter: LogGroupFilter): readonly LogLine[] {
    return [...this.#byId.values()]
      .map(({ entry }) => this.#lineOf(entry))
      .filter(compileFilter(this.#definition, toRollUps(filter)));
  }

  #compileSearch(text = ''): (line: LogLine) => boolean {
    if (text === '') return () => true;
    const isNamed = ({ id, keys }: LogLine) => [id, ...keys].some((name) => name?.startsWith(text) === true);
    if (this.#lines({}).some(isNamed)) return isNamed;
    const part = lowerLatin(text);
    return ({ facets }) => facets.some((value) => value !== null && lowerLatin(value).includes(part));
  }

  #dropOldest(): void {
    const slot = this.#at(0);
    this.#slots[this.#oldest] = undefined;
    this.#byId.delete(slot.id);
    this.#oldest = (this.#oldest + 1) % this.#bounds.maxEntries;
    this.#count--;
    this.#bytes -= slot.bytes;
    this.#dropped++;
  }
}

/** As databases do it without a language: letters beyond a to z stay. */
function lowerLatin(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
