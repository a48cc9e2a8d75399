import { createStore, type Store } from './store.ts';

export interface KeptStoreOptions<Value> {
  /** `sessionStorage` until the tab closes, `localStorage` for longer. */
  readonly storage: Storage;
  readonly key: string;
  readonly first: Value;
  /** What may be written: no secrets. Default all of it. */
  readonly keep?: (value: Value) => unknown;
  /** What was written, or undefined where it says nothing: another version may have written it. */
  readonly revive: (kept: unknown) => Value | undefined;
}

/** A store whose value is there again after the page was loaded anew. */
export function createKeptStore<Value>(options: KeptStoreOptions<Value>): Store<Value> {
  const { storage, key, first, keep = (value) => value } = options;
  const store = createStore(read(options) ?? first);
  store.subscribe(() => {
    try {
      storage.setItem(key, JSON.stringify(keep(store.get())));
    } catch {
      // The browser keeps no more; what is on the page stays until it is closed.
    }
  });
  return store;
}

function read<Value>({ storage, key, revive }: KeptStoreOptions<Value>): Value | undefined {
  try {
    const kept = storage.getItem(key);
    return kept === null ? undefined : revive(JSON.parse(kept));
  } catch {
    // Text of another program under this name.
    return undefined;
  }
}
