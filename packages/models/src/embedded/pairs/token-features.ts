import { type Alignment, CONTENT_WEIGHT, eachSentenceWith } from './alignment.ts';
import type { Comparison } from './comparison.ts';
import { GLYPH_TOKEN, NUMBER_TOKEN, WORD_TOKEN } from './pair-text.ts';
import { isDenial, oppositesOf } from './polarity.ts';

/** What is read of each token of a claim's sentence; the trees know them by place. */
export const TOKEN_FEATURES = [
  'weight',
  'isThere',
  'sharedLetters',
  'isPlaced',
  'isInBest',
  'isNearBest',
  'run',
  'leftRun',
  'rightRun',
  'slotWidth',
  'slotIsSameKind',
  'isNumber',
  'isCapital',
  'isGlyph',
  'isAsked',
  'nearQuestion',
  'newAround',
  'isOpposed',
  'isNewDenial',
  'length',
  'claimCoverage',
  'claimInBest',
  'position',
  'claimLength',
  'hasQuestion',
  'isOpening',
  'company',
] as const;
export const TOKEN_WIDTH = TOKEN_FEATURES.length;

/** Slots wider than this many tokens of the context are no slots. */
const WIDEST_SLOT = 12;
const AROUND = 3;

/** Facts on a sentence's tokens that both kinds of features read. */
export interface TokenFacts {
  /** 1 exactly in the context, 0.7 in another form, less by shared first letters. */
  readonly presence: Float32Array;
  /** Tokens in the matched stretch that the token is in; 0 where it has no place. */
  readonly runs: Int32Array;
  /** Tokens of the context between the places of the neighbours, -1 where there is no slot. */
  readonly slots: Int32Array;
  readonly slotIsSameKind: Uint8Array;
  readonly isOpposed: Uint8Array;
  readonly isNewDenial: Uint8Array;
  /** Share of the question's weight around the token's place. */
  readonly nearQuestion: Float32Array;
  readonly isAsked: Uint8Array;
  /** Share of the sentence's weight that is in the context, in its best sentence. */
  readonly coverage: number;
  readonly inBest: number;
}

/** Reads the facts on the tokens of one aligned sentence. */
export function readTokenFacts(comparison: Comparison, alignment: Alignment): TokenFacts {
  const { from, to, places, best } = alignment;
  const { index, claim, weights, question } = comparison;
  const { text } = index;
  const count = to - from;
  const presence = new Float32Array(count);
  const runs = new Int32Array(count);
  const nearQuestion = new Float32Array(count);
  const isAsked = new Uint8Array(count);
  let total = 0;
  let covered = 0;
  let inBest = 0;
  for (let i = 0; i < count; i++) {
    const at = from + i;
    const place = places[i]!;
    presence[i] = presenceOf(comparison, at, place);
    if (question !== undefined) {
      isAsked[i] = question.roots.has(claim.roots[at]!) ? 1 : 0;
      if (weights[at]! >= CONTENT_WEIGHT && question.total > 0) {
        eachSentenceWith(index, claim.roots[at]!, (_, one) => {
          const around = question.before[Math.min(text.size, one + 13)]! - question.before[Math.max(0, one - 12)]!;
          nearQuestion[i] = Math.max(nearQuestion[i]!, Math.min(1.5, around / question.total));
        });
      }
    }
    if (weights[at]! < CONTENT_WEIGHT) continue;
    total += weights[at]!;
    covered += weights[at]! * presence[i]!;
    if (place >= 0 && text.sentences[place] === best) inBest += weights[at]!;
  }
  for (let i = 0; i < count; ) {
    let end = i + 1;
    if (places[i]! >= 0) while (end < count && places[end] === places[end - 1]! + 1) end++;
    for (let k = i; k < end; k++) runs[k] = places[k]! < 0 ? 0 : end - i;
    i = end;
  }
  const { isOpposed, isNewDenial } = readPolarity(comparison, alignment);
  return {
    presence,
    runs,
    ...readSlots(comparison, alignment),
    isOpposed,
    isNewDenial,
    nearQuestion,
    isAsked,
    coverage: total === 0 ? 1 : covered / total,
    inBest: total === 0 ? 1 : inBest / total,
  };
}

function presenceOf({ index, claim }: Comparison, at: number, place: number): number {
  const isGlyph = claim.kinds[at] === GLYPH_TOKEN;
  if (place >= 0 && index.text.words[place] === claim.words[at] && !isGlyph) return 1;
  if (index.hasWord(claim.words[at]!)) {
    // One glyph is nearly always somewhere: what counts is that its neighbour is there as well.
    return !isGlyph || place >= 0 ? 1 : 0.3;
  }
  if (claim.kinds[at] !== WORD_TOKEN) return 0;
  const folded = claim.folded(at);
  const shared = index.sharedPrefix(folded) / Math.max(1, folded.length);
  return index.first(claim.roots[at]!) >= 0 ? 0.5 + 0.3 * shared : 0.5 * shared;
}

/** Unplaced stretches whose two neighbours stand near each other in the context: a slot filled with something else. */
function readSlots(comparison: Comparison, { from, to, places }: Alignment) {
  const { index, claim } = comparison;
  const { text } = index;
  const count = to - from;
  const slots = new Int32Array(count).fill(-1);
  const slotIsSameKind = new Uint8Array(count);
  for (let i = 0; i < count; ) {
    if (places[i]! >= 0) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < count && places[end]! < 0) end++;
    const left = i > 0 ? places[i - 1]! : -1;
    const right = end < count ? places[end]! : -1;
    const width = left >= 0 && right > left ? right - left - 1 : -1;
    if (width >= 0 && width <= WIDEST_SLOT) {
      for (let k = i; k < end; k++) {
        slots[k] = width;
        for (let place = left + 1; place < right; place++) {
          const isNumber = claim.kinds[from + k] === NUMBER_TOKEN && text.kinds[place] === NUMBER_TOKEN;
          const isName = claim.capitals[from + k] === 1 && text.capitals[place] === 1;
          if (isNumber || isName) slotIsSameKind[k] = 1;
        }
      }
    }
    i = end;
  }
  return { slots, slotIsSameKind };
}

/** Words whose opposite, and denials where none, stands in the sentence of the context that fits best. */
function readPolarity(comparison: Comparison, { from, to, places, best }: Alignment) {
  const { index, claim } = comparison;
  const { text } = index;
  const isOpposed = new Uint8Array(to - from);
  const isNewDenial = new Uint8Array(to - from);
  if (best < 0) return { isOpposed, isNewDenial };
  const start = text.sentenceStarts[best]!;
  const end = text.sentenceStarts[best + 1]!;
  let words: Set<number> | undefined;
  const has = (word: number) => {
    words ??= new Set(text.words.subarray(start, end));
    return words.has(word);
  };
  for (let i = 0; i < to - from; i++) {
    const word = claim.words[from + i]!;
    const isElsewhere = places[i]! < 0 || text.sentences[places[i]!] !== best;
    if (!isElsewhere) continue;
    if (oppositesOf(word)?.some(has) && !has(word)) isOpposed[i] = 1;
    if (isDenial(word) && !has(word)) isNewDenial[i] = 1;
  }
  return { isOpposed, isNewDenial };
}

/** Features of all tokens of an aligned sentence, one row of `TOKEN_WIDTH` numbers each. */
export function tokenFeatures(
  comparison: Comparison,
  { alignment, facts }: { readonly alignment: Alignment; readonly facts: TokenFacts },
): Float32Array {
  const { from, to, places, best } = alignment;
  const { index, claim, weights, question } = comparison;
  const { text } = index;
  const count = to - from;
  const rows = new Float32Array(count * TOKEN_WIDTH);
  const claimLength = Math.log2(1 + count);
  for (let i = 0; i < count; i++) {
    const at = from + i;
    const place = places[i]!;
    const sentence = place < 0 ? -9 : text.sentences[place]!;
    let newAround = 0;
    for (let k = Math.max(0, i - AROUND); k <= Math.min(count - 1, i + AROUND); k++) {
      if (k !== i && weights[from + k]! >= CONTENT_WEIGHT && facts.presence[k]! < 0.5) newAround++;
    }
    let column = i * TOKEN_WIDTH;
    rows[column++] = weights[at]!;
    rows[column++] = facts.presence[i]!;
    rows[column++] = facts.presence[i] === 1 || claim.kinds[at] !== WORD_TOKEN ? 1 : prefixShare(comparison, at);
    rows[column++] = place >= 0 ? 1 : 0;
    rows[column++] = sentence === best ? 1 : 0;
    rows[column++] = Math.abs(sentence - best) <= 1 ? 1 : 0;
    rows[column++] = Math.min(12, facts.runs[i]!);
    rows[column++] = i > 0 ? Math.min(12, facts.runs[i - 1]!) : -1;
    rows[column++] = i + 1 < count ? Math.min(12, facts.runs[i + 1]!) : -1;
    rows[column++] = facts.slots[i]!;
    rows[column++] = facts.slotIsSameKind[i]!;
    rows[column++] = claim.kinds[at] === NUMBER_TOKEN ? 1 : 0;
    rows[column++] = claim.capitals[at]!;
    rows[column++] = claim.kinds[at] === GLYPH_TOKEN ? 1 : 0;
    rows[column++] = facts.isAsked[i]!;
    rows[column++] = facts.nearQuestion[i]!;
    rows[column++] = newAround;
    rows[column++] = facts.isOpposed[i]!;
    rows[column++] = facts.isNewDenial[i]!;
    rows[column++] = claim.ends[at]! - claim.starts[at]!;
    rows[column++] = facts.coverage;
    rows[column++] = facts.inBest;
    rows[column++] = i / count;
    rows[column++] = claimLength;
    rows[column++] = question === undefined ? 0 : 1;
    rows[column++] = i === 0 ? 1 : 0;
    rows[column++] = alignment.company[i]!;
  }
  return rows;
}

function prefixShare({ index, claim }: Comparison, at: number): number {
  const folded = claim.folded(at);
  return index.sharedPrefix(folded) / Math.max(1, folded.length);
}
