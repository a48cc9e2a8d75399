import { KernelMemory } from '../kernel-memory.ts';
import { PIECE_TOKENS } from './name-tokens.ts';

/** Types that the learned tagger finds, in the order of its tags: outside, then beginning and inside of each. */
export const NAME_TYPES = ['PERSON', 'GPE', 'ORGANIZATION', 'STREET_ADDRESS'] as const;
export type NameType = (typeof NAME_TYPES)[number];
export const TAGS = 1 + 2 * NAME_TYPES.length;
export const beginTag = (type: number): number => 1 + 2 * type;
export const insideTag = (type: number): number => 2 + 2 * type;

const isInside = (tag: number): boolean => tag > 0 && tag % 2 === 0;

/** Whether a tag may follow another: inside a name only after its beginning or inside. */
export function mayFollow(before: number, tag: number): boolean {
  return !isInside(tag) || before === tag || before === tag - 1;
}

/** Every tag of a token may be the right one. */
export const ANY_TAG = (1 << TAGS) - 1;

/**
 * All sequences of tags over a piece of text: the best one, and the share of their weight that goes through given tags.
 * Scores are natural logarithms. Buffers are reused.
 */
export class NameLattice {
  /** Score of each tag of each token, `TAGS` a token; to be filled before use. */
  readonly scores: Float64Array;
  /** Best tag of each token, after `findBest`. */
  readonly best: Uint8Array;
  /** Score of a tag after another, `before * TAGS + tag`; minus infinity where it may not follow. */
  readonly #follow: Float64Array;
  readonly #memory: KernelMemory;
  readonly #followWeights: Float64Array;
  readonly #forward = new Float64Array(PIECE_TOKENS * TAGS);
  readonly #backward = new Float64Array(PIECE_TOKENS * TAGS);
  readonly #weights = new Float64Array(PIECE_TOKENS * TAGS);
  readonly #onward = new Float64Array(TAGS);
  readonly #units = new Float64Array(PIECE_TOKENS);

  /** Of the memory nothing may be allocated any more: its arrays would be others. */
  constructor(follow: ArrayLike<number>, memory = new KernelMemory()) {
    const { call } = memory;
    const { buffer } = call.memory;
    this.#memory = memory;
    this.scores = new Float64Array(buffer, call.tagScores.value, PIECE_TOKENS * TAGS);
    this.best = new Uint8Array(buffer, call.bestTags.value, PIECE_TOKENS);
    this.#follow = new Float64Array(buffer, call.tagFollows.value, TAGS * TAGS);
    this.#followWeights = new Float64Array(TAGS * TAGS);
    this.setFollow(follow);
  }

  setFollow(follow: ArrayLike<number>): void {
    for (let before = 0; before < TAGS; before++) {
      for (let tag = 0; tag < TAGS; tag++) {
        const at = before * TAGS + tag;
        this.#follow[at] = mayFollow(before, tag) ? follow[at]! : Number.NEGATIVE_INFINITY;
        this.#followWeights[at] = Math.exp(this.#follow[at]!);
      }
    }
    this.#memory.call.takeFollows();
  }

  /** The heaviest sequence of tags; whether any of them is a name. */
  findBest(count: number): boolean {
    return this.#memory.call.findBestTags(count) !== 0;
  }

  /** Adds up all sequences, of which `share` and `shareOfName` tell parts; the logarithm of their weight. */
  addUp(count: number, allowed?: ArrayLike<number>): number {
    const { scores } = this;
    const weights = this.#weights;
    const forward = this.#forward;
    const backward = this.#backward;
    const follow = this.#followWeights;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const at = i * TAGS;
      let highest = scores[at]!;
      for (let tag = 1; tag < TAGS; tag++) if (scores[at + tag]! > highest) highest = scores[at + tag]!;
      total += highest;
      let sum = 0;
      for (let tag = 0; tag < TAGS; tag++) {
        const isAllowed = allowed === undefined || ((allowed[i]! >> tag) & 1) === 1;
        const weight = isAllowed ? Math.exp(scores[at + tag]! - highest) : 0;
        weights[at + tag] = weight;
        let reached = 0;
        if (weight > 0) {
          if (i === 0) reached = follow[tag]!;
          else {
            // An inside follows its own beginning or inside only.
            const first = isInside(tag) ? tag - 1 : 0;
            const last = isInside(tag) ? tag : TAGS - 1;
            for (let before = first; before <= last; before++) {
              reached += forward[at - TAGS + before]! * follow[before * TAGS + tag]!;
            }
          }
        }
        forward[at + tag] = reached * weight;
        sum += forward[at + tag]!;
      }
      // A sequence that the scores make next to impossible still needs a weight to divide by.
      const unit = Math.max(sum, 1e-290);
      this.#units[i] = unit;
      total += Math.log(unit);
      for (let tag = 0; tag < TAGS; tag++) forward[at + tag] = forward[at + tag]! / unit;
    }
    const end = (count - 1) * TAGS;
    for (let tag = 0; tag < TAGS; tag++) backward[end + tag] = 1;
    for (let i = count - 2; i >= 0; i--) {
      const at = i * TAGS;
      const unit = this.#units[i + 1]!;
      const onward = this.#onward;
      for (let tag = 0; tag < TAGS; tag++) onward[tag] = weights[at + TAGS + tag]! * backward[at + TAGS + tag]!;
      for (let before = 0; before < TAGS; before++) {
        let sum = follow[before * TAGS]! * onward[0]!;
        for (let tag = 1; tag < TAGS; tag += 2) sum += follow[before * TAGS + tag]! * onward[tag]!;
        if (before > 0) {
          const inside = isInside(before) ? before : before + 1;
          sum += follow[before * TAGS + inside]! * onward[inside]!;
        }
        backward[at + before] = sum / unit;
      }
    }
    return total;
  }

  /** Share of the sequences in which the token has the tag, 0..1; after `addUp`. */
  share(token: number, tag: number): number {
    return this.#forward[token * TAGS + tag]! * this.#backward[token * TAGS + tag]!;
  }

  /** Share of the sequences in which the token has the tag and the one before it another; after `addUp`. */
  shareOfPair(token: number, before: number, tag: number): number {
    const at = token * TAGS;
    return (
      (this.#forward[at - TAGS + before]! *
        this.#followWeights[before * TAGS + tag]! *
        this.#weights[at + tag]! *
        this.#backward[at + tag]!) /
      this.#units[token]!
    );
  }

  /** Share of the sequences that hold exactly this name, 0..1; after `addUp`. */
  shareOfName(first: number, last: number, type: number, count: number): number {
    const inside = insideTag(type);
    let tag = beginTag(type);
    let share = this.#forward[first * TAGS + tag]!;
    for (let i = first + 1; i <= last; i++) {
      share *= (this.#followWeights[tag * TAGS + inside]! * this.#weights[i * TAGS + inside]!) / this.#units[i]!;
      tag = inside;
    }
    if (last + 1 === count) return share;
    const at = (last + 1) * TAGS;
    let rest = 0;
    for (let next = 0; next < TAGS; next++) {
      if (next === inside) continue;
      rest += this.#followWeights[tag * TAGS + next]! * this.#weights[at + next]! * this.#backward[at + next]!;
    }
    return (share * rest) / this.#units[last + 1]!;
  }
}
