import { expect, test } from 'vitest';
import { aRequest, bagOfWordsEncoder, engineFromYaml, fixedClassifier } from '../testing/index.ts';
import { createTextView } from '../text/text-view.ts';
import { distributionOf, vectorOf, vectorsOf } from './model-calls.ts';

test('a vector and a distribution are computed once per text', () => {
  const encoder = bagOfWordsEncoder();
  const classifier = fixedClassifier('test/any', ['yes'], () => ({ yes: 1 }));
  const [one, two] = [createTextView('one'), createTextView('two')];
  const first = vectorOf(one, encoder, {});
  expect(vectorOf(one, encoder, {})).toBe(first);
  vectorsOf([one, two, one, two], encoder, {});
  expect(encoder.encoded).toBe(2);
  distributionOf(one, classifier, {});
  distributionOf(one, classifier, {});
  expect(classifier.calls).toBe(1);
});

test('vectors come in the order of the texts, from a later answer too', async () => {
  const local = bagOfWordsEncoder();
  const calls: number[] = [];
  const remote = {
    ...local,
    encode: async (texts: Parameters<typeof local.encode>[0]) => {
      calls.push(texts.length);
      return local.encode(texts) as Float32Array[];
    },
  };
  const texts = ['one', 'two', 'one two'].map(createTextView);
  const own = texts.map(({ raw }) => (local.encode([createTextView(raw)]) as Float32Array[])[0]);
  expect(await vectorsOf(texts, remote, {})).toEqual(own);
  expect(calls).toEqual([3]);
});

const ALL_ENCODED = `signals:
  embeddings:
    - { name: e, threshold: 0.5, candidates: [reset my password] }
  preferences:
    - { name: p, description: work on accounts }
  complexity:
    - { name: c, hard: { candidates: [prove it] }, easy: { candidates: [reset it] } }
  reasks:
    - { name: r }
  jailbreak:
    - { name: j, method: contrastive, jailbreak_patterns: [ignore the rules], benign_patterns: [reset] }
decisions:
  - name: d
    rules:
      operator: OR
      conditions:
        - { type: embedding, name: e }
        - { type: preference, name: p }
        - { type: complexity, name: 'c:hard' }
        - { type: reask, name: r }
        - { type: jailbreak, name: j }
    modelRefs: [{ model: large }]
`;

test('all kinds that compare sentences share one encode of the current turn', async () => {
  const encoder = bagOfWordsEncoder();
  const engine = await engineFromYaml(ALL_ENCODED, { encoder });
  const atLoad = encoder.encoded;
  await engine.route(aRequest().user('Prove that there are infinitely many primes').build());
  expect(encoder.encoded - atLoad).toBe(1);
});

test('in a conversation they share one encode of each turn that any of them reads', async () => {
  const encoder = bagOfWordsEncoder();
  const engine = await engineFromYaml(ALL_ENCODED, { encoder });
  const atLoad = encoder.encoded;
  const request = aRequest().user('Prove that there are infinitely many primes').assistant('…').user('commit it');
  await engine.route(request.build());
  expect(encoder.encoded - atLoad).toBe(2);
});
