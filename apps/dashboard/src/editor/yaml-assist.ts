import type { CompletionSource } from '@codemirror/autocomplete';
import type { JsonSchema } from '@signalbox/gateway/contract';
import type { HoverSource } from './code-editor.tsx';
import type { ConfigNames } from './config-names.ts';
import { describe, fieldsOf, schemasAt, wordsOf } from './json-schema.ts';
import { isComment, yamlPlace } from './yaml-place.ts';

/** Completes keys and values of a config by its schema, and names that it has given. */
export function yamlCompletion(root: JsonSchema, names: () => ConfigNames | undefined): CompletionSource {
  return (context) => {
    if (isComment(context.state, context.pos)) return null;
    const word = context.matchBefore(/[\w."'${}/-]*/);
    const from = word?.from ?? context.pos;
    if (!context.explicit && (word === null || word.text === '')) return null;
    const line = context.state.doc.lineAt(context.pos);
    const before = context.state.doc.sliceString(line.from, from);
    const { path, key } = yamlPlace(context.state, from);
    const isValue = key !== undefined && /:\s*$/.test(before);
    if (isValue) {
      const words = [...wordsOf(schemasAt(root, [...path, key])), ...namesFor(path, key, line.text, names())];
      return { from, options: [...new Set(words)].map((label) => ({ label, type: 'constant' })) };
    }
    if (!/(^|[\s{,-])$/.test(before)) return null;
    const options = [...fieldsOf(schemasAt(root, path))].map(([label, field]) => ({
      label,
      apply: `${label}: `,
      type: 'property',
      detail: typeof field.type === 'string' ? field.type : '',
      info: describe(field),
    }));
    return options.length === 0 ? null : { from, options };
  };
}

/** Says what the key under the pointer is for. */
export function yamlHover(root: JsonSchema): HoverSource {
  return (state, offset) => {
    const line = state.doc.lineAt(offset);
    for (const match of line.text.matchAll(/([\w.-]+):(?=\s|$)/g)) {
      const from = line.from + match.index;
      const to = from + match[1]!.length;
      if (offset < from || offset > to) continue;
      const { path } = yamlPlace(state, from);
      const field = fieldsOf(schemasAt(root, path)).get(match[1]!);
      const text = describe(field);
      return text === '' ? undefined : { from, to, title: match[1]!, text };
    }
    return undefined;
  };
}

function namesFor(
  path: readonly (string | number)[],
  key: string,
  line: string,
  names: ConfigNames | undefined,
): readonly string[] {
  if (names === undefined) return [];
  if (key === 'model' || key === 'default_model') return names.models;
  if (key !== 'name' || !path.includes('conditions')) return [];
  const kind = /type:\s*["']?([\w-]+)/.exec(line)?.[1];
  return kind === undefined ? [...names.rules.values()].flat() : (names.rules.get(kind) ?? []);
}
