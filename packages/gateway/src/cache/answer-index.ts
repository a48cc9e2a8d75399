import { VectorIndex } from '@signalbox/engine';
import type { CacheEntry, SimilarEntry } from './cache-entry.ts';
import type { CacheBounds, CacheFilter } from './cache-store.ts';

/** Figures of an index. */
export interface IndexStatistics {
  readonly entries: number;
  /** Roughly what they hold in memory. */
  readonly bytes: number;
  /** Entries that made room for others. */
  readonly evicted: number;
}

interface Slot {
  readonly entry: CacheEntry;
  readonly bytes: number;
  /** In the index of its encoder's vectors; undefined where it has no meaning. */
  readonly row: number | undefined;
}

/** The vectors of one encoder, with what their rows stand for. */
interface Meanings {
  readonly index: VectorIndex;
  readonly entries: (CacheEntry | undefined)[];
}

/** Answers in this process's memory, found by the very request or by what it means. What was used least recently goes first. */
export class AnswerIndex {
  readonly #bounds: CacheBounds;
  /** The least recently used first. */
  readonly #slots = new Map<string, Slot>();
  readonly #groups = new Map<string, { readonly number: number; members: number }>();
  readonly #meanings = new Map<string, Meanings>();
  #lastGroup = 0;
  #bytes = 0;
  #evicted = 0;

  constructor(bounds: CacheBounds) {
    this.#bounds = bounds;
  }

  /** The answer to this very request, if it has not expired; it is then the last to go. */
  get(id: string, now: number): CacheEntry | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    this.#slots.delete(id);
    if (slot.entry.expiresAt <= now) {
      this.#letGo(slot);
      return undefined;
    }
    this.#slots.set(id, slot);
    return slot.entry;
  }

  /** Adds an entry, or replaces the one of its id. One that alone is beyond the bounds is not kept. */
  put(entry: CacheEntry): void {
    this.remove(entry.id);
    const bytes = bytesOf(entry);
    if (bytes > this.#bounds.maxBytes || this.#bounds.maxEntries === 0) return;
    this.#slots.set(entry.id, { entry, bytes, row: this.#addMeaning(entry) });
    this.#bytes += bytes;
    for (const [id, slot] of this.#slots) {
      if (this.#slots.size <= this.#bounds.maxEntries && this.#bytes <= this.#bounds.maxBytes) break;
      this.#slots.delete(id);
      this.#letGo(slot);
      this.#evicted++;
    }
  }

  /** The entries of a group whose questions are nearest, the nearest first; `vector` as bytes, 127 for 1. */
  nearest(group: string, encoder: string, vector: Int8Array, most: number, now: number): readonly SimilarEntry[] {
    const meanings = this.#meanings.get(encoder);
    const known = this.#groups.get(group);
    if (meanings === undefined || known === undefined) return [];
    return meanings.index.nearest(vector, known.number, most).flatMap(({ row, similarity }) => {
      const entry = meanings.entries[row]!;
      return entry.expiresAt <= now ? [] : [{ entry, similarity }];
    });
  }

  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    this.#slots.delete(id);
    this.#letGo(slot);
    return true;
  }

  /** Takes out what was stored before a time; gives the number. */
  invalidate({ tag }: CacheFilter, before = Number.POSITIVE_INFINITY): number {
    const meant = [...this.#slots.values()].filter(
      ({ entry }) => entry.storedAt <= before && (tag === undefined || entry.tags.includes(tag)),
    );
    for (const { entry } of meant) this.remove(entry.id);
    return meant.length;
  }

  /** The most recently used first. */
  entries(): readonly CacheEntry[] {
    return [...this.#slots.values()].map(({ entry }) => entry).reverse();
  }

  statistics(): IndexStatistics {
    return { entries: this.#slots.size, bytes: this.#bytes, evicted: this.#evicted };
  }

  #addMeaning(entry: CacheEntry): number | undefined {
    const { meaning, group } = entry;
    if (meaning === null) return undefined;
    const vector = new Int8Array(Buffer.from(meaning.vector, 'base64'));
    const meanings = this.#meaningsOf(meaning.encoder, vector.length);
    const known = this.#groups.get(group) ?? { number: ++this.#lastGroup, members: 0 };
    known.members++;
    this.#groups.set(group, known);
    const row = meanings.index.add(vector, known.number);
    meanings.entries[row] = entry;
    return row;
  }

  #meaningsOf(encoder: string, dimensions: number): Meanings {
    const known = this.#meanings.get(encoder);
    if (known !== undefined) return known;
    const made = { index: new VectorIndex(dimensions), entries: [] };
    this.#meanings.set(encoder, made);
    return made;
  }

  #letGo({ entry, bytes, row }: Slot): void {
    this.#bytes -= bytes;
    if (row === undefined) return;
    const { index, entries } = this.#meanings.get(entry.meaning!.encoder)!;
    index.remove(row);
    entries[row] = undefined;
    const group = this.#groups.get(entry.group)!;
    group.members--;
    if (group.members === 0) this.#groups.delete(entry.group);
  }
}

const BYTES_PER_ENTRY = 600;

/** Roughly: texts are what counts. */
function bytesOf({ completion, meaning, tags }: CacheEntry): number {
  const texts = JSON.stringify(completion).length + tags.join().length;
  return BYTES_PER_ENTRY + 2 * texts + (meaning === null ? 0 : 2 * meaning.question.length + 3 * meaning.vector.length);
}
