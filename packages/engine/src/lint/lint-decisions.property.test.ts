import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConditionConfig, DecisionConfig, RecipeConfig } from '../config/router-config.ts';
import { s } from '../config/schema.ts';
import { compileCondition } from '../decisions/condition.ts';
import { createSlots, MATCHED, NOT_MATCHED, type SlotState, UNKNOWN } from '../evaluation/slots.ts';
import { compilePartition } from '../projections/partition/partition.ts';
import { defineSignalKind } from '../signals/signal-kind.ts';
import { lintDecisions } from './lint-decisions.ts';
import { PolicyTruth } from './policy-truth.ts';

const kind = (name: string, more = {}) =>
  defineSignalKind<{ name: string }>({
    kind: name,
    configKey: name,
    summary: 'Reads what it is told.',
    schema: s.any(),
    cost: () => 'free',
    examples: [],
    compile: () => () => [],
    ...more,
  });
/** Of the first at most one rule matches; the second are free; the third stand in a partition. */
const kinds = [kind('one', { exclusiveGroup: () => 'all' }), kind('free'), kind('shared')];
const rules = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `r${index}` }));
const signals = [
  { kind: 'one', rules: rules(2), settings: undefined },
  { kind: 'free', rules: rules(2), settings: undefined },
  { kind: 'shared', rules: rules(3), settings: undefined },
];
const labels = signals.flatMap(({ kind: name, rules: each }) => each.map((rule) => `${name}:${rule.name}`));
const partition = {
  name: 'p',
  members: labels.filter((label) => label.startsWith('shared:')),
  fallback: 'shared:r2',
  temperature: undefined,
};
const slotOf = (label: string) => labels.indexOf(label);

const leaf: fc.Arbitrary<ConditionConfig> = fc
  .tuple(
    fc.constantFrom(...labels),
    fc.option(fc.constantFrom('match' as const, 'no_match' as const), { nil: undefined, freq: 5 }),
  )
  .map(([label, onError]) => ({ type: label.split(':')[0]!, name: label.split(':')[1]!, onError }));
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
const decisions = fc.array(
  fc.tuple(condition, fc.constantFrom('no_match' as const, 'match' as const, 'refuse' as const)),
  {
    minLength: 2,
    maxLength: 5,
  },
);

function recipeOf(parts: readonly (readonly [ConditionConfig, DecisionConfig['onUnknown']])[]): RecipeConfig {
  return {
    name: 'default',
    description: undefined,
    path: [],
    signals,
    projections: { partitions: [partition], scores: [], mappings: [] },
    strategy: 'priority',
    decisions: parts.map(([rules, onUnknown], index) => ({
      name: `d${index}`,
      description: undefined,
      priority: 10 - index,
      tier: 0,
      rules,
      models: [],
      requirements: {
        tags: [],
        residency: [],
        maxRetentionDays: undefined,
        licences: [],
        onPremises: false,
        safetyTier: undefined,
      },
      retention: undefined,
      algorithm: { type: 'static', options: {} },
      plugins: [],
      onUnknown,
    })),
  };
}

/** Every state of the slots that raw readings can lead to, through the partition as the engine runs it. */
function* allSlots() {
  const states: readonly SlotState[] = [NOT_MATCHED, MATCHED, UNKNOWN];
  const apply = compilePartition(partition, slotOf);
  for (let code = 0; code < 3 ** labels.length; code++) {
    const raw = labels.map((_, index) => states[Math.floor(code / 3 ** index) % 3]!);
    if (raw[0] === MATCHED && raw[1] === MATCHED) continue;
    // Which of several contenders wins, their confidences say: each is once the most confident.
    for (let best = 0; best < partition.members.length; best++) {
      const slots = createSlots(labels.length);
      for (const [slot, state] of raw.entries()) {
        slots.state[slot] = state;
        slots.confidence[slot] = slot === slotOf(partition.members[best]!) ? 0.9 : 0.5;
      }
      apply(slots);
      yield slots;
    }
  }
}
const everything = [...new Map([...allSlots()].map((slots) => [slots.state.join(), slots])).values()];

test('finds the decisions that no combination of readings lets win, and only these', () => {
  let found = 0;
  fc.assert(
    fc.property(decisions, (parts) => {
      const recipe = recipeOf(parts);
      const reported = { matches: new Set<number>(), wins: new Set<number>(), gap: false };
      lintDecisions(recipe, new PolicyTruth(recipe, kinds), {
        error(code, path) {
          reported[code === 'lint.never_matches' ? 'matches' : 'wins'].add(path[1] as number);
        },
        warning(code) {
          if (code === 'lint.default_only') reported.gap = true;
        },
      });
      const compiled = recipe.decisions.map(({ rules }) =>
        compileCondition(rules, (type, name) => slotOf(`${type}:${name}`)),
      );
      const matching = new Set<number>();
      const winning = new Set<number>();
      let hasGap = false;
      for (const slots of everything) {
        const eligible = compiled.flatMap((each, index) => {
          const outcome = each.outcome(slots);
          const counts = outcome === UNKNOWN && recipe.decisions[index]!.onUnknown !== 'no_match';
          return outcome === MATCHED || counts ? [index] : [];
        });
        for (const index of eligible) matching.add(index);
        if (eligible.length === 0) hasGap = true;
        else winning.add(eligible[0]!);
      }
      const all = recipe.decisions.map((_, index) => index);
      expect([...reported.matches]).toEqual(all.filter((index) => !matching.has(index)));
      expect([...reported.wins]).toEqual(all.filter((index) => matching.has(index) && !winning.has(index)));
      expect(reported.gap).toBe(hasGap);
      found += reported.matches.size + reported.wins.size;
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(10);
});
