import { describe, expect, test } from 'vitest';
import { aRequest, engineFromYaml, fixedClassifier } from '../testing/index.ts';
import type { MappingTrace, PartitionTrace, ScoreTrace } from '../trace/trace.ts';

const route = async (yaml: string, text: string, ports = {}) =>
  (await engineFromYaml(yaml, ports)).route(aRequest().user(text).build());
const find = <T>(traces: readonly { readonly type: string; readonly name: string }[], name: string) =>
  traces.find((trace) => trace.name === name) as T | undefined;

describe('a partition', () => {
  const domains = (answer: Record<string, number>, fails = false) => ({
    classifiers: {
      domain: fixedClassifier('test/domain', ['math', 'law', 'other'], () => {
        if (fails) throw new Error('down');
        return answer;
      }),
    },
  });
  const CONFIG = (semantics: string) => `
signals: { domains: [{ name: math, threshold: 0.2 }, { name: law, threshold: 0.2 }, { name: other, threshold: 0.9 }] }
projections:
  partitions: [{ name: subject, ${semantics}, members: [math, law, other], default: other }]
decisions:
  - { name: math, priority: 3, rules: { type: domain, name: math }, modelRefs: [{ model: large }] }
  - { name: law, priority: 9, rules: { type: domain, name: law }, modelRefs: [{ model: coder }] }
  - { name: other, priority: 1, rules: { type: domain, name: other }, modelRefs: [{ model: small }] }
`;

  test('leaves only the contender of the highest confidence', async () => {
    const { decision, trace } = await route(CONFIG('semantics: exclusive'), 'x', domains({ math: 0.6, law: 0.3 }));
    expect(decision).toBe('math');
    expect(find<PartitionTrace>(trace.projections, 'subject')).toMatchObject({ winner: 'math', isDefault: false });
    expect(trace.signals.find(({ name }) => name === 'law')).toMatchObject({
      state: 'read',
      matched: false,
      value: expect.closeTo(0.3),
    });
  });

  test('softmax turns the winner’s confidence into its share', async () => {
    const { confidence, trace } = await route(
      CONFIG('semantics: softmax_exclusive, temperature: 0.1'),
      'x',
      domains({ math: 0.6, law: 0.3 }),
    );
    expect(confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 4);
    expect(find<PartitionTrace>(trace.projections, 'subject')?.contenders[1]?.share).toBeCloseTo(
      1 / (1 + Math.exp(3)),
      4,
    );
  });

  test('the default matches when nothing does', async () => {
    const { decision, trace } = await route(CONFIG('semantics: exclusive'), 'x', domains({ math: 0.1 }));
    expect(decision).toBe('other');
    expect(find<PartitionTrace>(trace.projections, 'subject')).toMatchObject({ winner: 'other', isDefault: true });
  });

  test('with its members unknown the default does not fire', async () => {
    const { decision, trace } = await route(CONFIG('semantics: exclusive'), 'x', domains({}, true));
    expect(decision).toBeNull();
    expect(find<PartitionTrace>(trace.projections, 'subject')).toMatchObject({ winner: null, isDefault: false });
  });
});

describe('scores and bands', () => {
  const CONFIG = `
signals:
  keywords:
    - { name: hard, operator: OR, keywords: [prove] }
    - { name: easy, operator: OR, keywords: [briefly] }
  domains: [{ name: math }]
projections:
  scores:
    - name: difficulty
      inputs:
        - { type: keyword, name: hard, weight: 0.5 }
        - { type: keyword, name: easy, weight: -0.3 }
        - { type: domain, name: math, weight: 0.4, value_source: raw }
    - name: effort
      inputs:
        - { type: projection, name: difficulty, weight: 2 }
        - { type: projection, name: difficult, weight: 1, value_source: confidence }
  mappings:
    - name: difficulty_band
      source: difficulty
      calibration: { slope: 10 }
      outputs: [{ name: simple, lt: 0.2 }, { name: medium, lt: 0.6 }, { name: difficult, gte: 0.6 }]
    - { name: effort_band, source: effort, method: multi_emit, outputs: [{ name: some, gt: 0.5 }, { name: much, gt: 1.5 }] }
decisions:
  - { name: much, priority: 9, rules: { type: projection, name: much }, modelRefs: [{ model: coder }] }
  - { name: some, priority: 8, rules: { type: projection, name: some }, modelRefs: [{ model: coder }] }
  - { name: difficult, priority: 3, rules: { type: projection, name: difficult }, modelRefs: [{ model: large }] }
  - { name: medium, priority: 2, rules: { type: projection, name: medium }, modelRefs: [{ model: large }] }
  - { name: simple, priority: 1, rules: { type: projection, name: simple }, modelRefs: [{ model: small }] }
`;
  const math = (probability: number | undefined) => ({
    classifiers: {
      domain: fixedClassifier('test/domain', ['math'], () => {
        if (probability === undefined) throw new Error('down');
        return { math: probability };
      }),
    },
  });

  test.each([
    ['hello', 0, 'simple'],
    ['briefly', 0.9, 'simple'],
    ['hello', 0.9, 'some'],
    ['prove it', 0, 'some'],
    ['prove it', 1, 'much'],
  ])('%j with math at %d goes to %s', async (text, probability, expected) => {
    expect((await route(CONFIG, text, math(probability))).decision).toBe(expected);
  });

  test('the trace has contributions, the band, and the distance to the next one', async () => {
    const { trace } = await route(CONFIG, 'prove it briefly', math(0.5));
    expect(find<ScoreTrace>(trace.projections, 'difficulty')).toMatchObject({
      value: expect.closeTo(0.4),
      contributions: [
        { source: 'keyword:hard', contribution: 0.5 },
        { source: 'keyword:easy', contribution: -0.3 },
        { source: 'domain:math', contribution: expect.closeTo(0.2) },
      ],
    });
    const band = find<MappingTrace>(trace.projections, 'difficulty_band');
    expect(band).toMatchObject({
      outputs: ['medium'],
      score: expect.closeTo(0.4),
      nearest: { output: 'difficult', distance: expect.closeTo(0.2) },
    });
  });

  test('with an input unknown there is a band only where every value gives the same', async () => {
    // difficulty is 0.5 plus anything: not simple or not medium, which of them nobody can say.
    const { decision, trace } = await route(CONFIG, 'prove it', math(undefined));
    expect(decision).toBeNull();
    expect(find<MappingTrace>(trace.projections, 'difficulty_band')).toMatchObject({ score: null, outputs: [] });
    expect(trace.decisions.every(({ outcome }) => outcome === 'unknown')).toBe(true);
  });

  test('with a binary input unknown only its two values count', async () => {
    const yaml = `
signals: { domains: [{ name: math }] }
projections:
  scores: [{ name: s, inputs: [{ type: domain, name: math, weight: 1 }] }]
  mappings: [{ name: m, source: s, outputs: [{ name: inside, gte: 0.4, lt: 0.6 }, { name: outside }] }]
decisions: [{ name: d, rules: { type: projection, name: outside }, modelRefs: [{ model: large }] }]
`;
    expect((await route(yaml, 'x', math(undefined))).decision).toBe('d');
  });
});

describe('bad projections', () => {
  test.each([
    ['partitions: [{ name: p, members: [a, zz], default: a }]', 'unknown member "keyword:zz"'],
    ['partitions: [{ name: p, members: [a, b], default: c }]', 'the default "c" is not a member'],
    ['partitions: [{ name: p, semantics: softmax_exclusive, members: [a, b], default: a }]', 'needs a temperature'],
    ['partitions: [{ name: p, members: [a, a], default: a }]', '"a" is already a member of this partition'],
    ['scores: [{ name: s, inputs: [{ type: keyword, name: aa, weight: 1 }] }]', 'unknown signal "keyword:aa"'],
    ['scores: [{ name: s, inputs: [{ type: keywrd, name: a, weight: 1 }] }]', 'unknown signal kind "keywrd"'],
    [
      'scores: [{ name: s, inputs: [{ type: keyword, name: a, weight: 1, value_source: raw, match: 2 }] }]',
      'match and miss belong to value_source binary',
    ],
    [
      'scores: [{ name: s, inputs: [{ type: keyword, name: a, weight: 1 }] }]\nmappings: [{ name: m, source: t, outputs: [{ name: x }] }]',
      'unknown score "t"',
    ],
    [
      'scores: [{ name: s, inputs: [{ type: projection, name: t, weight: 1 }] }, { name: t, inputs: [{ type: projection, name: s, weight: 1 }] }]',
      'in a circle: s → t → s',
    ],
    [
      'scores: [{ name: s, inputs: [{ type: keyword, name: a, weight: 1 }] }]\nmappings: [{ name: m, source: s, outputs: [{ name: x, lt: 1 }, { name: y, lt: 0 }] }]',
      'no score gives "y"; outputs before it',
    ],
    [
      'scores: [{ name: s, inputs: [{ type: keyword, name: a, weight: 1 }] }]\nmappings: [{ name: m, source: s, outputs: [{ name: x, lt: 0, gt: 1 }, { name: y }] }]',
      'its bounds exclude each other',
    ],
    [
      'scores: [{ name: s, inputs: [{ type: keyword, name: a, weight: 1 }] }]\nmappings: [{ name: m, source: s, outputs: [{ name: x, lt: 0 }, { name: x, gte: 0 }] }]',
      'duplicate output "x"',
    ],
  ])('%s', async (projections, says) => {
    const indented = projections
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n');
    const yaml = `
signals: { keywords: [{ name: a, operator: OR, keywords: [a] }, { name: b, operator: OR, keywords: [b] }] }
projections:
${indented}
decisions: [{ name: d, modelRefs: [{ model: large }] }]
`;
    await expect(engineFromYaml(yaml)).rejects.toThrow(says);
  });
});
