import { expect, test } from 'vitest';
import { formatDiagnostic } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { signalKinds } from '../signals/index.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { testPorts } from '../testing/test-ports.ts';
import { lintConfig } from './lint-config.ts';

async function lint(routing: string, rest = '') {
  const text = `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small }] }
routing:
  signals:
    keywords: [{ name: code, operator: OR, keywords: [code] }]
    domains: [{ name: math }, { name: law }]
${routing}${rest}`;
  const loaded = await loadConfig(text, { vocabulary: testVocabulary, purpose: 'simulate' });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  const found = lintConfig(loaded.value, { kinds: signalKinds, ports: testPorts() });
  return found.map(({ code, message, line }) => ({ code, message, at: text.split('\n')[line! - 1]?.trim() }));
}

const decision = (name: string, rules: string, more = '') =>
  `    - { name: ${name}, ${more}rules: ${rules}, modelRefs: [{ model: small }] }\n`;
const any = (...leaves: string[]) =>
  `{ operator: OR, conditions: [${leaves.map((leaf) => `{ type: ${leaf.split(':')[0]}, name: ${leaf.split(':')[1]} }`).join(', ')}] }`;
const REST = decision('rest', '{ operator: AND, conditions: [] }', 'priority: -1, ');

test('a decision on a partition’s default takes whatever matches no member', async () => {
  const partition = (fallback: string) =>
    `  projections:\n    partitions:\n      - { name: subject, members: [math, law], default: ${fallback} }\n`;
  const decisions = `  decisions:\n${decision('sums', any('domain:math'))}${REST}`;
  expect(await lint(partition('math') + decisions)).toMatchObject([
    {
      code: 'lint.partition_default',
      message: expect.stringContaining('matches every request that matches no member, also for decision "sums"'),
      at: expect.stringContaining('default: math'),
    },
  ]);
  expect(await lint(partition('law') + decisions)).toEqual([]);
});

test('an input of a score that counts the same either way', async () => {
  const scores = (input: string) => `  projections:
    scores:
      - name: load
        inputs:
          - { type: keyword, name: code, weight: 1${input} }
          - { type: domain, name: math, weight: 1 }
    mappings: [{ name: m, source: load, outputs: [{ name: high, gte: 0.5 }, { name: low, lt: 0.5 }] }]
  decisions:
${decision('a', any('projection:high'))}${REST}`;
  expect(await lint(scores(', match: 0'))).toMatchObject([
    { code: 'lint.same_either_way', message: expect.stringContaining('takes a match of 0 for 1') },
  ]);
  expect(await lint(scores(''))).toEqual([]);
});

test('what is always certain goes before what measures, where confidence decides', async () => {
  const decisions = (strategy: string) =>
    `  strategy: ${strategy}\n  decisions:\n${decision('words', any('keyword:code'), 'priority: 2, ')}${decision('sums', any('domain:math'), 'priority: 1, ')}${REST}`;
  expect(await lint(decisions('confidence'))).toMatchObject([
    { code: 'lint.always_certain', message: expect.stringContaining('it goes before "sums"') },
  ]);
  expect(await lint(decisions('priority'))).toEqual([]);
});

test('kinds speak of their settings and of rules that match everything or nothing', async () => {
  const decisions = `    embeddings: [{ name: e, threshold: 0.9, candidates: [x] }]
    context: [{ name: none, max_tokens: 0 }]
    conversation: [{ name: always, feature: { type: count, source: { type: message } }, predicate: { gte: 0 } }]
    jailbreak: [{ name: all, threshold: 0.000001 }]
  decisions:
${decision('a', any('embedding:e', 'context:none', 'conversation:always', 'jailbreak:all'))}${REST}`;
  const soft =
    'global: { model_catalog: { embeddings: { semantic: { embedding_config: { enable_soft_matching: true } } } } }\n';
  expect((await lint(decisions, soft)).map(({ code }) => code).toSorted()).toEqual([
    'context.only_empty',
    'conversation.always',
    'embedding.soft_matching',
    'jailbreak.takes_everything',
  ]);
});
