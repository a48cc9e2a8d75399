import { describe, expect, test } from 'vitest';
import { aRequest, bagOfWordsEncoder, engineFromConfig, engineFromYaml, fixedClassifier } from './testing/index.ts';

const TWO_ROUTES = `
signals:
  keywords:
    - { name: coding, operator: OR, keywords: [code, 代码] }
    - { name: urgent, operator: OR, keywords: [urgent] }
decisions:
  - name: coding
    priority: 100
    rules: { type: keyword, name: coding }
    modelRefs: [{ model: coder, use_reasoning: true, reasoning_effort: high }]
  - name: urgent
    priority: 50
    rules: { operator: OR, conditions: [{ type: keyword, name: urgent }] }
    modelRefs: [{ model: large }]
`;

describe('route', () => {
  test('picks the matching decision of the highest priority and names the runner-up', async () => {
    const engine = await engineFromYaml(TWO_ROUTES);
    const result = await engine.route(aRequest().user('urgent: fix this code').build());
    expect(result.decision).toBe('coding');
    expect(result.model).toEqual({ model: 'coder', reasoning: 'on', effort: 'high' });
    expect(result.trace.runnerUp).toEqual({
      decision: 'urgent',
      outrankedBy: 'priority',
      winner: 100,
      own: 50,
      margin: 50,
    });
    expect(result.trace.decisions.find(({ name }) => name === 'coding')?.because).toEqual(['keyword:coding']);
  });

  test('gives the default model when nothing matches', async () => {
    const engine = await engineFromYaml(TWO_ROUTES);
    const result = await engine.route(aRequest().user('hello').build());
    expect(result.decision).toBeNull();
    expect(result.model).toEqual({ model: 'small', reasoning: 'off' });
    expect(result.trace.selection.algorithm).toBe('default');
  });

  test('reads the last user turn', async () => {
    const engine = await engineFromYaml(TWO_ROUTES);
    const facts = aRequest().user('show me code').assistant('here is code').user('thanks').build();
    expect((await engine.route(facts)).decision).toBeNull();
  });

  test('gives each entry point its own recipe over the shared models', async () => {
    const engine = await engineFromConfig(`
version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }, { name: coder }]
routing:
  signals: { keywords: [{ name: coding, operator: OR, keywords: [code] }] }
  decisions: [{ name: coding, rules: { type: keyword, name: coding }, modelRefs: [{ model: coder }] }]
recipes:
  - name: careful
    routing:
      signals: { keywords: [{ name: coding, operator: OR, keywords: [program] }] }
      decisions: [{ name: review, rules: { type: keyword, name: coding }, modelRefs: [{ model: large }] }]
entrypoints: [{ model_names: [vault, safe], recipe: careful }]
`);
    const ask = async (requestedModel: string, text: string) => {
      const { recipe, decision, model, trace } = await engine.route(aRequest().user(text).build({ requestedModel }));
      return [recipe, trace.recipe, decision, model?.model];
    };
    expect(await ask('MoM', 'some code')).toEqual(['default', 'default', 'coding', 'coder']);
    expect(await ask('vault', 'some code')).toEqual(['careful', 'careful', null, 'small']);
    expect(await ask('safe', 'a program')).toEqual(['careful', 'careful', 'review', 'large']);
    expect(engine.summary.recipes.map(({ name }) => name)).toEqual(['default', 'careful']);
  });

  test('does not compile rules that no decision reads', async () => {
    const engine = await engineFromYaml(`
signals:
  keywords: [{ name: used, operator: OR, keywords: [a] }, { name: idle, operator: OR, keywords: [b] }]
decisions:
  - { name: d, rules: { type: keyword, name: used }, modelRefs: [{ model: large }] }
`);
    expect(engine.summary.recipes[0]!.signals.map(({ name }) => name)).toEqual(['used']);
  });

  test('encodes the request once however many embedding rules there are', async () => {
    const encoder = bagOfWordsEncoder();
    const engine = await engineFromYaml(
      `
signals:
  embeddings:
    - { name: refund, threshold: 0.5, candidates: [I want my money back] }
    - { name: greeting, threshold: 0.5, candidates: [hello there] }
decisions:
  - { name: refund, priority: 2, rules: { type: embedding, name: refund }, modelRefs: [{ model: large }] }
  - { name: greeting, priority: 1, rules: { type: embedding, name: greeting }, modelRefs: [{ model: small }] }
`,
      { encoder },
    );
    const atLoad = encoder.encoded;
    const result = await engine.route(aRequest().user('i want my money back now').build());
    expect(result.decision).toBe('refund');
    expect(encoder.encoded - atLoad).toBe(1);
  });
});

describe('unknown signals', () => {
  const failing = fixedClassifier('test/domain', ['math', 'law'], () => {
    throw new Error('model crashed');
  });
  const NOT_MATH = (onUnknown: string) => `
signals: { domains: [{ name: math }] }
decisions:
  - name: anything_but_math
    ${onUnknown}
    rules: { operator: NOT, conditions: [{ type: domain, name: math }] }
    modelRefs: [{ model: large }]
`;

  test('a NOT over an unknown signal does not pass', async () => {
    const engine = await engineFromYaml(NOT_MATH(''), { classifiers: { domain: failing } });
    const { decision, trace } = await engine.route(aRequest().user('2+2').build());
    expect(decision).toBeNull();
    expect(trace.decisions[0]?.outcome).toBe('unknown');
    expect(trace.signals[0]).toMatchObject({ state: 'failed', code: 'signal.failed', reason: 'model crashed' });
  });

  test('on_unknown: match lets it through, and the trace says unknown', async () => {
    const engine = await engineFromYaml(NOT_MATH('on_unknown: match'), { classifiers: { domain: failing } });
    const { decision, trace } = await engine.route(aRequest().user('2+2').build());
    expect(decision).toBe('anything_but_math');
    expect(trace.decisions[0]).toMatchObject({ outcome: 'unknown', eligible: true });
  });

  test('on_unknown: refuse refuses and says which signal was unknown', async () => {
    const engine = await engineFromYaml(NOT_MATH('on_unknown: refuse'), { classifiers: { domain: failing } });
    const { refusal } = await engine.route(aRequest().user('2+2').build());
    expect(refusal).toEqual({ decision: 'anything_but_math', reason: 'domain:math is unknown (model crashed)' });
  });

  test('a rule of a kind whose model is not installed is an error at load', async () => {
    await expect(engineFromYaml(NOT_MATH(''))).rejects.toThrow(/signal.unavailable.*no domain classifier/);
  });
});

describe('costly signals', () => {
  const CONFIG = `
signals:
  keywords: [{ name: hi, operator: OR, keywords: [hi] }]
  domains: [{ name: math }]
decisions:
  - { name: greeting, priority: 10, rules: { type: keyword, name: hi }, modelRefs: [{ model: small }] }
  - { name: math, priority: 5, rules: { type: domain, name: math }, modelRefs: [{ model: large }] }
`;
  const remote = () =>
    fixedClassifier('remote/domain', ['math'], () => ({ math: 0.9 }), {
      cost: 'costly',
      wait: () => Promise.resolve(),
    });

  test('are not run once nothing they say could change the winner', async () => {
    const domain = remote();
    const engine = await engineFromYaml(CONFIG, { classifiers: { domain } });
    const { decision, trace } = await engine.route(aRequest().user('hi').build());
    expect(decision).toBe('greeting');
    expect(domain.calls).toBe(0);
    expect(trace.completeness).toBe('partial');
    expect(trace.signals.find(({ kind }) => kind === 'domain')?.state).toBe('skipped');
  });

  test('are run when they can change it', async () => {
    const domain = remote();
    const engine = await engineFromYaml(CONFIG, { classifiers: { domain } });
    const { decision, trace } = await engine.route(aRequest().user('2+2').build());
    expect(decision).toBe('math');
    expect(domain.calls).toBe(1);
    expect(trace.completeness).toBe('complete');
  });

  test('are run anyway when everything is asked for', async () => {
    const domain = remote();
    const engine = await engineFromYaml(CONFIG, { classifiers: { domain } });
    const { trace } = await engine.route(aRequest().user('hi').build(), { exhaustive: true });
    expect(domain.calls).toBe(1);
    expect(trace.completeness).toBe('complete');
  });

  test('become unknown when the deadline passes', async () => {
    const domain = fixedClassifier('remote/domain', ['math'], () => ({ math: 0.9 }), {
      cost: 'costly',
      wait: () => new Promise(() => {}),
    });
    const engine = await engineFromYaml(CONFIG, { classifiers: { domain } });
    const deadline = new AbortController();
    const routing = engine.route(aRequest().user('2+2').build(), { signal: deadline.signal });
    deadline.abort();
    const { decision, trace } = await routing;
    expect(decision).toBeNull();
    expect(trace.completeness).toBe('partial');
    expect(trace.signals.find(({ kind }) => kind === 'domain')).toMatchObject({
      state: 'failed',
      code: 'signal.deadline',
    });
  });
});
