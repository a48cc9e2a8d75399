import { createStore } from './store.ts';

/** Whether the router answers; `slow` while something has been waited for longer than people expect. */
export const connectionStore = createStore<'here' | 'slow' | 'lost'>('here');

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** While all is well: how often an idle page looks whether it still is. */
const PULSE_MS = 10_000;
/** A sign of life that takes longer is none. */
const PULSE_PATIENCE_MS = 15_000;
const SLOW_MS = 4_000;

let searching = false;
let slow = 0;
const returned = new Set<() => void>();

/** Calls back whenever the router is there again after it was lost. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => void returned.delete(listener);
}

/** Told by whoever got no answer. Asks again, ever more slowly, until one comes. */
export function connectionLost(): void {
  if (searching) return;
  searching = true;
  show();
  let pause = FIRST_PAUSE_MS;
  const search = async () => {
    if (await answers()) {
      searching = false;
      show();
      for (const listener of [...returned]) listener();
      return;
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
    setTimeout(search, pause);
  };
  setTimeout(search, pause);
}

/** Told by whoever begins to wait for an answer; what it returns is called once that has come. */
export function beginWait(): () => void {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    slow += 1;
    show();
  }, SLOW_MS);
  return () => {
    clearTimeout(timer);
    if (!isSlow) return;
    slow -= 1;
    show();
  };
}

function show(): void {
  connectionStore.set(searching ? 'lost' : slow > 0 ? 'slow' : 'here');
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
    return (await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(PULSE_PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}
