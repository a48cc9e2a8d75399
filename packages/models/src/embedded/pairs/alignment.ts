import type { ContextIndex } from './context-index.ts';
import type { PairText } from './pair-text.ts';

/** Occurrences of one word in the context that are looked at. */
const OCCURRENCES = 64;
/** Tokens that weigh less are only followed, never searched for. */
export const CONTENT_WEIGHT = 0.3;
/** How far behind the token before a common word may stand to be held for the same one. */
const REACH = 5;

/** Where the tokens of one sentence of a claim stand in the context. */
export interface Alignment {
  /** First token of the sentence in the claim, and the one behind its last. */
  readonly from: number;
  readonly to: number;
  /** Place in the context for each token of the sentence, -1 where there is none. */
  readonly places: Int32Array;
  /** The context's sentence that holds most of the claim's, -1 when none holds any. */
  readonly best: number;
  /** The one that holds most of the rest. */
  readonly second: number;
  /** For each content token the largest share of the others' weight that stands in a sentence with it, 0..1. */
  readonly company: Float32Array;
}

/** How near each sentence of a context is to the question, 0..1; undefined without a question. */
export interface QuestionScores {
  readonly bySentence: Float32Array;
  readonly highest: number;
  /** Running sum over the context's tokens of the weights of the question's words. */
  readonly before: Float64Array;
  readonly total: number;
  readonly roots: ReadonlySet<number>;
}

/** Reads a question beside its context. */
export function scoreQuestion(index: ContextIndex, question: PairText, weights: Float32Array): QuestionScores {
  const { text } = index;
  const sums = new Float32Array(text.sentenceStarts.length);
  const marked = new Float32Array(text.size);
  const roots = new Set<number>();
  let total = 0;
  for (let at = 0; at < question.size; at++) {
    const root = question.roots[at]!;
    if (weights[at]! < CONTENT_WEIGHT || roots.has(root)) continue;
    roots.add(root);
    total += weights[at]!;
    eachSentenceWith(index, root, (sentence, place) => {
      sums[sentence] = sums[sentence]! + weights[at]!;
      marked[place] = weights[at]!;
    });
  }
  let highest = 0;
  for (let i = 0; i < sums.length; i++) {
    sums[i] = total > 0 ? sums[i]! / total : 0;
    highest = Math.max(highest, sums[i]!);
  }
  const before = new Float64Array(text.size + 1);
  for (let at = 0; at < text.size; at++) before[at + 1] = before[at]! + marked[at]!;
  return { bySentence: sums, highest, before, total, roots };
}

/** Aligns sentences of one claim with one context; reused for all of them. */
export class Aligner {
  readonly #index: ContextIndex;
  readonly #claim: PairText;
  readonly #weights: Float32Array;
  readonly #question: QuestionScores | undefined;
  readonly #scores: Float32Array;
  readonly #touched: number[] = [];

  constructor(index: ContextIndex, claim: PairText, weights: Float32Array, question: QuestionScores | undefined) {
    this.#index = index;
    this.#claim = claim;
    this.#weights = weights;
    this.#question = question;
    this.#scores = new Float32Array(index.text.sentenceStarts.length);
  }

  /** Aligns the tokens `from` to `to` of the claim. */
  align(from: number, to: number): Alignment {
    const company = new Float32Array(to - from);
    const best = this.#bestSentence(from, to, -1, company);
    const second = best < 0 ? -1 : this.#bestSentence(from, to, best);
    const places = new Int32Array(to - from).fill(-1);
    for (let at = from; at < to; at++) {
      places[at - from] = this.#place(at, at > from ? places[at - from - 1]! : -1, best, second);
    }
    return { from, to, places, best, second, company };
  }

  /** The sentence that holds most of the claim's weight, not counting words that the sentence `beside` holds. */
  #bestSentence(from: number, to: number, beside: number, company?: Float32Array): number {
    const { text } = this.#index;
    let total = 0;
    const scores = this.#scores;
    const touched = this.#touched;
    const seen = new Set<number>();
    for (let at = from; at < to; at++) {
      const root = this.#claim.roots[at]!;
      const weight = this.#weights[at]!;
      if (weight < CONTENT_WEIGHT || seen.has(root)) continue;
      seen.add(root);
      total += weight;
      if (beside >= 0 && this.#isIn(root, beside)) continue;
      eachSentenceWith(this.#index, root, (sentence) => {
        if (scores[sentence] === 0) touched.push(sentence);
        scores[sentence] = scores[sentence]! + weight;
      });
    }
    let best = -1;
    let highest = 0;
    for (const sentence of touched) {
      const near = (scores[sentence - 1] ?? 0) + (scores[sentence + 1] ?? 0);
      const asked = this.#question?.bySentence[sentence] ?? 0;
      const score = scores[sentence]! * (1 + 0.3 * asked) + 0.1 * near;
      if (score > highest || (score === highest && sentence < best)) {
        highest = score;
        best = sentence;
      }
    }
    if (company !== undefined) this.#readCompany(from, to, total, company);
    for (const sentence of touched) scores[sentence] = 0;
    touched.length = 0;
    return best < text.sentenceStarts.length - 1 ? best : -1;
  }

  #readCompany(from: number, to: number, total: number, company: Float32Array): void {
    const scores = this.#scores;
    for (let at = from; at < to; at++) {
      const own = this.#weights[at]!;
      if (own < CONTENT_WEIGHT || total <= own) continue;
      eachSentenceWith(this.#index, this.#claim.roots[at]!, (sentence) => {
        const beside = 0.5 * ((scores[sentence - 1] ?? 0) + (scores[sentence + 1] ?? 0));
        const share = (scores[sentence]! - own + beside) / (total - own);
        company[at - from] = Math.max(company[at - from]!, Math.min(1, share));
      });
    }
  }

  #isIn(root: number, sentence: number): boolean {
    const { sentences } = this.#index.text;
    let steps = 0;
    for (let at = this.#index.first(root); at >= 0 && steps < OCCURRENCES; at = this.#index.next[at]!, steps++) {
      this.#index.steps++;
      if (sentences[at] === sentence) return true;
    }
    return false;
  }

  #place(at: number, before: number, best: number, second: number): number {
    const { text, next } = this.#index;
    const claim = this.#claim;
    const word = claim.words[at]!;
    if (before >= 0 && before + 1 < text.size && text.words[before + 1] === word) return before + 1;
    if (this.#weights[at]! < CONTENT_WEIGHT) {
      if (before < 0) return -1;
      for (let place = before + 2; place <= before + REACH && place < text.size; place++) {
        if (text.words[place] === word) return place;
      }
      return -1;
    }
    let chosen = -1;
    let highest = Number.NEGATIVE_INFINITY;
    let steps = 0;
    const follower = at + 1 < claim.size ? claim.words[at + 1]! : 0;
    for (let place = this.#index.first(claim.roots[at]!); place >= 0 && steps < OCCURRENCES; place = next[place]!) {
      steps++;
      this.#index.steps++;
      const sentence = text.sentences[place]!;
      let score = text.words[place] === word ? 2 : 0;
      if (sentence === best) score += 2;
      else if (sentence === second) score += 1.2;
      else if (Math.abs(sentence - best) === 1) score += 0.8;
      if (place + 1 < text.size && text.words[place + 1] === follower) score += 1.5;
      if (before >= 0 && place > before && place - before < 8) score += 0.7;
      if (score > highest) {
        highest = score;
        chosen = place;
      }
    }
    return chosen;
  }
}

/** Calls back once per sentence of the context that holds a root, with the place of its first occurrence there. */
export function eachSentenceWith(
  index: ContextIndex,
  root: number,
  visit: (sentence: number, place: number) => void,
): void {
  const { sentences } = index.text;
  let last = -1;
  let steps = 0;
  for (let place = index.first(root); place >= 0 && steps < OCCURRENCES; place = index.next[place]!, steps++) {
    index.steps++;
    const sentence = sentences[place]!;
    if (sentence !== last) visit(sentence, place);
    last = sentence;
  }
}
