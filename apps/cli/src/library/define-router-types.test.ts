/**
 * What the compiler must refuse of a router that is defined in code: each line below an expectation is an error, or this
 * file is (`npm run check` compiles it). What it lets pass by force, loading refuses.
 *
 * @module
 */

import { expect, test } from 'vitest';
import { createEngine, defineRouter } from '../index.ts';

const models = [{ name: 'small' }, { name: 'large' }] as const;
const small = [{ model: 'small' }] as const;
const signals = {
  keywords: [{ name: 'urgent', operator: 'OR', keywords: ['asap'] }],
  complexity: [{ name: 'task', hard: { candidates: ['prove it'] }, easy: { candidates: ['hello'] } }],
} as const;

const unknownModels = defineRouter({
  // @ts-expect-error: no model has that name
  providers: { models, defaults: { default_model: 'smal' } },
  routing: {
    decisions: [
      // @ts-expect-error: no model has that name
      { name: 'a', modelRefs: [{ model: 'lorge' }] },
    ],
  },
});

const unknownSignals = defineRouter({
  providers: { models },
  functions: { shouting: ({ messages }) => messages.length > 3 },
  routing: {
    signals,
    decisions: [
      { name: 'right', rules: { type: 'keyword', name: 'urgent' }, modelRefs: small },
      { name: 'own', rules: { type: 'function', name: 'shouting' }, modelRefs: small },
      // @ts-expect-error: no keyword rule has that name
      { name: 'a', rules: { type: 'keyword', name: 'urgant' }, modelRefs: small },
      // @ts-expect-error: a complexity rule has levels
      { name: 'b', rules: { type: 'complexity', name: 'task' }, modelRefs: small },
      // @ts-expect-error: no rules of that kind are defined
      { name: 'c', rules: { type: 'language', name: 'en' }, modelRefs: small },
      // @ts-expect-error: there is no such function
      { name: 'd', rules: { type: 'function', name: 'whispering' }, modelRefs: small },
      // @ts-expect-error: deep inside as well
      { name: 'e', rules: { operator: 'NOT', conditions: [{ type: 'keyword', name: 'no' }] }, modelRefs: small },
      // @ts-expect-error: an effort is one of three words
      { name: 'f', modelRefs: [{ model: 'small', reasoning_effort: 'huge' }] },
    ],
  },
});

const unknownProjections = defineRouter({
  providers: { models },
  routing: {
    signals,
    projections: {
      // @ts-expect-error: no keyword rule has the name urgant
      scores: [
        { name: 'right', inputs: [{ type: 'keyword', name: 'urgent', weight: 1 }] },
        { name: 'wrong', inputs: [{ type: 'keyword', name: 'urgant', weight: 1 }] },
      ],
      // @ts-expect-error: no score has the name rigt
      mappings: [{ name: 'bands', source: 'rigt', outputs: [{ name: 'high', gte: 1 }] }],
    },
    decisions: [
      { name: 'a', rules: { type: 'projection', name: 'high' }, modelRefs: small },
      // @ts-expect-error: no band has that name
      { name: 'b', rules: { type: 'projection', name: 'higher' }, modelRefs: small },
    ],
  },
});

const unknownFields = defineRouter({
  providers: { models },
  functions: {
    // @ts-expect-error: a function says true, false or more, not a word
    shouting: () => 'yes',
  },
  routing: {
    signals: {
      // @ts-expect-error: an operator is AND, OR or NOR
      keywords: [{ name: 'urgent', operator: 'XOR', keywords: ['asap'] }],
    },
    // @ts-expect-error: a strategy is priority or confidence
    strategy: 'luck',
  },
});

test.each([
  ['models', unknownModels, ['"smal"', '"lorge"']],
  [
    'signals',
    unknownSignals,
    ['keyword:urgant', 'complexity:task', 'language:en', 'function:whispering', 'keyword:no', '"huge"'],
  ],
  ['projections', unknownProjections, ['keyword:urgant', '"rigt"', 'projection:higher']],
  ['fields', unknownFields, ['"XOR"', '"luck"']],
])('unknown %s are refused at load as well, each by its name', async (_what, definition, names) => {
  const refusal = await createEngine({ definition }).then(
    () => '',
    (cause: Error) => cause.message,
  );
  for (const name of names) expect(refusal).toContain(name);
});
