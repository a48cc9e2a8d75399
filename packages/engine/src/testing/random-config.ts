import fc from 'fast-check';
import type { ConditionConfig, RouterConfig } from '../config/router-config.ts';
import { s } from '../config/schema.ts';
import type { ProjectionsConfig, ScoreInputConfig } from '../projections/projection-config.ts';
import { defineSignalKind, type SignalKind } from '../signals/signal-kind.ts';

/** A signal whose rules say in their config what they cost and read; a request's metadata may say otherwise, as JSON by `kind:name`. */
export interface ScriptedRule {
  readonly name: string;
  readonly cost: 'free' | 'local' | 'costly';
  readonly reading: 'match' | 'no_match' | 'fail';
  readonly confidence: number;
}

const scriptedKind = (kind: string) =>
  defineSignalKind<ScriptedRule>({
    kind,
    configKey: kind,
    summary: 'Reads what its rule says.',
    schema: s.any(),
    cost: (rule) => rule.cost,
    examples: [],
    compile: (rules) => (facts) => {
      const entries = rules.map(({ name, reading, confidence }) => {
        const told = facts.metadata[`${kind}:${name}`];
        if (told !== undefined) return { name, ...JSON.parse(told) };
        return reading === 'fail'
          ? { name, code: 'scripted.failed', reason: 'as told' }
          : { name, matched: reading === 'match', confidence, value: confidence };
      });
      return rules.some((rule) => rule.cost === 'costly') ? Promise.resolve(entries) : entries;
    },
  });
/** A second family, so that costly groups come and go separately. */
const scripted = scriptedKind('scripted');
const other = scriptedKind('other');

const confidence = fc.constantFrom(0.1, 0.5, 0.9, 1);
const rule = (index: number) =>
  fc.record({
    name: fc.constant(`r${index}`),
    cost: fc.constantFrom('free' as const, 'local' as const, 'costly' as const),
    reading: fc.constantFrom('match' as const, 'no_match' as const, 'fail' as const),
    confidence,
  });
const rules = fc.tuple(rule(0), rule(1), rule(2), rule(3));

const onError = fc.option(fc.constantFrom('match' as const, 'no_match' as const), { nil: undefined, freq: 4 });
const leaf: fc.Arbitrary<ConditionConfig> = fc.oneof(
  fc.record({
    type: fc.constantFrom('scripted', 'other'),
    name: fc.constantFrom('r0', 'r1', 'r2', 'r3'),
    onError,
    predicate: fc.option(fc.record({ gte: confidence }), { nil: undefined, freq: 4 }),
  }),
  fc.record({
    type: fc.constant('projection'),
    name: fc.constantFrom('one_low', 'one_middle', 'one_high', 'two_low', 'two_middle', 'two_high'),
    onError,
  }),
);
const condition: fc.Arbitrary<ConditionConfig> = fc.letrec<{ node: ConditionConfig }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    leaf,
    fc.record({ operator: fc.constant('NOT' as const), conditions: fc.tuple(tie('node')) }),
    fc.record({
      operator: fc.constantFrom('AND' as const, 'OR' as const),
      conditions: fc.array(tie('node'), { maxLength: 3 }),
    }),
  ),
})).node;

const label = fc
  .tuple(fc.constantFrom('scripted', 'other'), fc.constantFrom('r0', 'r1', 'r2', 'r3'))
  .map((parts) => parts.join(':'));
const scoreInput = (source: fc.Arbitrary<string>): fc.Arbitrary<ScoreInputConfig> =>
  fc.record({
    source,
    weight: fc.constantFrom(-0.5, 0.25, 0.5),
    take: fc.constantFrom('binary' as const, 'confidence' as const, 'raw' as const),
    match: fc.constantFrom(1, 0.5),
    miss: fc.constantFrom(0, 0.2),
  });
const score = (name: string, source: fc.Arbitrary<string>) =>
  fc.record({ name: fc.constant(name), inputs: fc.array(scoreInput(source), { minLength: 1, maxLength: 4 }) });
const mapping = (name: string, source: string, emits: 'first' | 'all') => ({
  name,
  score: source,
  emits,
  slope: 12,
  outputs: [
    { name: `${name}_low`, lt: 0.2 },
    { name: `${name}_middle`, gte: 0.2, lt: 0.5 },
    { name: `${name}_high`, gte: 0.4 },
  ],
});
/** A partition over each family or none, a score over signals, and one over that score and its bands. */
const projections: fc.Arbitrary<ProjectionsConfig> = fc
  .record({
    partitioned: fc.subarray(['scripted', 'other']),
    temperature: fc.option(fc.constant(0.2), { nil: undefined }),
    first: score('first', label),
    second: score(
      'second',
      fc.oneof(label, fc.constantFrom('score:first', 'projection:one_low', 'projection:one_high')),
    ),
  })
  .map(({ partitioned, temperature, first, second }) => ({
    partitions: partitioned.map((kind) => ({
      name: kind,
      members: ['r0', 'r1', 'r2'].map((name) => `${kind}:${name}`),
      fallback: `${kind}:r2`,
      temperature,
    })),
    scores: [second, first],
    mappings: [mapping('two', 'second', 'all'), mapping('one', 'first', 'first')],
  }));

const decision = (index: number) =>
  fc.record({
    name: fc.constant(`d${index}`),
    description: fc.constant(undefined),
    priority: fc.integer({ min: 0, max: 3 }),
    tier: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) }),
    rules: condition,
    models: fc.constant([{ model: 'm', reasoning: 'off' as const }]),
    requirements: fc.constant({
      tags: [],
      residency: [],
      maxRetentionDays: undefined,
      licences: [],
      onPremises: false,
      safetyTier: undefined,
    }),
    retention: fc.constant(undefined),
    algorithm: fc.constant({ type: 'static', options: {} }),
    plugins: fc.constant([]),
    onUnknown: fc.constantFrom('no_match' as const, 'match' as const, 'refuse' as const),
  });

/** Two families of four rules, projections over them, five decisions. */
export const randomConfig: fc.Arbitrary<RouterConfig> = fc
  .record({
    scripted: rules,
    other: rules,
    projections,
    strategy: fc.constantFrom('priority' as const, 'confidence' as const),
    decisions: fc.tuple(decision(0), decision(1), decision(2), decision(3), decision(4)),
  })
  .map((parts) => ({
    listener: {
      address: '',
      port: 0,
      timeoutMs: 0,
      maxBodyBytes: 0,
      maxHeaderBytes: 0,
      headerTimeoutMs: 0,
      receiveTimeoutMs: 0,
      sendTimeoutMs: 0,
      tls: undefined,
    },
    management: { address: '', port: 0 },
    concurrency: { limit: 1, waiting: 0, waitMs: 0 },
    authz: {
      userHeader: '',
      groupsHeader: '',
      trustedSources: [],
      keys: [],
      tokenIssuers: [],
      userKeyHeaders: {},
    },
    rateLimit: undefined,
    tracing: undefined,
    records: {
      kind: 'memory',
      maxAgeMs: 2_592_000_000,
      maxEntries: undefined,
      maxBytes: undefined,
      maxWaiting: 10_000,
      onFull: 'drop',
      writesAhead: false,
      recording: {
        isEnabled: true,
        keepsRequest: false,
        keepsResponse: false,
        maxBodyBytes: 4_096,
        maxToolBytes: 4_096,
        maxToolSteps: 100,
        redacts: true,
      },
    },
    configVersions: 'file',
    responseCache: { kind: 'memory', maxEntries: 100_000, maxBytes: 512 * 1024 ** 2 },
    sessions: 'memory',
    postgres: undefined,
    redis: undefined,
    responses: undefined,
    entryPoints: [{ modelName: 'MoM', recipe: 'default' }],
    defaultModel: undefined,
    defaultEffort: 'medium',
    models: [],
    heads: [],
    recipes: [
      {
        name: 'default',
        description: undefined,
        path: ['routing'],
        signals: [
          { kind: 'scripted', rules: parts.scripted, settings: undefined },
          { kind: 'other', rules: parts.other, settings: undefined },
        ],
        projections: parts.projections,
        strategy: parts.strategy,
        decisions: parts.decisions,
      },
    ],
  }));

/** The two families. */
export const scriptedKinds: readonly SignalKind[] = [scripted, other];
