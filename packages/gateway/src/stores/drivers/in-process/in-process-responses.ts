import {
  type ChildrenPage,
  DOCUMENT_BYTES,
  type DocumentBody,
  type ResponseBounds,
  type ResponseStatistics,
  type ResponseStore,
  type StoredDocument,
} from '../../roles/stored-responses.ts';

/** A document, its body as JSON: what a caller changes afterwards changes nothing here. */
interface Slot extends Omit<StoredDocument, 'body'> {
  json: string;
}

interface Tree {
  readonly slots: Set<Slot>;
  bytes: number;
  touchedMs: number;
}

/** Answers and conversations in this process's memory, gone when it ends. */
export function createInProcessResponses(): ResponseStore {
  return new InProcessResponses();
}

class InProcessResponses implements ResponseStore {
  readonly #slots = new Map<string, Slot>();
  /** By id of their first document; the one that was added to last comes last. */
  readonly #trees = new Map<string, Tree>();
  /** In the order in which they were added. */
  readonly #children = new Map<string, Set<Slot>>();
  #bytes = 0;

  async keep(documents: readonly StoredDocument[], onto: string | null, timeMs: number): Promise<boolean> {
    const owner = documents[0]?.owner;
    if (onto !== null && this.#slots.get(onto)?.owner !== owner) return false;
    for (const { body, ...rest } of documents) {
      if (this.#slots.has(rest.id)) continue;
      this.#add({ ...rest, json: JSON.stringify(body) }, timeMs);
    }
    return true;
  }

  async get(id: string, owner: string): Promise<StoredDocument | undefined> {
    const slot = this.#find(id, owner);
    return slot === undefined ? undefined : documentOf(slot);
  }

  async chain(id: string, owner: string): Promise<readonly StoredDocument[]> {
    const chain: StoredDocument[] = [];
    for (let slot = this.#find(id, owner); slot !== undefined; ) {
      chain.unshift(documentOf(slot));
      slot = slot.parent === null ? undefined : this.#find(slot.parent, owner);
    }
    return chain;
  }

  async children(parent: string, owner: string, page: ChildrenPage): Promise<readonly StoredDocument[]> {
    const all = [...(this.#children.get(parent) ?? [])].filter((slot) => slot.owner === owner);
    if (page.order === 'desc') all.reverse();
    const from = page.after === undefined ? 0 : all.findIndex(({ id }) => id === page.after) + 1;
    if (from === 0 && page.after !== undefined) return [];
    return all.slice(from, from + page.limit).map(documentOf);
  }

  async replace(id: string, owner: string, body: DocumentBody, timeMs: number): Promise<boolean> {
    const slot = this.#find(id, owner);
    if (slot === undefined) return false;
    const before = bytesOf(slot);
    slot.json = JSON.stringify(body);
    this.#grow(slot, bytesOf(slot) - before, timeMs);
    return true;
  }

  async remove(id: string, owner: string): Promise<boolean> {
    const slot = this.#find(id, owner);
    if (slot === undefined) return false;
    this.#drop(slot);
    return true;
  }

  async removeTree(tree: string, owner: string): Promise<boolean> {
    if (this.#find(tree, owner) === undefined) return false;
    this.#dropTree(tree);
    return true;
  }

  async prune({ maxDocuments, maxBytes, maxAgeMs }: ResponseBounds, nowMs: number): Promise<number> {
    const before = this.#slots.size;
    for (const [id, { touchedMs }] of this.#trees) {
      const isTooMuch = (this.#slots.size > maxDocuments || this.#bytes > maxBytes) && this.#trees.size > 1;
      if (touchedMs >= nowMs - maxAgeMs && !isTooMuch) break;
      this.#dropTree(id);
    }
    return before - this.#slots.size;
  }

  async statistics(): Promise<ResponseStatistics> {
    return { documents: this.#slots.size, trees: this.#trees.size, bytes: this.#bytes };
  }

  async *all(): ReturnType<ResponseStore['all']> {
    for (const slot of this.#slots.values()) {
      yield { document: documentOf(slot), touchedMs: this.#trees.get(slot.tree)!.touchedMs };
    }
  }

  async close(): Promise<void> {
    this.#slots.clear();
    this.#trees.clear();
    this.#children.clear();
    this.#bytes = 0;
  }

  #find(id: string, owner: string): Slot | undefined {
    const slot = this.#slots.get(id);
    return slot?.owner === owner ? slot : undefined;
  }

  #add(slot: Slot, timeMs: number): void {
    this.#slots.set(slot.id, slot);
    if (!this.#trees.has(slot.tree)) this.#trees.set(slot.tree, { touchedMs: timeMs, bytes: 0, slots: new Set() });
    this.#trees.get(slot.tree)!.slots.add(slot);
    this.#grow(slot, bytesOf(slot), timeMs);
    if (slot.parent === null) return;
    const siblings = this.#children.get(slot.parent) ?? new Set();
    this.#children.set(slot.parent, siblings.add(slot));
  }

  /** Counts bytes in, and puts the tree behind all others. */
  #grow({ tree: id }: Slot, bytes: number, timeMs: number): void {
    const tree = this.#trees.get(id)!;
    tree.touchedMs = timeMs;
    tree.bytes += bytes;
    this.#bytes += bytes;
    this.#trees.delete(id);
    this.#trees.set(id, tree);
  }

  #drop(slot: Slot): void {
    this.#slots.delete(slot.id);
    if (slot.parent !== null) {
      const siblings = this.#children.get(slot.parent);
      siblings?.delete(slot);
      if (siblings?.size === 0) this.#children.delete(slot.parent);
    }
    const tree = this.#trees.get(slot.tree)!;
    tree.slots.delete(slot);
    tree.bytes -= bytesOf(slot);
    this.#bytes -= bytesOf(slot);
    if (tree.slots.size === 0) this.#trees.delete(slot.tree);
  }

  #dropTree(id: string): void {
    for (const slot of this.#trees.get(id)?.slots ?? []) this.#drop(slot);
  }
}

function documentOf({ json, ...rest }: Slot): StoredDocument {
  return { ...rest, body: JSON.parse(json) as DocumentBody };
}

function bytesOf({ json }: Slot): number {
  return Buffer.byteLength(json) + DOCUMENT_BYTES;
}
