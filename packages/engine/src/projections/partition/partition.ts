import { MATCHED, NOT_MATCHED, OPEN, type Slots, UNKNOWN } from '../../evaluation/slots.ts';
import type { PartitionTrace } from '../../trace/trace.ts';
import type { PartitionConfig } from '../projection-config.ts';

/** Leaves at most one member matched and tells the trace how that went. */
export type Partition = (slots: Slots) => PartitionTrace;

/**
 * The contender of the highest confidence wins; the others are withdrawn. With no contender the default matches, with
 * confidence 1. While a member is open or unknown it could still win: the best contender is then open or unknown too,
 * and the default does not fire.
 */
export function compilePartition(config: PartitionConfig, slotOf: (label: string) => number): Partition {
  const members = config.members.map((label) => ({ name: nameOf(label), slot: slotOf(label) }));
  const fallback = slotOf(config.fallback);
  return (slots) => {
    const { state, confidence, ceiling } = slots;
    const contenders = members
      .filter(({ slot }) => state[slot] === MATCHED)
      .map(({ name, slot }) => ({ name, slot, confidence: confidence[slot]! }))
      .sort((a, b) => b.confidence - a.confidence);
    const blocked = blockedState(members, state);
    const [winner, ...losers] = contenders;
    for (const { slot } of losers) withdraw(slots, slot);
    const trace = { type: 'partition' as const, name: config.name, contenders: shares(contenders, config.temperature) };
    if (winner === undefined) {
      if (blocked !== undefined) {
        state[fallback] = blocked;
        return { ...trace, winner: null, isDefault: false };
      }
      state[fallback] = MATCHED;
      confidence[fallback] = 1;
      ceiling[fallback] = 1;
      return { ...trace, winner: nameOf(config.fallback), isDefault: true };
    }
    if (blocked !== undefined) {
      state[winner.slot] = blocked;
      return { ...trace, winner: null, isDefault: false };
    }
    if (config.temperature !== undefined && losers.length > 0) {
      confidence[winner.slot] = trace.contenders[0]!.share;
      ceiling[winner.slot] = trace.contenders[0]!.share;
    }
    return { ...trace, winner: winner.name, isDefault: false };
  };
}

function nameOf(label: string): string {
  return label.slice(label.indexOf(':') + 1);
}

function blockedState(members: readonly { readonly slot: number }[], state: Uint8Array) {
  if (members.some(({ slot }) => state[slot] === OPEN)) return OPEN;
  return members.some(({ slot }) => state[slot] === UNKNOWN) ? UNKNOWN : undefined;
}

function withdraw({ state, confidence, ceiling }: Slots, slot: number): void {
  state[slot] = NOT_MATCHED;
  confidence[slot] = 0;
  ceiling[slot] = 0;
}

/** Without a temperature the share is the confidence itself. */
function shares(
  contenders: readonly { readonly name: string; readonly confidence: number }[],
  temperature: number | undefined,
) {
  if (temperature === undefined)
    return contenders.map(({ name, confidence }) => ({ name, confidence, share: confidence }));
  const highest = contenders[0]?.confidence ?? 0;
  const powers = contenders.map(({ confidence }) => Math.exp((confidence - highest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return contenders.map(({ name, confidence }, index) => ({ name, confidence, share: powers[index]! / sum }));
}
