import { foldText } from './fold.ts';
import type { TextView } from './text-view.ts';
import { isSpacedWordUnit } from './word-boundary.ts';

export interface Keyword {
  readonly text: string;
  readonly caseSensitive: boolean;
  /** Found within words as well. */
  readonly isAnywhere?: boolean | undefined;
}

/**
 * All keywords of all rules, found in one pass over the text each for the case-sensitive and the insensitive ones
 * (Aho–Corasick). A keyword is found as whole words; in scripts without spaces, anywhere.
 */
export interface KeywordMatcher {
  /**
   * Occurrences by keyword, in the order given; overlapping ones count. Linear in the text. The array is written anew by
   * the next call.
   */
  count(text: TextView): Uint32Array;
}

export function compileKeywordMatcher(keywords: readonly Keyword[]): KeywordMatcher {
  const automata = [false, true].flatMap((caseSensitive) => {
    const members = keywords.flatMap((keyword, index) =>
      keyword.caseSensitive === caseSensitive
        ? [{ index, text: foldKeyword(keyword), isAnywhere: keyword.isAnywhere === true }]
        : [],
    );
    return members.length === 0 ? [] : [{ caseSensitive, automaton: new Automaton(members) }];
  });
  const counts = new Uint32Array(keywords.length);
  return {
    count(text) {
      counts.fill(0);
      for (const { caseSensitive, automaton } of automata)
        automaton.scan(caseSensitive ? text.plain : text.folded, counts);
      return counts;
    },
  };
}

/** A keyword as the folded text would show it; empty when nothing of it is left. */
export function foldKeyword({ text, caseSensitive }: Keyword): string {
  const folded = foldText(text);
  return caseSensitive ? folded : folded.toLowerCase();
}

interface Member {
  readonly index: number;
  readonly text: string;
  readonly isAnywhere: boolean;
}

class Automaton {
  /** UTF-16 unit to a small class number; 0 for units that no keyword has. */
  readonly #classOf = new Uint16Array(65_536);
  readonly #classes: number;
  /** state * classes + class -> state */
  readonly #next: Int32Array;
  /** First output of a state, or -1; outputs form linked lists through `#nextOutput`. */
  readonly #firstOutput: Int32Array;
  readonly #nextOutput: number[] = [];
  readonly #keywordOf: number[] = [];
  readonly #lengthOf: number[] = [];
  readonly #boundaries: number[] = [];

  constructor(members: readonly Member[]) {
    let classes = 1;
    let states = 1;
    for (const { text } of members) {
      states += text.length;
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = classes++;
      }
    }
    this.#classes = classes;
    const next = new Int32Array(states * classes).fill(-1);
    this.#firstOutput = new Int32Array(states).fill(-1);
    let used = 1;
    for (const { index, text, isAnywhere } of members) {
      if (text === '') continue;
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const slot = state * classes + this.#classOf[text.charCodeAt(i)]!;
        if (next[slot] === -1) next[slot] = used++;
        state = next[slot]!;
      }
      this.#addOutput(state, index, text, isAnywhere);
    }
    this.#next = next;
    this.#linkFailures(used);
  }

  #addOutput(state: number, keyword: number, text: string, isAnywhere: boolean): void {
    this.#keywordOf.push(keyword);
    this.#lengthOf.push(text.length);
    const startsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(0)) ? 1 : 0;
    const endsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(text.length - 1)) ? 2 : 0;
    this.#boundaries.push(startsWord | endsWord);
    this.#nextOutput.push(this.#firstOutput[state]!);
    this.#firstOutput[state] = this.#keywordOf.length - 1;
  }

  /** Breadth first: missing transitions become the failure state's, and its outputs are appended. */
  #linkFailures(used: number): void {
    const classes = this.#classes;
    const next = this.#next;
    const failure = new Int32Array(used);
    const queue = new Int32Array(used);
    let head = 0;
    let tail = 0;
    for (let c = 0; c < classes; c++) {
      const state = next[c]!;
      if (state === -1) next[c] = 0;
      else queue[tail++] = state;
    }
    while (head < tail) {
      const state = queue[head++]!;
      const fallback = failure[state]!;
      this.#appendOutputs(state, this.#firstOutput[fallback]!);
      for (let c = 0; c < classes; c++) {
        const slot = state * classes + c;
        const target = next[slot]!;
        const viaFailure = next[fallback * classes + c]!;
        if (target === -1) next[slot] = viaFailure;
        else {
          failure[target] = viaFailure;
          queue[tail++] = target;
        }
      }
    }
  }

  #appendOutputs(state: number, outputs: number): void {
    if (outputs === -1) return;
    let last = this.#firstOutput[state]!;
    if (last === -1) {
      this.#firstOutput[state] = outputs;
      return;
    }
    while (this.#nextOutput[last] !== -1) last = this.#nextOutput[last]!;
    this.#nextOutput[last] = outputs;
  }

  scan(text: string, counts: Uint32Array): void {
    const classes = this.#classes;
    const next = this.#next;
    const classOf = this.#classOf;
    const firstOutput = this.#firstOutput;
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      state = next[state * classes + classOf[text.charCodeAt(i)]!]!;
      let output = firstOutput[state]!;
      while (output !== -1) {
        if (this.#isWhole(text, i + 1 - this.#lengthOf[output]!, i + 1, this.#boundaries[output]!)) {
          counts[this.#keywordOf[output]!]!++;
        }
        output = this.#nextOutput[output]!;
      }
    }
  }

  #isWhole(text: string, start: number, end: number, boundaries: number): boolean {
    if ((boundaries & 1) !== 0 && start > 0 && isSpacedWordUnit(text.charCodeAt(start - 1))) return false;
    return (boundaries & 2) === 0 || end >= text.length || !isSpacedWordUnit(text.charCodeAt(end));
  }
}
