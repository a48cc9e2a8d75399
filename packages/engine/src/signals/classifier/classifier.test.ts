import { describe, expect, test } from 'vitest';
import { ruleHead } from '../../adapters/rule-head.ts';
import { PortFailure } from '../../ports/index.ts';
import { aRequest, engineFromYaml, fixedClassifier, readSignal } from '../../testing/index.ts';
import { classifier } from './classifier.ts';

const mood = (shares: Record<string, number>, cost: 'local' | 'costly' = 'local') =>
  fixedClassifier('test/mood', ['calm', 'angry'], () => shares, { cost });
const RULE = { name: 'mood', type: 'head', head: 'mood', labels: ['angry', 'calm'] };

test('every label has a score of its own', async () => {
  const ports = { classifiers: { mood: mood({ calm: 0.3, angry: 0.7 }) } };
  expect(await readSignal(classifier, [RULE], 'why!', { ports })).toMatchObject([
    { name: 'mood:angry', matched: true, value: expect.closeTo(0.7) },
    { name: 'mood:calm', matched: false, value: expect.closeTo(0.3), evidence: 'angry' },
  ]);
  expect(await readSignal(classifier, [{ ...RULE, threshold: 0.2 }], 'why!', { ports })).toMatchObject([
    { matched: true },
    { matched: true },
  ]);
});

test('a model that cannot answer leaves the other rules alone', async () => {
  const down = {
    ...mood({}),
    classify: () => Promise.reject(new PortFailure('adapter.unreachable', 'connection refused')),
  };
  const broken = {
    ...mood({}),
    classify: () => {
      throw new Error('no memory');
    },
  };
  const rules = [RULE, { ...RULE, name: 'other', head: 'down' }, { ...RULE, name: 'third', head: 'broken' }];
  const ports = { classifiers: { mood: mood({ calm: 1 }), down, broken } };
  expect(await readSignal(classifier, rules, 'x', { ports })).toMatchObject([
    { name: 'mood:angry', matched: false },
    { name: 'mood:calm', matched: true },
    { name: 'other:angry', code: 'adapter.unreachable', reason: 'connection refused' },
    { name: 'other:calm', code: 'adapter.unreachable' },
    { name: 'third:angry', code: 'signal.failed', reason: 'no memory' },
    { name: 'third:calm', code: 'signal.failed' },
  ]);
});

const routing = (rule: string, condition: string) => `signals:
  keywords: [{ name: urgent, operator: OR, keywords: [urgent] }]
  classifiers: [${rule}]
decisions:
  - { name: now, priority: 2, rules: { type: keyword, name: urgent }, modelRefs: [{ model: small }] }
  - { name: d, priority: 1, rules: { type: classifier, ${condition} }, modelRefs: [{ model: large }] }
`;
const HEAD = '{ name: mood, type: head, head: mood, labels: [angry, calm] }';

describe('in a decision', () => {
  test.each([
    ['name: mood, label: angry, predicate: { gte: 0.6 }', 'd'],
    ['name: mood, label: angry, predicate: { gte: 0.8 }', null],
    ['name: mood, label: angry', 'd'],
    ['name: "mood:calm"', null],
  ])('%s → %s', async (condition, decision) => {
    const engine = await engineFromYaml(routing(HEAD, condition), {
      classifiers: { mood: mood({ angry: 0.7, calm: 0.3 }) },
    });
    expect((await engine.route(aRequest().user('why!').build())).decision).toBe(decision);
  });

  test('a remote one is asked only while its answer can change the route', async () => {
    const remote = mood({ angry: 1 }, 'costly');
    const engine = await engineFromYaml(routing(HEAD, 'name: mood, label: angry'), { classifiers: { mood: remote } });
    expect((await engine.route(aRequest().user('urgent!').build())).decision).toBe('now');
    expect(remote.calls).toBe(0);
    expect((await engine.route(aRequest().user('why!').build())).decision).toBe('d');
    expect(remote.calls).toBe(1);
  });

  test('on_error says what no answer counts as', async () => {
    const down = {
      ...mood({}, 'costly'),
      classify: () => Promise.reject(new PortFailure('adapter.timed_out', 'no answer')),
    };
    const decisionOf = async (condition: string) => {
      const engine = await engineFromYaml(routing(HEAD, condition), { classifiers: { mood: down } });
      return (await engine.route(aRequest().user('why!').build())).decision;
    };
    expect(await decisionOf('name: mood, label: angry, on_error: match')).toBe('d');
    expect(await decisionOf('name: mood, label: angry')).toBeNull();
  });
});

test.each([
  ['{ name: mood, type: local, labels: [a] }', 'name: mood, label: a', /type local needs model_path/],
  [
    '{ name: mood, type: llm, labels: [a], model: m, head: h }',
    'name: mood, label: a',
    /head does not belong to type llm/,
  ],
  [
    '{ name: mood, type: head, head: mood, labels: [calm], instructions: x }',
    'name: mood, label: calm',
    /instructions/,
  ],
  ['{ name: mood, type: head, head: mood, labels: [calm, calm] }', 'name: mood, label: calm', /a second label "calm"/],
  [
    '{ name: mood, type: head, head: nope, labels: [calm] }',
    'name: mood, label: calm',
    /no head "nope"; there are mood/,
  ],
  [
    '{ name: mood, type: head, head: mood, labels: [sad] }',
    'name: mood, label: sad',
    /no label "sad"; it has calm, angry/,
  ],
  ['{ name: mood, type: llm, model: m, labels: [calm] }', 'name: mood, label: calm', /nothing here opens its model/],
  [HEAD, 'name: mood', /unknown signal "classifier:mood"[\s\S]*mood:angry/],
  [HEAD, 'name: mood, label: angri', /unknown signal "classifier:mood:angri"[\s\S]*did you mean "mood:angry"/],
])('%s read by %s is refused', async (rule, condition, message) => {
  const loading = engineFromYaml(routing(rule, condition), { classifiers: { mood: mood({}) } });
  await expect(loading).rejects.toThrow(message);
});

test('a model of its own is found by the rule’s name', async () => {
  const rule = '{ name: mood, type: local, model_path: ./mood, labels: [angry] }';
  const engine = await engineFromYaml(routing(rule, 'name: mood, label: angry'), {
    classifiers: { [ruleHead('mood')]: mood({ angry: 0.9 }) },
  });
  expect((await engine.route(aRequest().user('why!').build())).decision).toBe('d');
});
