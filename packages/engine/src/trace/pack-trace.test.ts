import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileEngine } from '../compile-engine.ts';
import { algorithms } from '../selection/index.ts';
import { aRequest, testPorts } from '../testing/index.ts';
import { randomConfig, scriptedKinds } from '../testing/random-config.ts';
import { createTracePacker, outlineOf, type PackedTrace } from './pack-trace.ts';
import type { Trace } from './trace.ts';

/** As it is kept: figures as bytes of their own, the rest as JSON. */
const kept = ({ figures, ...rest }: PackedTrace): PackedTrace => ({ ...asJson(rest), figures: figures.slice() });

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const TRACE: Trace = {
  version: 1,
  configHash: 'h',
  modelHashes: { domain: 'abc' },
  recipe: 'default',
  completeness: 'partial',
  signals: [
    { kind: 'keyword', name: 'code', state: 'read', matched: true, confidence: 1, value: 1, evidence: 'class' },
    { kind: 'keyword', name: 'law', state: 'read', matched: false, confidence: 0, value: 0 },
    {
      kind: 'domain',
      name: 'math',
      state: 'read',
      matched: true,
      confidence: 0.1 + 0.2,
      value: 0.25,
      evidence: 'math',
    },
    { kind: 'domain', name: 'law', state: 'read', matched: false, confidence: 0.01, value: 0.01, evidence: 'math' },
    {
      kind: 'domain',
      name: 'art',
      state: 'read',
      matched: false,
      confidence: 0,
      raw: { matched: true, confidence: 0.5 },
      value: 0.5,
      evidence: '',
    },
    {
      kind: 'domain',
      name: 'music',
      state: 'failed',
      matched: false,
      confidence: 0,
      raw: { matched: true, confidence: 0.4 },
      code: 'signal.rival_unknown',
      reason: 'a rival of it could not be read',
    },
    { kind: 'remote', name: 'mood', state: 'failed', matched: false, confidence: 0, code: 'c', reason: 'it is down' },
    { kind: 'remote', name: 'slow', state: 'skipped', matched: false, confidence: 0 },
  ],
  evaluators: [{ kind: 'keyword', cost: 'free', micros: 12.5 }],
  projections: [
    {
      type: 'partition',
      name: 'topics',
      contenders: [{ name: 'math', confidence: 0.3, share: 1 }],
      winner: 'math',
      isDefault: false,
    },
    { type: 'partition', name: 'moods', contenders: [], winner: null, isDefault: true },
    {
      type: 'score',
      name: 'hard',
      value: null,
      low: -1,
      high: 2,
      contributions: [{ source: 'keyword:code', value: 1, weight: 0.5, contribution: 0.5 }],
    },
    { type: 'score', name: 'same', value: 0.5, low: 0.5, high: 0.5, contributions: [] },
    { type: 'score', name: 'apart', value: 0.5, low: 0, high: 1, contributions: [] },
    {
      type: 'mapping',
      name: 'band',
      score: 0.5,
      outputs: ['middle', 'high'],
      nearest: { output: 'low', distance: 0.1 },
    },
    { type: 'mapping', name: 'none', score: null, outputs: [] },
  ],
  decisions: [
    { name: 'coding', outcome: 'match', eligible: true, confidence: 0.7, because: ['keyword:code', 'not keyword:law'] },
    { name: 'mixed', outcome: 'match', eligible: true, confidence: 1, because: ['projection:middle'] },
    { name: 'lawful', outcome: 'unknown', eligible: false, confidence: 0, because: [] },
    { name: 'open', outcome: 'open', eligible: false, confidence: 0, because: [] },
    { name: 'never', outcome: 'no_match', eligible: false, confidence: 0, because: [] },
  ],
  decision: 'coding',
  runnerUp: { decision: 'mixed', outrankedBy: 'priority', winner: 10, own: 5, margin: 5 },
  selection: { algorithm: 'static', model: 'large', candidates: [{ model: 'large', score: 0.5 }], reason: 'the first' },
  plugins: [{ plugin: 'pii', phase: 'request', outcome: 'changed', notes: ['masked'], findings: [], micros: 3 }],
  totalMicros: 170.25,
};

describe('a packed trace', () => {
  test('is the same trace again, whatever its parts say', () => {
    const packer = createTracePacker(outlineOf(TRACE));
    expect(packer.unpack(kept(packer.pack(TRACE) as PackedTrace))).toEqual(TRACE);
  });

  test('is the same again with the outline as it was kept', () => {
    const packed = createTracePacker(outlineOf(TRACE)).pack(TRACE) as PackedTrace;
    expect(createTracePacker(asJson(outlineOf(TRACE))).unpack(kept(packed))).toEqual(TRACE);
  });

  test('holds no text that is a word of its outline', () => {
    const { texts } = createTracePacker(outlineOf(TRACE)).pack(TRACE) as PackedTrace;
    expect(texts).toContain('it is down');
    const packer = createTracePacker({ ...outlineOf(TRACE), words: texts });
    const packed = kept(packer.pack(TRACE) as PackedTrace);
    expect(packed.texts).toEqual([]);
    expect(packer.unpack(packed)).toEqual(TRACE);
  });

  test('is not made with the outline of another config, of other signals, or of other evaluators', () => {
    const packer = createTracePacker(outlineOf(TRACE));
    for (const change of [
      { configHash: 'other' },
      { recipe: 'other' },
      { modelHashes: { domain: 'abd' } },
      { signals: TRACE.signals.slice(1) },
      { signals: TRACE.signals.map((signal, at) => (at === 3 ? { ...signal, name: 'laws' } : signal)) },
      { evaluators: [] },
      { decisions: [...TRACE.decisions].reverse() },
      { projections: TRACE.projections.slice(0, 2) },
    ]) {
      expect(packer.pack({ ...TRACE, ...change })).toBeUndefined();
    }
    expect(packer.pack({ ...TRACE, modelHashes: { domain: 'abc' } })).toBeDefined();
  });

  test('is the same trace for any config and any readings', async () => {
    await fc.assert(
      fc.asyncProperty(randomConfig, fc.boolean(), async (config, exhaustive) => {
        const options = { ports: testPorts(), configHash: 'h', kinds: scriptedKinds, algorithms };
        const compiled = await compileEngine(config, options);
        if (!compiled.ok) throw new Error('did not compile');
        const { trace } = await compiled.engine.route(aRequest().user('anything').build(), { exhaustive });
        const packer = createTracePacker(outlineOf(trace));
        expect(packer.unpack(kept(packer.pack(trace) as PackedTrace))).toEqual(trace);
      }),
      { numRuns: 100 },
    );
  });
});
