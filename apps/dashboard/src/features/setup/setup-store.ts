import type { SetupConnection, SetupModel } from '@signalbox/gateway/contract';
import { createKeptStore } from '../../lib/kept-store.ts';

/** A server of models that the new config may use. */
export interface ConnectedServer {
  /** Unique here. */
  readonly id: string;
  readonly connection: SetupConnection;
  readonly address: string;
  readonly version: string | null;
  /** Empty where it does not list them: they are named by hand. */
  readonly models: readonly string[];
  /** Null where no key is named. */
  readonly isKeySet: boolean | null;
  /** Why its models are not known. */
  readonly problem: string | null;
}

/** What the new config starts from. */
export type Base =
  | { readonly recipe: string; readonly models: readonly SetupModel[] }
  | { readonly recipe?: undefined; readonly yaml: string; readonly models: readonly SetupModel[] };

/** Which server is to serve a model; without one it stays as the base has it. */
export interface Mapped {
  readonly server: string;
  readonly model: string;
}

/** What has been chosen so far; it outlives a visit to another page, and a reload of this one. */
export interface SetupChoice {
  readonly servers: readonly ConnectedServer[];
  /** This machine has been searched. */
  readonly isSearched: boolean;
  readonly base: Base | undefined;
  /** By the names of the base's models. */
  readonly mapping: Readonly<Record<string, Mapped>>;
}

const NOTHING: SetupChoice = { servers: [], isSearched: false, base: undefined, mapping: {} };

export const setupStore = createKeptStore<SetupChoice>({
  storage: sessionStorage,
  key: 'signalbox.setup',
  first: NOTHING,
  // A config that somebody brought may hold keys, so it is not kept, nor is who serves its models.
  keep: (choice) => (choice.base?.recipe === undefined ? { ...choice, base: undefined, mapping: {} } : choice),
  revive: (kept) => {
    const choice = kept as Partial<SetupChoice> | null;
    return Array.isArray(choice?.servers) && typeof choice.mapping === 'object' ? { ...NOTHING, ...choice } : undefined;
  },
});

export function changeSetup(part: Partial<SetupChoice>): void {
  setupStore.set({ ...setupStore.get(), ...part });
}

/** Adds servers; one at the same address takes the place of that before. */
export function addServers(added: readonly ConnectedServer[]): void {
  const known = new Set(added.map(({ id }) => id));
  changeSetup({ servers: [...setupStore.get().servers.filter(({ id }) => !known.has(id)), ...added] });
}

export function removeServer(id: string): void {
  const { servers, mapping } = setupStore.get();
  changeSetup({
    servers: servers.filter((server) => server.id !== id),
    mapping: Object.fromEntries(Object.entries(mapping).filter(([, { server }]) => server !== id)),
  });
}

/** Chooses what to start from; its models go to servers that have them, a recipe's others to the first there is. */
export function chooseBase(base: Base): void {
  const { servers } = setupStore.get();
  const offers = servers.flatMap(({ id, models }) => models.map((model) => ({ server: id, model })));
  const mapping: Record<string, Mapped> = {};
  for (const { name } of base.models) {
    const same = offers.find(({ model }) => plain(model) === plain(name));
    const fallback = base.recipe === undefined ? undefined : offers[0];
    const mapped = same ?? fallback;
    if (mapped !== undefined) mapping[name] = mapped;
  }
  changeSetup({ base, mapping });
}

/** `Qwen3-235B` and `qwen/qwen3-235b` are one model. */
function plain(name: string): string {
  return name
    .split('/')
    .at(-1)!
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
