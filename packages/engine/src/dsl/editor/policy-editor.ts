import type { SignalKind } from '../../signals/signal-kind.ts';
import { PROJECTION_LISTS } from '../build-config.ts';
import type { BodyShape } from '../shapes.ts';
import { tokenize } from '../tokens.ts';
import { type ConfigSchema, configSchema, type SchemaNode } from './config-schema.ts';
import { type KnownNames, knownNames } from './known-names.ts';
import { type Expected, placeInPolicy } from './place-in-policy.ts';

/** One thing that may stand at a place. */
export interface Suggestion {
  /** What is shown. */
  readonly label: string;
  /** What is written, quotes included where it needs them. */
  readonly insert: string;
  readonly type: 'word' | 'kind' | 'field' | 'value' | 'name';
  /** A sentence about it, from its definition. */
  readonly summary?: string | undefined;
}

export interface Completion {
  /** The piece that a suggestion replaces: offsets in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** Those that fit what is written already. */
  readonly suggestions: readonly Suggestion[];
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly summary: string;
}

/** What an editor of policies asks. Pure: the same text and place give the same answer; mistakes elsewhere do not matter. */
export interface PolicyEditor {
  complete(text: string, offset: number): Completion;
  /** What is said of the word at a place; undefined where there is nothing to say. */
  hover(text: string, offset: number): Hover | undefined;
}

export interface PolicyEditorOptions {
  /** JSON Schema of configs: the file `config.schema.json`, or `toJsonSchema(canonicalSchema(vocabulary))`. */
  readonly schema: SchemaNode;
  readonly kinds: readonly SignalKind[];
}

const JOINTS: readonly Suggestion[] = [
  { label: 'AND', insert: 'AND', type: 'word', summary: 'Both conditions hold.' },
  { label: 'OR', insert: 'OR', type: 'word', summary: 'One of the conditions holds.' },
];
const NOT: Suggestion = { label: 'NOT', insert: 'NOT', type: 'word', summary: 'The condition does not hold.' };
const BAND = { label: 'projection', summary: 'A band of a mapping.' };

/** Completion and hover for policies, from the definitions. */
export function createPolicyEditor({ schema: root, kinds }: PolicyEditorOptions): PolicyEditor {
  const schema = configSchema(root, kinds);
  const suggest = (text: string, expected: Expected) =>
    suggestionsFor(expected, schema, kinds, () => knownNames(text, kinds));
  return {
    complete(text, offset) {
      const { expected, from, prefix } = placeInPolicy(text, offset, schema);
      const wanted = prefix.replace(/^["']/, '').toLowerCase();
      const suggestions = suggest(text, expected).filter(({ label }) => label.toLowerCase().includes(wanted));
      const starts = ({ label }: Suggestion) => label.toLowerCase().startsWith(wanted);
      return {
        from,
        to: endOfPiece(text, offset, prefix),
        suggestions: [...suggestions.filter(starts), ...suggestions.filter((each) => !starts(each))],
      };
    },
    hover(text, offset) {
      const token = tokenize(text, () => {}).find(
        ({ type, at, end }) => (type === 'word' || type === 'text') && at <= offset && offset < end,
      );
      if (token === undefined) return undefined;
      const { expected } = placeInPolicy(text, token.at, schema);
      const found = suggest(text, expected).find(({ label }) => label === token.text);
      if (found?.summary === undefined) return undefined;
      return { from: token.at, to: token.end, title: found.label, summary: found.summary };
    },
  };
}

/** To the end of the word or text that the place stands in. */
function endOfPiece(text: string, offset: number, prefix: string): number {
  const rest = text.slice(offset);
  const quote = /^["']/.exec(prefix)?.[0];
  if (quote === undefined) return offset + /^[\w./-]*/.exec(rest)![0].length;
  const line = rest.split('\n', 1)[0]!;
  const close = line.indexOf(quote);
  return close < 0 ? offset : offset + close + 1;
}

function suggestionsFor(
  expected: Expected,
  schema: ConfigSchema,
  kinds: readonly SignalKind[],
  names: () => KnownNames,
): readonly Suggestion[] {
  switch (expected.type) {
    case 'statement':
      return statements(expected.shape, expected.schema, schema);
    case 'name':
      return namesOf(expected, schema, kinds, names);
    case 'field':
      return [...schema.fields(expected.schema)].map(([key, node]) => fieldOf(key, node));
    case 'value':
      return schema.values(expected.schema).map((value) => ({ label: unquoted(value), insert: value, type: 'value' }));
    case 'condition': {
      const words = [...kinds.map(({ kind, summary }) => ({ label: kind, summary })), BAND];
      return [...words.map((each) => ({ ...each, insert: each.label, type: 'kind' as const })), NOT];
    }
    case 'rule':
      return [...(names().outputs.get(expected.kind) ?? [])].map(([label, summary]) => quoted(label, summary));
    case 'joint':
      return [...JOINTS, ...statements(expected.shape, expected.schema, schema)];
    case 'model':
      return expected.variable === undefined
        ? names().models.map((label) => quoted(label))
        : [{ label: expected.variable, insert: expected.variable, type: 'name' }];
    case 'source':
      return [
        {
          label: 'decision.candidates',
          insert: 'decision.candidates',
          type: 'value',
          summary: 'The models of the route.',
        },
      ];
    case 'in':
      return [{ label: 'IN', insert: 'IN', type: 'word' }];
    case 'arrow':
      return [{ label: '->', insert: '->', type: 'word' }];
    case 'route':
      return names().routes.map((label) => ({ ...quoted(label), insert: plain(label) }));
    case 'nothing':
      return [];
  }
}

function statements(
  { blocks = [], hasFields }: BodyShape,
  node: SchemaNode | undefined,
  schema: ConfigSchema,
): readonly Suggestion[] {
  const words = blocks.map(({ keyword, summary }) => ({
    label: keyword,
    insert: keyword,
    type: 'word' as const,
    summary,
  }));
  if (hasFields !== true) return words;
  return [...words, ...[...schema.fields(node)].map(([key, value]) => fieldOf(key, value))];
}

/** Words for what stands behind a keyword, where it is one of few. */
function namesOf(
  { keyword, what }: Extract<Expected, { type: 'name' }>,
  schema: ConfigSchema,
  kinds: readonly SignalKind[],
  names: () => KnownNames,
): readonly Suggestion[] {
  const words = (all: Iterable<readonly [string, string | undefined]>, type: Suggestion['type']) =>
    [...all].map(([label, summary]) => ({ label, insert: plain(label), type, summary }));
  switch (what) {
    case 'kind':
      return words(
        kinds.map(({ kind, summary }) => [kind, summary] as const),
        'kind',
      );
    case 'projection':
      return words(
        [...PROJECTION_LISTS.keys()].map((word) => [word, undefined] as const),
        'value',
      );
    case 'algorithm':
      return words(schema.types('algorithm'), 'value');
    case 'plugin':
      return [
        ...words(
          names().templates.map((name) => [name, 'A template of this file.'] as const),
          'name',
        ),
        ...words(schema.types('plugins'), 'value'),
      ];
    case 'directive': {
      const directive = schema.item(schema.field(schema.ofBlock('ROUTE', []), 'emits'));
      return words(
        schema.values(schema.field(directive, 'kind')).map((word) => [unquoted(word), undefined] as const),
        'value',
      );
    }
    case 'model':
      return keyword === 'MODEL' ? names().models.map((label) => ({ label, insert: plain(label), type: 'name' })) : [];
    default:
      return [];
  }
}

function fieldOf(key: string, node: SchemaNode): Suggestion {
  return { label: key, insert: plain(key), type: 'field', summary: node.description as string | undefined };
}

function quoted(label: string, summary?: string): Suggestion {
  return { label, insert: JSON.stringify(label), type: 'name', summary };
}

function plain(name: string): string {
  return /^[A-Za-z_](?:[\w./]|-(?!>))*$/.test(name) ? name : JSON.stringify(name);
}

function unquoted(value: string): string {
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}
