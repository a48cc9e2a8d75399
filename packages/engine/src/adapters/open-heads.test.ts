import { describe, expect, test } from 'vitest';
import type { Vocabulary } from '../config/canonical-schema.ts';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { s } from '../config/schema.ts';
import { loadEngine } from '../load-engine.ts';
import { PortFailure, type SentenceEncoder } from '../ports/index.ts';
import { aRequest, bagOfWordsEncoder, fixedClassifier, testPorts, testVocabulary } from '../testing/index.ts';
import type { OpenedHead } from './adapter.ts';
import type { OpenHead } from './open-heads.ts';

const vocabulary: Vocabulary = {
  ...testVocabulary,
  heads: [
    { name: 'domain', port: 'classifier', summary: 'Subjects.' },
    { name: 'encoder', port: 'encoder', summary: 'Vectors.' },
  ],
  forms: [],
  adapters: [
    {
      type: 'lookup',
      summary: 'Answers from a file.',
      schema: s.strictObject({ path: s.string().describe('The file.') }) as never,
      serves: ['classifier'],
    },
    {
      type: 'wire',
      summary: 'Asks a server.',
      schema: s.strictObject({ address: s.string().describe('The server.') }) as never,
      serves: ['classifier', 'encoder'],
    },
  ],
};

const ROUTING = `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }]
routing:
  signals:
    domains: [{ name: math }]
    embeddings: [{ name: near, threshold: 0.5, candidates: [one two] }]
  decisions:
    - { name: sums, priority: 2, rules: { operator: OR, conditions: [{ type: domain, name: math }] }, modelRefs: [{ model: large }] }
    - { name: pairs, priority: 1, rules: { operator: OR, conditions: [{ type: embedding, name: near }] }, modelRefs: [{ model: large }] }
global:
  model_catalog:
    heads:
`;
const maths = (share: number) =>
  fixedClassifier(`test/${share}`, ['math', 'law'], () => ({ math: share, law: 1 - share }));
const PORTS = { classifiers: { domain: maths(0.9) }, encoder: bagOfWordsEncoder() };

function load(heads: string, openHead?: OpenHead) {
  const text = ROUTING + heads.replaceAll(/^/gm, '      ');
  const ports = testPorts(PORTS);
  return loadEngine(text, { vocabulary, ports, purpose: 'simulate', file: 'config.yaml', openHead });
}
const problemsOf = (result: Awaited<ReturnType<typeof load>>) => result.diagnostics.map(formatDiagnostic).join('\n');
const opened = (head: Partial<OpenedHead>): OpenedHead => ({ port: undefined, problems: [], ...head });

describe('heads in the config', () => {
  test.each([
    [
      'domian: { adapter: wire, address: a }',
      /config\.yaml:15:7 error config\.unknown_key.*"domian"\s.*did you mean "domain"/,
    ],
    [
      'domain: { adapter: wired, address: a }',
      /config\.yaml:15:26 error config\.unknown_value.*lookup, wire.*\s.*did you mean "wire"/,
    ],
    ['encoder: { adapter: lookup, path: a }', /config\.unknown_value.*expected one of wire, got "lookup"/],
    ['domain: { adapter: wire, adress: a }', /config\.unknown_key.*"adress"\s.*did you mean "address"/],
    ['domain: { adapter: lookup }', /config\.missing_key.*model_catalog\.heads\.domain\.path/],
  ])('%s is an error with its place', async (heads, message) => {
    const result = await load(heads, async () => opened({}));
    expect(result.ok).toBe(false);
    expect(problemsOf(result)).toMatch(message);
  });

  test('what is chosen answers in place of what was there; the rest stays', async () => {
    const asked: unknown[] = [];
    const result = await load('domain: { adapter: wire, address: here }', async (choice) => {
      asked.push([choice.head, choice.adapter, choice.options]);
      return opened({ port: { classifier: maths(0.1) } });
    });
    if (!result.ok) throw new Error(problemsOf(result));
    expect(asked).toEqual([['domain', 'wire', { address: 'here' }]]);
    const { decision, trace } = await result.engine.route(aRequest().user('one two').build());
    expect(decision).toBe('pairs');
    expect(Object.keys(trace.modelHashes)).toEqual(['test/bag-of-words', 'test/0.1']);
  });

  test('problems stand at their place: an error refuses the config, a warning does not', async () => {
    const problem = { code: 'adapter.no_folder', path: ['path'], message: 'there is no folder a', hint: 'name one' };
    const refused = await load('domain: { adapter: lookup, path: a }', async () =>
      opened({ problems: [{ severity: 'error', ...problem }] }),
    );
    expect(refused.ok).toBe(false);
    expect(problemsOf(refused)).toMatch(
      /config\.yaml:15:40 error adapter\.no_folder.*there is no folder a\n.*name one/,
    );
    const warned = await load('domain: { adapter: lookup, path: a }', async () =>
      opened({ port: { classifier: maths(0.9) }, problems: [{ severity: 'warning', ...problem }] }),
    );
    expect(warned.ok).toBe(true);
    expect(problemsOf(warned)).toContain('warning adapter.no_folder');
  });

  test('choosing a head where nothing can open one is an error', async () => {
    const result = await load('domain: { adapter: wire, address: a }');
    expect(result.ok).toBe(false);
    expect(problemsOf(result)).toMatch(/adapter\.not_available.*"wire"/);
  });
});

describe('a model that cannot answer', () => {
  test('is unknown in the trace, with its own code and reason', async () => {
    const classifier = { ...maths(1), cost: 'costly' as const };
    const refuse = () => Promise.reject(new PortFailure('adapter.timed_out', 'no answer within 300 ms'));
    const result = await load('domain: { adapter: wire, address: a }', async () =>
      opened({ port: { classifier: { ...classifier, classify: refuse } } }),
    );
    if (!result.ok) throw new Error(problemsOf(result));
    const { decision, trace } = await result.engine.route(aRequest().user('one two').build());
    expect(decision).toBe('pairs');
    expect(trace.signals.find(({ kind }) => kind === 'domain')).toMatchObject({
      state: 'failed',
      code: 'adapter.timed_out',
      reason: 'no answer within 300 ms',
    });
  });

  test('at load leaves its rules unknown with a warning, and they come back when it does', async () => {
    let isUp = false;
    const bag = bagOfWordsEncoder();
    const encoder: SentenceEncoder = {
      ...bag,
      cost: 'costly',
      encode: async (texts) => {
        if (!isUp) throw new PortFailure('adapter.unreachable', 'connection refused');
        return bag.encode(texts);
      },
    };
    const result = await load(
      'encoder: { adapter: wire, address: a }\ndomain: { adapter: wire, address: a }',
      async ({ head }) => opened({ port: head === 'encoder' ? { encoder } : { classifier: maths(0) } }),
    );
    if (!result.ok) throw new Error(problemsOf(result));
    expect(problemsOf(result)).toMatch(/warning adapter\.unreachable.*embedding rules are unknown.*connection refused/);
    const request = aRequest().user('one two').build();
    const down = await result.engine.route(request);
    expect(down.decision).toBeNull();
    expect(down.trace.signals.find(({ kind }) => kind === 'embedding')).toMatchObject({
      state: 'failed',
      code: 'adapter.unreachable',
    });
    isUp = true;
    expect((await result.engine.route(request)).decision).toBe('pairs');
  });
});
