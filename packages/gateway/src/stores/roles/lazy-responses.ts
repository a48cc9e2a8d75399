import type { ResponseStore } from './stored-responses.ts';

/** A store and what it lies in, opened together and closed together. */
export interface OpenedResponses {
  readonly store: ResponseStore;
  close(): Promise<void>;
}

/** A store that is opened when it is first asked; where it cannot be opened it is tried again by the next question. */
export function lazyResponses(open: () => Promise<OpenedResponses>): ResponseStore {
  return new LazyResponses(open);
}

class LazyResponses implements ResponseStore {
  readonly #open: () => Promise<OpenedResponses>;
  #opened: Promise<OpenedResponses> | undefined;

  constructor(open: () => Promise<OpenedResponses>) {
    this.#open = open;
  }

  keep: ResponseStore['keep'] = async (...given) => (await this.#store()).keep(...given);
  get: ResponseStore['get'] = async (...given) => (await this.#store()).get(...given);
  chain: ResponseStore['chain'] = async (...given) => (await this.#store()).chain(...given);
  children: ResponseStore['children'] = async (...given) => (await this.#store()).children(...given);
  replace: ResponseStore['replace'] = async (...given) => (await this.#store()).replace(...given);
  remove: ResponseStore['remove'] = async (...given) => (await this.#store()).remove(...given);
  removeTree: ResponseStore['removeTree'] = async (...given) => (await this.#store()).removeTree(...given);
  prune: ResponseStore['prune'] = async (...given) => (await this.#store()).prune(...given);
  statistics: ResponseStore['statistics'] = async () => (await this.#store()).statistics();

  async *all(): ReturnType<ResponseStore['all']> {
    yield* (await this.#store()).all();
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.store.close();
    await opened?.close();
  }

  async #store(): Promise<ResponseStore> {
    this.#opened ??= this.#open();
    try {
      return (await this.#opened).store;
    } catch (cause) {
      this.#opened = undefined;
      throw cause;
    }
  }
}
