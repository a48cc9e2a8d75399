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
  const fallbackName = nameOf(config.fallback);
  const { name, temperature } = config;
  return (slots) => {
    const { state, confidence, ceiling } = slots;
    const { matched, blocked } = readMembers(members, slots);
    const contenders = shares(matched, confidence, temperature);
    for (let i = 1; i < matched.length; i++) withdraw(slots, matched[i]!.slot);
    const winner = matched[0];
    if (winner === undefined) {
      state[fallback] = blocked ?? MATCHED;
      if (blocked === undefined) {
        confidence[fallback] = 1;
        ceiling[fallback] = 1;
      }
    } else if (blocked !== undefined) {
      state[winner.slot] = blocked;
    } else if (temperature !== undefined && matched.length > 1) {
      confidence[winner.slot] = contenders[0]!.share;
      ceiling[winner.slot] = contenders[0]!.share;
    }
    return {
      type: 'partition',
      name,
      contenders,
      winner: blocked !== undefined ? null : winner === undefined ? fallbackName : winner.name,
      isDefault: winner === undefined && blocked === undefined,
    };
  };
}

interface Member {
  readonly name: string;
  readonly slot: number;
}

/** Members that matched, the highest confidence first, and what keeps the best of them from having won. */
function readMembers(members: readonly Member[], { state, confidence }: Slots) {
  const matched: Member[] = [];
  let blocked: typeof OPEN | typeof UNKNOWN | undefined;
  for (const member of members) {
    const current = state[member.slot];
    if (current === MATCHED) matched.push(member);
    else if (current === OPEN) blocked = OPEN;
    else if (current === UNKNOWN) blocked ??= UNKNOWN;
  }
  if (matched.length > 1) matched.sort((a, b) => confidence[b.slot]! - confidence[a.slot]!);
  return { matched, blocked };
}

function nameOf(label: string): string {
  return label.slice(label.indexOf(':') + 1);
}

function withdraw({ state, confidence, ceiling }: Slots, slot: number): void {
  state[slot] = NOT_MATCHED;
  confidence[slot] = 0;
  ceiling[slot] = 0;
}

/** Without a temperature the share is the confidence itself. */
function shares(matched: readonly Member[], confidence: Float64Array, temperature: number | undefined) {
  const highest = matched.length === 0 ? 0 : confidence[matched[0]!.slot]!;
  const powerOf = ({ slot }: Member) => Math.exp((confidence[slot]! - highest) / temperature!);
  const sum = temperature === undefined ? 1 : matched.reduce((total, member) => total + powerOf(member), 0);
  return matched.map((member) => {
    const own = confidence[member.slot]!;
    return { name: member.name, confidence: own, share: temperature === undefined ? own : powerOf(member) / sum };
  });
}
