import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError, createEngine, defineRouter, requestFacts } from '../index.ts';
import { run } from '../run.ts';
import { testIo } from '../testing/test-io.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const providers = { models: [{ name: 'small' }, { name: 'large' }], defaults: { default_model: 'small' } } as const;

const definition = defineRouter({
  providers,
  functions: {
    shouting: (facts) => facts.messages.some(({ text }) => text === text.toUpperCase()),
    long: { evaluate: ({ messages }) => ({ matched: true, value: messages.length }), cost: 'free' },
  },
  routing: {
    signals: {
      keywords: [{ name: 'urgent', operator: 'OR', keywords: ['asap'] }],
      complexity: [{ name: 'task', hard: { candidates: ['prove the theorem'] }, easy: { candidates: ['say hello'] } }],
      classifiers: [{ name: 'effort', type: 'head', head: 'difficulty', labels: ['hard', 'easy'] }],
      role_bindings: [{ name: 'staff', role: 'admin', subjects: [{ kind: 'User', name: 'ada' }] }],
    },
    projections: {
      scores: [
        { name: 'load', inputs: [{ type: 'keyword', name: 'urgent', weight: 1 }] },
        { name: 'more', inputs: [{ type: 'projection', name: 'load', weight: 2 }] },
      ],
      mappings: [
        {
          name: 'bands',
          source: 'more',
          outputs: [
            { name: 'heavy', gte: 1 },
            { name: 'light', lt: 1 },
          ],
        },
      ],
    },
    decisions: [
      {
        name: 'loud',
        priority: 9,
        rules: {
          operator: 'AND',
          conditions: [
            { type: 'function', name: 'shouting' },
            { type: 'function', name: 'long' },
          ],
        },
        modelRefs: [{ model: 'large', use_reasoning: true }],
      },
      {
        name: 'hard',
        priority: 5,
        rules: {
          operator: 'OR',
          conditions: [
            { type: 'complexity', name: 'task:hard' },
            { type: 'classifier', name: 'effort:hard', predicate: { gte: 0.99 } },
            { type: 'projection', name: 'heavy' },
            { operator: 'NOT', conditions: [{ operator: 'NOT', conditions: [{ type: 'authz', name: 'admin' }] }] },
          ],
        },
        modelRefs: [{ model: 'large' }],
      },
      { name: 'rest', rules: { type: 'projection', name: 'light' }, modelRefs: [{ model: 'small' }] },
    ],
  },
});

async function engineOf(own: typeof definition) {
  const loaded = await createEngine({ definition: own });
  open.push(loaded);
  return loaded.engine;
}

describe('a router defined in code', () => {
  test('routes by its rules and by its functions', async () => {
    const engine = await engineOf(definition);
    const decisionOf = async (text: string) => (await engine.route(requestFacts(text))).decision;
    expect(await decisionOf('WHY?')).toBe('loud');
    expect(await decisionOf('do it asap please')).toBe('hard');
    expect(await decisionOf('say hello')).toBe('rest');
  });

  test('is written as YAML, which is the same config where no functions are in it', async () => {
    const plain = defineRouter({
      providers,
      routing: {
        signals: { keywords: [{ name: 'urgent', operator: 'OR', keywords: ['asap'] }] },
        decisions: [{ name: 'now', rules: { type: 'keyword', name: 'urgent' }, modelRefs: [{ model: 'large' }] }],
      },
    });
    expect(plain.toYaml()).toMatch(/^version: v0\.3\n/);
    const fromText = await createEngine({ config: plain.toYaml() });
    const fromCode = await createEngine({ definition: plain });
    open.push(fromText, fromCode);
    expect(fromText.engine.summary).toEqual(fromCode.engine.summary);
    expect((await fromText.engine.route(requestFacts('asap'))).decision).toBe('now');
  });

  test('with functions, its YAML says that it needs them', async () => {
    expect(definition.toYaml()).toMatch(/^# routing\.signals\.functions names functions of the program/);
    await expect(createEngine({ config: definition.toYaml() })).rejects.toThrow(/unknown key "functions"/);
  });

  test('is checked when it is loaded, as YAML is', async () => {
    const wrong = defineRouter({
      providers,
      routing: { decisions: [{ name: 'a', priority: 0.5, modelRefs: [{ model: 'small' }] }] },
    });
    await expect(createEngine({ definition: wrong })).rejects.toThrow(ConfigError);
  });
});

describe('a function of the program’s own', () => {
  const withFunction = (own: Parameters<typeof answerOf>[0]) => answerOf(own);
  async function answerOf(own: (signal: AbortSignal) => unknown) {
    const routed = defineRouter({
      providers,
      functions: { own: { evaluate: (_facts, { signal }) => own(signal) as boolean, timeoutMs: 20 } },
      routing: {
        decisions: [{ name: 'yes', rules: { type: 'function', name: 'own' }, modelRefs: [{ model: 'large' }] }],
      },
    });
    const { decision, trace } = await (await engineOf(routed)).route(requestFacts('x'));
    return { decision, ...trace.signals[0]! };
  }

  test.each([
    ['true', () => true, { decision: 'yes', state: 'read', confidence: 1 }],
    ['false', () => false, { decision: null, state: 'read', matched: false }],
    [
      'more, later',
      async () => ({ matched: true, confidence: 0.7, value: 3, evidence: 'seen' }),
      { decision: 'yes', confidence: 0.7, value: 3, evidence: 'seen' },
    ],
  ])('may say %s', async (_what, own, expected) => {
    expect(await withFunction(own)).toMatchObject(expected);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no table');
      },
      'function.threw',
      'no table',
    ],
    ['rejects', () => Promise.reject(new Error('no network')), 'function.threw', 'no network'],
    ['never answers', () => new Promise(() => {}), 'function.timed_out', 'no answer within 20 ms'],
    ['answers nonsense', () => 'yes', 'function.wrong_answer', 'expected true, false or { matched'],
    ['is surer than sure', () => ({ matched: true, confidence: 2 }), 'function.wrong_answer', '"confidence":2'],
    ['answers nothing', () => undefined, 'function.wrong_answer', 'got undefined'],
  ])('that %s is unknown, with the reason', async (_what, own, code, reason) => {
    const signal = await withFunction(own);
    expect(signal).toMatchObject({ decision: null, state: 'failed', code });
    expect(signal.reason).toContain(reason);
  });

  test('is told when its time is over', async () => {
    let told: AbortSignal | undefined;
    await withFunction((signal) => {
      told = signal;
      return new Promise(() => {});
    });
    expect(told?.aborted).toBe(true);
  });

  test('is called only while it can change the route', async () => {
    let calls = 0;
    const routed = defineRouter({
      providers,
      functions: { own: () => ++calls > 0 },
      routing: {
        signals: { keywords: [{ name: 'urgent', operator: 'OR', keywords: ['asap'] }] },
        decisions: [
          { name: 'now', priority: 2, rules: { type: 'keyword', name: 'urgent' }, modelRefs: [{ model: 'large' }] },
          { name: 'own', priority: 1, rules: { type: 'function', name: 'own' }, modelRefs: [{ model: 'large' }] },
        ],
      },
    });
    const engine = await engineOf(routed);
    await engine.route(requestFacts('asap'));
    expect(calls).toBe(0);
    expect((await engine.route(requestFacts('x'))).decision).toBe('own');
    expect(calls).toBe(1);
  });
});

describe('a program as the config of a command', () => {
  const LIBRARY = join(import.meta.dirname, '../../dist/index.js');
  const program = (word: string) => `import { defineRouter } from ${JSON.stringify(LIBRARY)};
export default defineRouter({
  providers: { models: [{ name: 'small' }, { name: 'large' }], defaults: { default_model: 'small' } },
  functions: { own: (facts) => facts.messages.at(-1).text.includes('${word}') },
  routing: {
    decisions: [{ name: 'yes', rules: { type: 'function', name: 'own' }, modelRefs: [{ model: 'large' }] }],
  },
});
`;

  test('is run, and validated, linted and routed by as YAML is', async () => {
    const io = testIo();
    io.write('signalbox.config.mjs', program('owl'));
    expect(await run(['validate', 'signalbox.config.mjs'], io)).toBe(0);
    expect(await run(['route', 'an owl', '--config', 'signalbox.config.mjs', '--json'], io)).toBe(0);
    expect(io.out()).toMatch(/"decision": "yes"/);
    expect(await run(['lint', 'signalbox.config.mjs'], io)).toBe(0);
    expect(io.err()).toMatch(/lint\.default_only/);
  });

  test.each([
    ['a.mjs', 'export default 3;\n', /does not export a router[\s\S]*export default defineRouter/],
    ['b.mjs', 'throw new Error("no luck");\n', /does not run: no luck/],
    ['c.mjs', 'export default (;\n', /does not run/],
  ])('%s of %j is refused with the reason', async (name, text, message) => {
    const io = testIo();
    io.write(name, text);
    expect(await run(['validate', name], io)).toBe(2);
    expect(io.err()).toMatch(message);
  });
});
