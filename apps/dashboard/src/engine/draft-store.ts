import type { Diagnostic } from '@signalbox/engine';
import { createStore } from '../lib/store.ts';
import { engine } from './engine-client.ts';

/** The config in force, as it is written, and its ETag. */
export interface RunningText {
  readonly text: string;
  readonly etag: string;
}

/** A config that is being edited: as YAML and as a policy. */
export interface Draft {
  /** What the draft began with. */
  readonly base: RunningText & { readonly isPolicy: boolean };
  readonly yaml: string;
  readonly policy: string;
  /** The text that was edited last; the other follows it. */
  readonly master: 'yaml' | 'policy';
  /** The other does not follow, because the master cannot be read. */
  readonly isApart: boolean;
  /** Of the master. */
  readonly diagnostics: readonly Diagnostic[];
  readonly isChecking: boolean;
}

export const draftStore = createStore<Draft | undefined>(undefined);

export function isChanged({ base, yaml, policy, master }: Draft): boolean {
  return (master === 'yaml' ? yaml : policy) !== base.text && yaml !== base.text;
}

// A draft is kept in this page alone: who leaves it is asked whether to.
addEventListener('beforeunload', (event) => {
  const draft = draftStore.get();
  if (draft !== undefined && isChanged(draft)) event.preventDefault();
});

/** Begins with the config in force. */
export async function beginDraft(running: RunningText): Promise<void> {
  const calls = await engine();
  const isPolicy = await calls.isPolicy(running.text);
  const base = { ...running, isPolicy };
  const converted = isPolicy ? await calls.compile(base.text, '') : await calls.decompile(base.text);
  const other = converted.ok ? converted.text : '';
  draftStore.set({
    base,
    yaml: isPolicy ? other : base.text,
    policy: isPolicy ? base.text : other,
    master: isPolicy ? 'policy' : 'yaml',
    isApart: !converted.ok,
    diagnostics: [],
    isChecking: true,
  });
  await checkDraft();
}

let turn = 0;

/** Takes a change of one text; the other and the diagnostics follow. */
export async function editDraft(master: Draft['master'], text: string): Promise<void> {
  const before = draftStore.get();
  if (before === undefined) return;
  draftStore.set({ ...before, [master]: text, master, isChecking: true });
  await checkDraft();
}

async function checkDraft(): Promise<void> {
  turn += 1;
  const mine = turn;
  const draft = draftStore.get();
  if (draft === undefined) return;
  const calls = await engine();
  const text = draft[draft.master];
  const diagnostics = await calls.check(text);
  if (mine !== turn) return;
  const converted =
    draft.master === 'yaml'
      ? await calls.decompile(text)
      : await calls.compile(text, draft.yaml === '' ? '' : draft.yaml);
  if (mine !== turn) return;
  const now = draftStore.get()!;
  const other = now.master === 'yaml' ? 'policy' : 'yaml';
  draftStore.set({
    ...now,
    ...(converted.ok ? { [other]: converted.text } : {}),
    diagnostics,
    isApart: !converted.ok,
    isChecking: false,
  });
}
