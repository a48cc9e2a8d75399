import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalSchema } from '../../config/canonical-schema.ts';
import { s, toJsonSchema } from '../../config/schema.ts';
import { signalKinds } from '../../signals/index.ts';
import { VALID_POLICY } from '../../testing/broken-policies.ts';
import { testVocabulary } from '../../testing/engine-from-yaml.ts';
import { topBlocks } from '../shapes.ts';
import { tokenize } from '../tokens.ts';
import { createPolicyEditor } from './policy-editor.ts';
import { createPolicyHighlighter } from './policy-highlighter.ts';

const plugins = [
  {
    type: 'greet',
    summary: 'Says hello.',
    schema: s.strictObject({ tone: s.enum(['warm', 'cool']).describe('How.') }) as never,
  },
];
const vocabulary = { ...testVocabulary, plugins };
const editor = createPolicyEditor({ schema: toJsonSchema(canonicalSchema(vocabulary)), kinds: signalKinds });

const DEFINED = `PROVIDERS { models: [{ name: "small" }, { name: "large model" }] }
SIGNAL keyword urgent { operator: "OR", keywords: ["asap"], description: "Somebody waits." }
SIGNAL complexity task { hard: { candidates: ["prove it"] }, easy: { candidates: ["hello"] } }
PROJECTION score s { inputs: [{ type: "keyword", name: "urgent", weight: 1 }] }
PROJECTION mapping m { source: "s", outputs: [{ name: "high", gte: 1 }] }
PLUGIN polite greet { tone: "warm" }
ROUTE first { MODEL "small" }
`;

/** Labels at the mark `|` of a text that stands behind the definitions. */
function labels(marked: string): readonly string[] {
  const text = DEFINED + marked;
  const offset = text.indexOf('|', DEFINED.length);
  return editor.complete(text.replace(/\|(?=[^|]*$)/, ''), offset).suggestions.map(({ label }) => label);
}

describe('completion', () => {
  test('at the top, every block of the language', () => {
    expect(labels('|')).toEqual(topBlocks.map(({ keyword }) => keyword));
    expect(labels('RO|')).toEqual(['ROUTING', 'ROUTE', 'PROVIDERS', 'PROJECTION']);
  });

  test('behind SIGNAL, every kind, with what its definition says', () => {
    expect(labels('SIGNAL |')).toEqual(signalKinds.map(({ kind }) => kind));
    const { suggestions } = editor.complete('SIGNAL me', 9);
    expect(suggestions[0]).toMatchObject({
      label: 'metadata',
      type: 'kind',
      summary: expect.stringContaining('vouches'),
    });
  });

  test.each([
    ['SIGNAL keyword x { |', ['name', 'operator', 'keywords']],
    ['SIGNAL keyword x { operator: "OR"\n  meth|', ['method']],
    ['SIGNAL keyword x { method: |', ['regex', 'bm25', 'ngram']],
    ['SIGNAL keyword x { case_sensitive: |', ['true', 'false']],
    ['SIGNAL metadata x { predicate: { |', ['equals', 'in', 'exists']],
    ['PROJECTION |', ['partition', 'score', 'mapping']],
    ['PROJECTION score x { inputs: [{ value_source: "c|', ['confidence', 'score']],
    ['ROUTING { strategy: |', ['priority', 'confidence']],
    ['GLOBAL { router: { auto|', ['auto_model_name', 'auto_model_names']],
    ['MODEL |', ['small', 'large model']],
    ['ROUTE x { WHEN |', ['keyword', 'projection', 'NOT']],
    ['ROUTE x { WHEN keyword("|', ['urgent']],
    ['ROUTE x { WHEN NOT (complexity("t|', ['task:hard', 'task:medium', 'task:easy']],
    ['ROUTE x { WHEN projection(|', ['high']],
    ['ROUTE x { WHEN keyword("urgent", |', ['gt', 'gte', 'lt', 'lte', 'label', 'on_error']],
    ['ROUTE x { WHEN keyword("urgent", on_error = |', ['match', 'no_match']],
    ['ROUTE x { WHEN keyword("urgent") |', ['AND', 'OR', 'MODEL', 'PRIORITY']],
    ['ROUTE x { WHEN keyword("urgent")\n  MOD|', ['MODEL']],
    ['ROUTE x { MODEL |', ['small', 'large model']],
    ['ROUTE x { MODEL "small" (|', ['reasoning', 'effort', 'lora']],
    ['ROUTE x { MODEL "small" (effort = |', ['low', 'medium', 'high']],
    ['ROUTE x { FOR m |', ['IN']],
    ['ROUTE x { FOR m IN |', ['decision.candidates']],
    ['ROUTE x { FOR m IN ["|', ['small', 'large model']],
    ['ROUTE x { FOR m IN ["small"] { MODEL |', ['m']],
    ['ROUTE x { ALGORITHM |', ['static']],
    ['ROUTE x { PLUGIN |', ['polite', 'greet']],
    ['ROUTE x { PLUGIN greet { tone: |', ['warm', 'cool']],
    ['PLUGIN own greet { |', ['tone']],
    ['ROUTE x { EMIT |', ['retention']],
    ['ROUTE x { EMIT retention { dr|', ['drop']],
    ['ROUTE x { on_unknown: |', ['no_match', 'match', 'refuse']],
    ['DECISION_TREE t { |', ['IF', 'ELSE IF', 'ELSE']],
    ['DECISION_TREE t { IF keyword("urgent") { |', ['NAME', 'MODEL']],
    ['TEST t { "hi" |', ['->']],
    ['TEST t { "hi" -> |', ['first']],
    ['RECIPE r { SIGNAL lang|', ['language']],
  ])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expect.arrayContaining([...expected]));
  });

  test.each(['# SIGNAL |', 'ROUTE |', 'ROUTE x { PRIORITY |', 'ROUTE x (description = "|'])('%s: nothing', (marked) => {
    expect(labels(marked)).toEqual([]);
  });

  test('what is written already is replaced, quotes and all', () => {
    const text = `${DEFINED}ROUTE x { MODEL "lar model" }`;
    const offset = text.lastIndexOf('lar') + 3;
    const { from, to, suggestions } = editor.complete(text, offset);
    expect(text.slice(from, to)).toBe('"lar model"');
    expect(suggestions).toMatchObject([{ insert: '"large model"' }]);
  });

  test('mistakes before and after do not matter', () => {
    expect(labels('ROUTE broken { WHEN ) MODEL\n}\nSIGNAL nonsense {{\n}\n}\nROUTE x { WHEN keyword("|"')).toEqual([
      'urgent',
    ]);
  });
});

test('hover tells what definitions say of keywords, kinds, fields and rules', () => {
  const text = `${DEFINED}ROUTE x { WHEN keyword("urgent") MODEL "small" }`;
  const at = (word: string) => editor.hover(text, text.lastIndexOf(word) + 1);
  expect(at('ROUTE')).toMatchObject({ title: 'ROUTE', summary: 'A decision: when, and which models.' });
  expect(at('keyword')).toMatchObject({ title: 'keyword', summary: signalKinds[0]!.summary });
  expect(at('"urgent"')).toMatchObject({ title: 'urgent', summary: 'Somebody waits.' });
  expect(at('weight')).toMatchObject({ summary: expect.stringContaining('Factor') });
  expect(at('{ WHEN')).toBeUndefined();
});

test('no text and no place in it ends the editor', () => {
  const noise = fc.oneof(
    fc.nat(VALID_POLICY.length).map((end) => VALID_POLICY.slice(0, end)),
    fc
      .array(
        fc.constantFrom('ROUTE', 'x', '{', '}', '(', ')', 'WHEN', '"', "'", '[', ':', ',', '#', '\n', 'NOT', '->', 'é'),
      )
      .map((parts) => parts.join(' ')),
    fc.constant('ROUTE x { WHEN '.padEnd(20_000, '(')),
    fc.constant('GLOBAL { a: '.padEnd(20_000, '[')),
  );
  fc.assert(
    fc.property(noise, fc.nat(), (text, place) => {
      const offset = Math.min(text.length, place % 2000);
      const { from, to, suggestions } = editor.complete(text, offset);
      expect(from).toBeLessThanOrEqual(offset);
      expect(to).toBeGreaterThanOrEqual(offset);
      for (const { insert } of suggestions) expect(insert).not.toBe('');
      editor.hover(text, offset);
    }),
    { numRuns: 200 },
  );
});

describe('highlighting', () => {
  const { highlight } = createPolicyHighlighter(signalKinds);
  const styled = (text: string) => highlight(text).map(({ from, to, style }) => `${style} ${text.slice(from, to)}`);

  test('tells keywords, kinds, names, fields and texts apart', () => {
    expect(styled('SIGNAL keyword keyword { operator: "OR" } # why')).toEqual([
      'definitionKeyword SIGNAL',
      'typeName keyword',
      'variableName keyword',
      'punctuation {',
      'propertyName operator',
      'punctuation :',
      'string "OR"',
      'punctuation }',
      'comment # why',
    ]);
    expect(styled(`WHEN keyword('a # b', gte = 0.5) -> $\{X} true "open`)).toEqual([
      'definitionKeyword WHEN',
      'typeName keyword',
      'punctuation (',
      "string 'a # b'",
      'punctuation ,',
      'propertyName gte',
      'punctuation =',
      'number 0.5',
      'punctuation )',
      'operator ->',
      `variableName $\{X}`,
      'bool true',
      'invalid "open',
    ]);
  });

  test('has a piece for every token of a valid policy, and none is wrong', () => {
    const pieces = new Map(highlight(VALID_POLICY).map((piece) => [piece.from, piece]));
    expect([...pieces.values()].filter(({ style }) => style === 'invalid')).toEqual([]);
    for (const { type, at, end } of tokenize(VALID_POLICY, () => {})) {
      if (type !== 'end') expect(pieces.get(at)).toMatchObject({ from: at, to: end });
    }
  });

  test('always moves on, whatever the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let before = 0;
        for (const { from, to } of highlight(text)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
      }),
    );
  });
});
