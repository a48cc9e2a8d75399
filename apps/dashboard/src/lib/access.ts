import { createStore } from './store.ts';

/** Who this browser is to the router. */
export type Access =
  /** Not asked yet. */
  | { readonly state: 'unknown' }
  /** It may do everything. */
  | { readonly state: 'token'; readonly token: string }
  /** It may look, and do nothing. */
  | { readonly state: 'none' }
  /** The router shows nothing without a token. */
  | { readonly state: 'needs_login' };

const KEPT = 'signalbox.token';

export const accessStore = createStore<Access>({ state: 'unknown' });

let asking: Promise<Access> | undefined;

/** Finds out once: a page of this machine is given the token, any other has what the person typed in this tab. */
export function findAccess(): Promise<Access> {
  const known = accessStore.get();
  if (known.state !== 'unknown') return Promise.resolve(known);
  asking ??= askForAccess().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function askForAccess(): Promise<Access> {
  const typed = sessionStorage.getItem(KEPT);
  const found: Access =
    typed === null ? await fetchOwnToken().catch(() => ({ state: 'unknown' })) : { state: 'token', token: typed };
  accessStore.set(found);
  return found;
}

async function fetchOwnToken(): Promise<Access> {
  const response = await fetch('/api/v1/token', { headers: { accept: 'application/json' } });
  if (!response.ok) return { state: 'none' };
  const { token } = (await response.json()) as { token: string };
  return { state: 'token', token };
}

/** Takes a token that a person typed; it is kept until the tab closes. */
export function logIn(token: string): void {
  sessionStorage.setItem(KEPT, token);
  accessStore.set({ state: 'token', token });
}

export function logOut(): void {
  sessionStorage.removeItem(KEPT);
  accessStore.set({ state: 'unknown' });
}

/** Drops a token that the router gave by itself, to ask for it again; false where there is none of that kind. */
export function forgetOwnToken(): boolean {
  if (accessStore.get().state !== 'token' || sessionStorage.getItem(KEPT) !== null) return false;
  accessStore.set({ state: 'unknown' });
  return true;
}

/** The router refused what this browser has. */
export function accessRefused(): void {
  sessionStorage.removeItem(KEPT);
  accessStore.set({ state: 'needs_login' });
}
