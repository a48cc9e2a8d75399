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

/** Compiles keywords that others look for in the same texts: all of them are then found in one pass. */
export class SharedKeywords {
  readonly #keywords: Keyword[] = [];
  #matcher: KeywordMatcher | undefined;
  #lastText: TextView | undefined;
  #counts = new Uint32Array(0);

  /** A matcher for these, not to be asked before the last ones are added. */
  add(keywords: readonly Keyword[]): KeywordMatcher {
    const first = this.#keywords.length;
    const end = this.#keywords.push(...keywords);
    let own: Uint32Array | undefined;
    return {
      count: (text) => {
        this.#count(text);
        own ??= this.#counts.subarray(first, end);
        return own;
      },
    };
  }

  compile(): void {
    this.#matcher = compileKeywordMatcher(this.#keywords);
  }

  /** To be called when a text is done: it is not kept any longer. */
  forgetText(): void {
    this.#lastText = undefined;
  }

  #count(text: TextView): void {
    if (text === this.#lastText) return;
    this.#counts = this.#matcher!.count(text) as Uint32Array<ArrayBuffer>;
    this.#lastText = text;
  }
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

/** What a keyword asks of its surroundings: that no word goes on before it, and none behind it. */
const STARTS_WORD = 1;
const ENDS_WORD = 2;

/** Aho–Corasick, every transition written out. */
class Automaton {
  /** UTF-16 unit to a small class number; 0 for units that no keyword has. */
  readonly #classOf = new Uint16Array(65_536);
  readonly #classes: number;
  /**
   * Row of a state + class -> row of the next state; a row's number is its state's times the number of classes. Its
   * complement where the next state has outputs.
   */
  readonly #next: Int32Array;
  /** First output of a state, or -1; outputs form linked lists through `#nextOutput`. */
  readonly #firstOutput: Int32Array;
  readonly #nextOutput: number[] = [];
  readonly #keywordOf: number[] = [];
  readonly #lengthOf: number[] = [];
  readonly #boundaries: number[] = [];

  constructor(members: readonly Member[]) {
    this.#classes = this.#classify(members);
    const classes = this.#classes;
    const states = members.reduce((sum, { text }) => sum + text.length, 1);
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
    this.#writeRows(used);
  }

  /** Gives each unit of the keywords its class; how many these are. Plain letters come first, side by side in memory. */
  #classify(members: readonly Member[]): number {
    const units = new Set<number>();
    for (const { text } of members) for (let i = 0; i < text.length; i++) units.add(text.charCodeAt(i));
    let classes = 1;
    for (const unit of [...units].sort((a, b) => a - b)) this.#classOf[unit] = classes++;
    return classes;
  }

  #addOutput(state: number, keyword: number, text: string, isAnywhere: boolean): void {
    this.#keywordOf.push(keyword);
    this.#lengthOf.push(text.length);
    const startsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(0)) ? STARTS_WORD : 0;
    const endsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(text.length - 1)) ? ENDS_WORD : 0;
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

  /** Makes rows of the states that transitions lead to: a scan then waits for two numbers a unit and no more. */
  #writeRows(used: number): void {
    const classes = this.#classes;
    const next = this.#next;
    const rows = Int32Array.from({ length: used }, (_, state) =>
      this.#firstOutput[state] === -1 ? state * classes : ~(state * classes),
    );
    for (let slot = 0; slot < used * classes; slot++) next[slot] = rows[next[slot]!]!;
  }

  scan(text: string, counts: Uint32Array): void {
    const next = this.#next;
    const classOf = this.#classOf;
    const { length } = text;
    let row = 0;
    for (let i = 0; i < length; i++) {
      row = next[row + classOf[text.charCodeAt(i)]!]!;
      if (row >= 0) continue;
      row = ~row;
      this.#countOutputs(row / this.#classes, text, i + 1, counts);
    }
  }

  #countOutputs(state: number, text: string, end: number, counts: Uint32Array): void {
    const goesOn = end < text.length && isSpacedWordUnit(text.charCodeAt(end)) ? ENDS_WORD : 0;
    for (let output = this.#firstOutput[state]!; output !== -1; output = this.#nextOutput[output]!) {
      const boundaries = this.#boundaries[output]!;
      if ((boundaries & goesOn) !== 0) continue;
      const start = end - this.#lengthOf[output]!;
      const isWithin = (boundaries & STARTS_WORD) !== 0 && start > 0 && isSpacedWordUnit(text.charCodeAt(start - 1));
      if (!isWithin) counts[this.#keywordOf[output]!]!++;
    }
  }
}
