import type { Diagnostic } from '@signalbox/engine';
import type { EvalResponse, VocabularyAnswer, WeightsList } from '@signalbox/gateway/contract';
import { findAccess } from '../lib/access.ts';
import { askJson } from '../lib/api.ts';
import { createStore } from '../lib/store.ts';
import type { EngineCalls, EngineIdentity } from './engine-protocol.ts';
import { callWorker } from './worker-calls.ts';

/** How far the engine of this page is. */
export type EngineState =
  | { readonly state: 'idle' }
  | { readonly state: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly reason: string };

export const engineStore = createStore<EngineState>({ state: 'idle' });

let started: Promise<EngineCalls> | undefined;

/** The engine in its worker, started at the first call. One that did not start is tried again at the next. */
export function engine(): Promise<EngineCalls> {
  started ??= start().catch((cause: unknown) => {
    started = undefined;
    engineStore.set({ state: 'failed', reason: cause instanceof Error ? cause.message : String(cause) });
    throw cause;
  });
  return started;
}

async function start(): Promise<EngineCalls> {
  engineStore.set({ state: 'loading', loaded: 0, total: 0 });
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
  const calls = callWorker<EngineCalls>(worker, ({ loaded, total }: { loaded: number; total: number }) =>
    engineStore.set({ state: 'loading', loaded, total }),
  );
  try {
    const [words, { weights }, access] = await Promise.all([
      askJson<VocabularyAnswer>('/api/v1/vocabulary'),
      askJson<WeightsList>('/api/v1/weights'),
      findAccess(),
    ]);
    await calls.prepare(words, weights, access.state === 'token' ? access.token : undefined);
  } catch (cause) {
    worker.terminate();
    throw cause;
  }
  engineStore.set({ state: 'ready' });
  return calls;
}

/** Whether the engine here is the router's: the same config, the same models. */
export type Sameness =
  | { readonly same: true }
  | { readonly same: false; readonly reason: string; readonly diagnostics: readonly Diagnostic[] };

/** Opens the running config in this page, and makes sure that it routes as the router does. */
export async function openRunning(text: string): Promise<Sameness> {
  const calls = await engine();
  const opened = await calls.open('running', text);
  if (!opened.ok) {
    const { diagnostics } = opened;
    return { same: false, reason: diagnostics[0]?.message ?? 'the config does not load here', diagnostics };
  }
  if (opened.environment.length > 0) {
    const names = opened.environment.join(', ');
    return { same: false, reason: `it names variables of the router’s environment (${names})`, diagnostics: [] };
  }
  const { trace } = await askJson<EvalResponse>('/api/v1/eval', { method: 'POST', body: { text: 'Hello' } });
  const difference = differenceOf(opened.identity, trace);
  return difference === undefined ? { same: true } : { same: false, reason: difference, diagnostics: [] };
}

function differenceOf(here: EngineIdentity, there: EngineIdentity): string | undefined {
  if (here.configHash !== there.configHash) return 'the router runs another config by now';
  const other = Object.entries(there.modelHashes).find(([model, hash]) => here.modelHashes[model] !== hash);
  return other === undefined ? undefined : `the router asks ${other[0]}, which does not run in a browser`;
}
