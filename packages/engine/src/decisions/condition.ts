import { compilePredicate } from '../config/predicate.ts';
import type { ConditionConfig, PredicateConfig } from '../config/router-config.ts';
import { MATCHED, NOT_MATCHED, OPEN, type SlotState, type Slots, UNKNOWN } from '../evaluation/slots.ts';

/**
 * A rule tree, linked to slots. Outcomes are Kleene's: true, false, unknown, plus open for "not evaluated yet, could
 * still become either". Confidences follow the reference: AND is the mean of its parts, OR its best true part,
 * NOT is 1; an AND without parts is true with confidence 0.
 */
export interface CompiledCondition {
  outcome(slots: Slots): SlotState;
  /** Of a true outcome: its confidence from what is known so far. */
  confidence(slots: Slots): number;
  /** Of a true or open outcome: the highest confidence that open slots could still give it. */
  ceiling(slots: Slots): number;
  /** Leaves behind a true outcome, in the order of the tree. */
  because(slots: Slots, into: Because[]): void;
  /** Every slot the tree reads. */
  readonly reads: readonly number[];
}

export interface Because {
  readonly slot: number;
  readonly negated: boolean;
}

/** `slotOf` gives the slot of a leaf's `type` and `name`; names were checked before. */
export function compileCondition(
  condition: ConditionConfig,
  slotOf: (type: string, name: string) => number,
): CompiledCondition {
  if ('type' in condition) return leaf(slotOf(condition.type, condition.name), condition.predicate, condition.onError);
  const parts = condition.conditions.map((part) => compileCondition(part, slotOf));
  if (condition.operator === 'NOT') return not(parts[0]!);
  return condition.operator === 'AND' ? and(parts) : or(parts);
}

function leaf(
  slot: number,
  predicate: PredicateConfig | undefined,
  onError: 'match' | 'no_match' | undefined,
): CompiledCondition {
  const whenUnknown = onError === undefined ? UNKNOWN : onError === 'match' ? MATCHED : NOT_MATCHED;
  const holds = predicate === undefined ? undefined : compilePredicate(predicate);
  return {
    reads: [slot],
    outcome({ state, value, confidence }) {
      const current = state[slot] as SlotState;
      if (current === UNKNOWN) return whenUnknown;
      if (holds === undefined || current === OPEN) return current;
      const number = value[slot]!;
      return holds(Number.isNaN(number) ? confidence[slot]! : number) ? MATCHED : NOT_MATCHED;
    },
    // A leaf with bounds says yes or no, not how much; so does one that counts as matched because it could not say.
    confidence: ({ state, confidence }) => (holds === undefined && state[slot] === MATCHED ? confidence[slot]! : 1),
    ceiling: ({ state, ceiling }) => (holds === undefined && state[slot] === MATCHED ? ceiling[slot]! : 1),
    because(_slots, into) {
      into.push({ slot, negated: false });
    },
  };
}

function and(parts: readonly CompiledCondition[]): CompiledCondition {
  const mean = (slots: Slots, of: 'confidence' | 'ceiling') => {
    if (parts.length === 0) return 0;
    let sum = 0;
    for (const part of parts) sum += part[of](slots);
    return sum / parts.length;
  };
  return {
    reads: readsOf(parts),
    outcome(slots) {
      let result: SlotState = MATCHED;
      for (const part of parts) {
        const outcome = part.outcome(slots);
        if (outcome === NOT_MATCHED) return NOT_MATCHED;
        // OPEN outranks UNKNOWN: an open part may still make the whole false.
        if (outcome > result) result = outcome;
      }
      return result;
    },
    confidence: (slots) => mean(slots, 'confidence'),
    ceiling: (slots) => mean(slots, 'ceiling'),
    because(slots, into) {
      for (const part of parts) part.because(slots, into);
    },
  };
}

function or(parts: readonly CompiledCondition[]): CompiledCondition {
  const best = (slots: Slots): CompiledCondition | undefined => {
    let winner: CompiledCondition | undefined;
    let highest = -1;
    for (const part of parts) {
      if (part.outcome(slots) !== MATCHED) continue;
      const confidence = part.confidence(slots);
      if (confidence > highest) {
        winner = part;
        highest = confidence;
      }
    }
    return winner;
  };
  return {
    reads: readsOf(parts),
    outcome(slots) {
      let result: SlotState = NOT_MATCHED;
      for (const part of parts) {
        const outcome = part.outcome(slots);
        if (outcome === MATCHED) return MATCHED;
        if (outcome > result) result = outcome;
      }
      return result;
    },
    confidence: (slots) => best(slots)?.confidence(slots) ?? 0,
    ceiling(slots) {
      let highest = 0;
      for (const part of parts) {
        const outcome = part.outcome(slots);
        if (outcome === MATCHED || outcome === OPEN) highest = Math.max(highest, part.ceiling(slots));
      }
      return highest;
    },
    because(slots, into) {
      best(slots)?.because(slots, into);
    },
  };
}

function not(part: CompiledCondition): CompiledCondition {
  return {
    reads: part.reads,
    outcome(slots) {
      const outcome = part.outcome(slots);
      if (outcome === MATCHED) return NOT_MATCHED;
      return outcome === NOT_MATCHED ? MATCHED : outcome;
    },
    confidence: () => 1,
    ceiling: () => 1,
    because(_slots, into) {
      for (const slot of part.reads) into.push({ slot, negated: true });
    },
  };
}

function readsOf(parts: readonly CompiledCondition[]): readonly number[] {
  return [...new Set(parts.flatMap((part) => part.reads))];
}
