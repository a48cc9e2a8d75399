import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import type { BlockShape } from '@signalbox/engine';
import type { JsonSchema, VocabularyAnswer } from '@signalbox/gateway/contract';
import type { HoverSource } from './code-editor.tsx';
import type { ConfigNames } from './config-names.ts';
import { describe, fieldsOf, wordsOf } from './json-schema.ts';

interface Open {
  readonly keyword: string;
  readonly words: readonly string[];
}

/** Completes a policy: blocks where blocks may stand, fields by the schema of the kind, names that were given. */
export function policyCompletion(
  blocks: readonly BlockShape[],
  words: VocabularyAnswer,
  names: () => ConfigNames | undefined,
): CompletionSource {
  return (context) => {
    const word = context.matchBefore(/[\w./-]*/);
    const from = word?.from ?? context.pos;
    if (!context.explicit && (word === null || word.text === '')) return null;
    const text = context.state.doc.sliceString(0, from);
    const line = text.slice(text.lastIndexOf('\n') + 1);
    if (line.includes('#')) return null;
    const options = optionsAt(openBlocks(text), line, blocks, words, names());
    return options.length === 0 ? null : { from, options };
  };
}

function optionsAt(
  open: readonly Open[],
  line: string,
  blocks: readonly BlockShape[],
  words: VocabularyAnswer,
  names: ConfigNames | undefined,
): readonly Completion[] {
  const inner = open.at(-1);
  if (/^\s*SIGNAL\s+$/.test(line))
    return words.kinds.map(({ kind, summary }) => ({ label: kind, info: summary, type: 'type' }));
  if (/^\s*PLUGIN\s+(\w+\s+)?$/.test(line)) {
    return words.plugins.map(({ type, summary }) => ({ label: type, info: summary, type: 'type' }));
  }
  if (/^\s*ALGORITHM\s+$/.test(line)) {
    return words.algorithms.map(({ type, summary }) => ({ label: type, info: summary, type: 'type' }));
  }
  const leaf = /([\w-]+)\(\s*"?$/.exec(line)?.[1];
  if (leaf !== undefined && leaf !== 'WHEN')
    return (names?.rules.get(leaf) ?? []).map((name) => ({
      label: name,
      apply: line.endsWith('"') ? name : `"${name}"`,
    }));
  if (/\b(WHEN|AND|OR|NOT|IF)\s+[^{]*$/.test(line)) {
    return [
      ...words.kinds.map(({ kind, summary }) => ({ label: kind, apply: `${kind}("`, info: summary, type: 'function' })),
      { label: 'projection', apply: 'projection("', info: 'A band of a mapping.', type: 'function' },
      ...['AND', 'OR', 'NOT'].map((label) => ({ label, type: 'keyword' })),
    ];
  }
  if (/\bMODEL\s+"?$/.test(line))
    return (names?.models ?? []).map((name) => ({ label: name, apply: line.endsWith('"') ? name : `"${name}"` }));
  const schema = inner === undefined ? undefined : schemaOf(inner, words);
  const field = /([\w]+):\s*"?$/.exec(line)?.[1];
  if (schema !== undefined && field !== undefined) {
    const wordsHere = wordsOf([fieldsOf([schema]).get(field) ?? {}]);
    return wordsHere.map((label) => ({
      label,
      apply: line.endsWith('"') || /^(true|false)$/.test(label) ? label : `"${label}"`,
    }));
  }
  const nested = open.reduce<readonly BlockShape[]>(
    (at, { keyword }) => at.find((each) => each.keyword === keyword)?.body?.blocks ?? [],
    blocks,
  );
  const here = open.length === 0 ? blocks : nested;
  return [
    ...here.map(({ keyword, summary }) => ({ label: keyword, info: summary, type: 'keyword' })),
    ...(schema === undefined
      ? []
      : [...fieldsOf([schema])]
          .filter(([name]) => name !== 'name')
          .map(([label, each]) => ({ label, apply: `${label}: `, info: describe(each), type: 'property' }))),
  ];
}

/** Says what the keyword, kind or field under the pointer is for. */
export function policyHover(blocks: readonly BlockShape[], words: VocabularyAnswer): HoverSource {
  const summaries = new Map(allBlocks(blocks).map(({ keyword, summary }) => [keyword, summary]));
  return (state, offset) => {
    const word = state.wordAt(offset);
    if (word === null) return undefined;
    const title = state.doc.sliceString(word.from, word.to);
    const inner = openBlocks(state.doc.sliceString(0, word.from)).at(-1);
    const schema = inner === undefined ? undefined : schemaOf(inner, words);
    const isField = state.doc.sliceString(word.to, word.to + 1) === ':';
    const text = isField
      ? describe(schema && fieldsOf([schema]).get(title))
      : (summaries.get(title) ??
        words.kinds.find(({ kind }) => kind === title)?.summary ??
        words.plugins.find(({ type }) => type === title)?.summary ??
        '');
    return text === '' ? undefined : { from: word.from, to: word.to, title, text };
  };
}

function schemaOf({ keyword, words: after }: Open, words: VocabularyAnswer): JsonSchema | undefined {
  if (keyword === 'SIGNAL') return words.kinds.find(({ kind }) => kind === after[0])?.schema;
  if (keyword === 'PLUGIN') return words.plugins.find(({ type }) => after.includes(type))?.schema;
  if (keyword === 'ALGORITHM') return words.algorithms.find(({ type }) => type === after[0])?.schema;
  return undefined;
}

/** Blocks whose brace is open at the end of a text. */
function openBlocks(text: string): readonly Open[] {
  const open: Open[] = [];
  let line = '';
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[{}\n]|[^"'#{}\n]+/g)) {
    const [piece] = match;
    if (piece === '\n') line = '';
    else if (piece === '{') {
      const words = line.trim().split(/\s+/);
      open.push({
        keyword: words[0] === 'ELSE' && words[1] === 'IF' ? 'ELSE IF' : (words[0] ?? ''),
        words: words.slice(1),
      });
      line = '';
    } else if (piece === '}') open.pop();
    else if (!piece.startsWith('#')) line += piece;
  }
  return open;
}

function allBlocks(blocks: readonly BlockShape[]): readonly BlockShape[] {
  return blocks.flatMap((block) => [block, ...allBlocks(block.body?.blocks ?? [])]);
}
