import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import { engine } from '../engine/engine-client.ts';
import type { PolicySuggestion } from '../engine/engine-protocol.ts';
import type { HoverSource } from './code-editor.tsx';

const TYPES: Readonly<Record<PolicySuggestion['type'], string>> = {
  word: 'keyword',
  kind: 'type',
  field: 'property',
  value: 'constant',
  name: 'variable',
};

/** Completes a policy as the engine says. */
export const policyCompletion: CompletionSource = async (context) => {
  const before = context.matchBefore(/[\w."'-]+/);
  if (!context.explicit && before === null) return null;
  const { from, suggestions } = await (await engine()).complete(context.state.doc.toString(), context.pos);
  if (suggestions.length === 0) return null;
  const options = suggestions.map(({ label, insert, type, summary }): Completion => {
    const info = summary === undefined ? {} : { info: summary };
    return { label, apply: insert, type: TYPES[type], ...info };
  });
  return { from, options, filter: false };
};

/** Says what the engine says of the word under the pointer. */
export const policyHover: HoverSource = async (state, offset) => {
  const found = await (await engine()).hover(state.doc.toString(), offset);
  return found === undefined ? undefined : { from: found.from, to: found.to, title: found.title, text: found.summary };
};
