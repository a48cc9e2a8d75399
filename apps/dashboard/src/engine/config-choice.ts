import { versionTextQuery } from '../lib/queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { type Draft, draftStore } from './draft-store.ts';
import { engine } from './engine-client.ts';
import type { ChatDraft, RoutedDraft } from './engine-protocol.ts';

/** A config to route by: the one in force, the draft of this page, or one that was in force, by the id of its version. */
export type ConfigChoice = 'running' | 'draft' | `version:${string}`;

/** The id of the version that is chosen; undefined for the others. */
export function versionOf(choice: ConfigChoice): string | undefined {
  return choice.startsWith('version:') ? choice.slice('version:'.length) : undefined;
}

/** The text that was edited last. */
export function textOfDraft(draft: Draft): string {
  return draft.master === 'yaml' ? draft.yaml : draft.policy;
}

const opened = new Map<ConfigChoice, { readonly text: string; readonly done: Promise<void> }>();

/**
 * Routes by a config that is not in force, on the engine in this page. Rejects where that config is gone or does not load
 * here.
 */
export async function routeByChoice(choice: ConfigChoice, draft: ChatDraft): Promise<RoutedDraft> {
  const text = await textOf(choice);
  const before = opened.get(choice);
  const current = before?.text === text ? before : { text, done: open(choice, text) };
  opened.set(choice, current);
  await current.done;
  return (await engine()).route(nameOf(choice), draft);
}

async function textOf(choice: ConfigChoice): Promise<string> {
  const version = versionOf(choice);
  if (version !== undefined) return queryClient.fetchQuery(versionTextQuery(version));
  const draft = draftStore.get();
  if (draft === undefined) throw new Error('there is no draft any more: begin one on the page “Policy”');
  return textOfDraft(draft);
}

async function open(choice: ConfigChoice, text: string): Promise<void> {
  const result = await (await engine()).open(nameOf(choice), text);
  if (!result.ok)
    throw new Error(`this config does not load here: ${result.diagnostics[0]?.message ?? 'no reason told'}`);
}

/** Apart from what other pages open: each keeps its own under its own name. */
function nameOf(choice: ConfigChoice): string {
  return `chosen ${choice}`;
}
