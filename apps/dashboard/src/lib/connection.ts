import { createStore } from './store.ts';

/** Whether the router answers. */
export const connectionStore = createStore<'here' | 'lost'>('here');

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** While all is well: how often an idle page looks whether it still is. */
const PULSE_MS = 10_000;

let searching = false;
const returned = new Set<() => void>();

/** Calls back whenever the router is there again after it was lost. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => void returned.delete(listener);
}

/** Told by whoever got no answer. Asks again, ever more slowly, until one comes. */
export function connectionLost(): void {
  connectionStore.set('lost');
  if (searching) return;
  searching = true;
  let pause = FIRST_PAUSE_MS;
  const search = async () => {
    if (await answers()) {
      searching = false;
      connectionStore.set('here');
      for (const listener of [...returned]) listener();
      return;
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    setTimeout(search, pause);
  };
  setTimeout(search, pause);
}

/** Looks at the router now and then while the page is visible. Returns a function that ends it. */
export function keepPulse(): () => void {
  const beat = async () => {
    if (document.visibilityState === 'visible' && !searching && !(await answers())) connectionLost();
  };
  const timer = setInterval(beat, PULSE_MS);
  return () => clearInterval(timer);
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/health', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
