import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../config/diagnostic.ts';
import { loadEngine } from '../../load-engine.ts';
import { aRequest, bagOfWordsEncoder, readSignal, testPorts, testVocabulary } from '../../testing/index.ts';
import { kb } from './kb.ts';

const BASE = {
  name: 'privacy',
  threshold: 0.6,
  label_thresholds: { money: 0.3 },
  labels: {
    health: { exemplars: ['my blood test', 'pills against pain'] },
    money: { exemplars: ['how much do I owe'] },
    weather: { description: 'rain tomorrow' },
  },
  groups: { personal: ['health', 'money'], open: ['weather'] },
  metrics: [{ name: 'margin', positive_group: 'personal', negative_group: 'open' }],
};

const rule = (kind: string, value: string, more: object = {}) => ({
  name: value,
  kb: 'privacy',
  target: { kind, value },
  ...more,
});

const read = (rules: readonly object[], text: string) =>
  readSignal(kb, rules as Record<string, unknown>[], text, {
    ports: { encoder: bagOfWordsEncoder() },
    settings: [BASE],
  });

test('a label matches from its threshold on, its own or that of the base', async () => {
  const rules = [rule('label', 'health'), rule('label', 'money')];
  expect(await read(rules, 'my blood test')).toMatchObject([
    { matched: true, confidence: expect.closeTo(0.875, 3), evidence: 'health: my blood test' },
    { matched: false, confidence: 0 },
  ]);
  expect(await read(rules, 'much do we know')).toMatchObject([{ matched: false }, { matched: true }]);
});

test('a group is as near as its best label, and matches with any of them', async () => {
  const [personal, open] = await read([rule('group', 'personal'), rule('group', 'open')], 'how much do I owe');
  expect(personal).toMatchObject({ matched: true, value: expect.closeTo(1, 5), evidence: 'money: how much do I owe' });
  expect(open).toMatchObject({ matched: false });
});

test('best is nearer than all others, however near', async () => {
  const best = { match: 'best' };
  const rules = [rule('label', 'weather', best), rule('label', 'health', best), rule('group', 'open', best)];
  const readings = await read(rules, 'tomorrow I will be gone');
  expect(readings).toMatchObject([{ matched: true }, { matched: false }, { matched: true }]);
});

test('metrics are numbers, and match above 0', async () => {
  const rules = [rule('metric', 'margin'), rule('metric', 'best_score'), rule('metric', 'best_matched_score')];
  expect(await read(rules, 'rain tomorrow')).toMatchObject([
    { matched: false, value: expect.closeTo(-1, 5) },
    { matched: true, value: expect.closeTo(1, 5) },
    { matched: true, value: expect.closeTo(1, 5) },
  ]);
  const [, , matched] = await read(rules, 'pills');
  expect(matched).toMatchObject({ value: 0, matched: false });
});

const FILE = JSON.stringify({ version: '1', labels: BASE.labels });
const CONFIG = `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }]
global:
  model_catalog:
    kbs:
      - name: privacy
        source: { path: kbs/privacy/ }
        threshold: 0.6
        groups: { personal: [health, money], open: [weather] }
        metrics: [{ name: margin, type: group_margin, positive_group: personal, negative_group: open }]
routing:
  signals:
    kb: [{ name: health, kb: privacy, target: { kind: label, value: health } }]
  projections:
    scores: [{ name: risk, inputs: [{ type: kb_metric, kb: privacy, metric: margin, weight: 1 }] }]
    mappings: [{ name: risks, source: risk, outputs: [{ name: risky, gte: 0.4 }, { name: harmless, lt: 0.4 }] }]
  decisions:
    - { name: guarded, priority: 2, rules: { type: projection, name: risky }, modelRefs: [{ model: large }] }
    - { name: health, priority: 1, rules: { type: kb, name: health }, modelRefs: [{ model: large }] }
`;

async function load(config: string, files: Readonly<Record<string, string>> = { 'kbs/privacy/labels.json': FILE }) {
  return loadEngine(config, {
    vocabulary: testVocabulary,
    ports: testPorts({ encoder: bagOfWordsEncoder() }),
    purpose: 'simulate',
    file: 'config.yaml',
    readFile(path) {
      if (files[path] === undefined) throw new Error('no such file');
      return files[path];
    },
  });
}

describe('in a config', () => {
  test('labels come from the file, and scores take a metric that no rule names', async () => {
    const result = await load(CONFIG);
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    expect(result.diagnostics).toEqual([]);
    expect(result.loaded.files).toEqual(['kbs/privacy/labels.json']);
    const { decision, trace } = await result.engine.route(aRequest().user('my blood test').build());
    expect(decision).toBe('guarded');
    expect(trace.projections[0]).toMatchObject({ name: 'risk', value: expect.closeTo(0.875, 3) });
    expect((await result.engine.route(aRequest().user('rain tomorrow').build())).decision).toBeNull();
  });

  test('the file is part of what names the config', async () => {
    const one = await load(CONFIG);
    const other = await load(CONFIG, { 'kbs/privacy/labels.json': FILE.replace('rain', 'snow') });
    if (!one.ok || !other.ok) throw new Error('not loaded');
    expect(one.loaded.hash).not.toBe(other.loaded.hash);
    expect((await load(CONFIG)).ok && one.loaded.hash).toBe(one.loaded.hash);
  });

  test.each([
    ['kb: privacy, target', 'kb: privcy, target', /:15:30 error kb\.unknown_base.*"privcy"\s+.*did you mean "privacy"/],
    ['value: health', 'value: helth', /kb\.unknown_label.*no label "helth"\s+.*did you mean "health"/],
    ['kind: label, value: health', 'kind: group, value: all', /kb\.unknown_group.*no group "all"/],
    ['metric: margin,', 'metric: margn,', /scores\[0\]\.inputs\[0\].*no metric "margn"\s+.*"margin"/],
    ['metric: margin, ', '', /needs metric\s+hint: \{ type: kb_metric, kb: …, metric: … \}/],
    ['[health, money]', '[helth, money]', /kbs\[0\]\.groups\.personal\[0\].*unknown label "helth"/],
    ['positive_group: personal', 'positive_group: persons', /kb\.unknown_group.*"persons"/],
    ['path: kbs/privacy/', 'path: elsewhere', /kb\.manifest.*elsewhere\/labels\.json cannot be read: no such file/],
    [
      'source: { path: kbs/privacy/ }',
      'description: no labels',
      /kb\.source.*expected either source or labels, got none/,
    ],
    [
      'value: health }',
      'value: health }, match: best }, { name: m, kb: privacy, match: best, target: { kind: metric, value: margin }',
      /kb\.metric_best/,
    ],
  ])('%s → %s is told with its place', async (from, to, message) => {
    const result = await load(CONFIG.replace(from, to));
    expect(result.ok).toBe(false);
    expect(result.diagnostics.map(formatDiagnostic).join('\n')).toMatch(message);
  });

  test.each([
    ['{', /labels\.json cannot be read/],
    ['{}', /labels\.json: labels: /],
    ['{"labels":{"health":{}}}', /label "health" has neither exemplars nor a description/],
  ])('a file of %s is told', async (content, message) => {
    const result = await load(CONFIG, { 'kbs/privacy/labels.json': content });
    expect(result.diagnostics.map(formatDiagnostic).join('\n')).toMatch(message);
  });
});
