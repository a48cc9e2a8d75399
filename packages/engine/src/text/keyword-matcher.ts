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

/** Class of units that have no column in the rows of an automaton. */
const SPARSE = 0xffff;
/** Units below have one. */
const DENSE_UNITS = 0x80;

/**
 * Aho–Corasick. Transitions by ASCII are written out, a row for each state; the many units of other scripts, each of which
 * few keywords have, are found by hash and by the links to what remains of a keyword that goes on otherwise.
 */
class Automaton {
  /** UTF-16 unit to the number of its column, 0 for units that no keyword has, or `SPARSE`. */
  readonly #classOf = new Uint16Array(65_536);
  readonly #classes: number;
  /**
   * Row of a state + class -> row of the next state; a row's number is its state's times the number of classes. Its
   * complement where the next state has outputs.
   */
  readonly #next: Int32Array;
  /** Sparse transitions by hash: from which state, by which unit, to which state; 0 where nothing is. */
  readonly #edgeStates: Int32Array;
  readonly #edgeUnits: Uint16Array;
  readonly #edgeTargets: Int32Array;
  /** By state: the longest end of what it stands for with which some keyword begins. */
  readonly #failure: Int32Array;
  /** First output of a state, or -1; outputs form linked lists through `#nextOutput`. */
  readonly #firstOutput: Int32Array;
  readonly #nextOutput: number[] = [];
  readonly #keywordOf: number[] = [];
  readonly #lengthOf: number[] = [];
  readonly #boundaries: number[] = [];

  constructor(members: readonly Member[]) {
    this.#classes = this.#classify(members);
    const most = members.reduce((sum, { text }) => sum + text.length, 1);
    let places = 64;
    while (places < 2 * most) places *= 2;
    this.#edgeStates = new Int32Array(places);
    this.#edgeUnits = new Uint16Array(places);
    this.#edgeTargets = new Int32Array(places);
    this.#next = new Int32Array(most * this.#classes);
    this.#failure = new Int32Array(most);
    this.#firstOutput = new Int32Array(most).fill(-1);
    const tree: Tree = { units: new Uint16Array(most), parents: new Int32Array(most), states: 1 };
    for (const member of members) if (member.text !== '') this.#enter(member, tree);
    this.#linkFailures(tree);
    this.#writeRows(tree.states);
  }

  /** Gives each ASCII unit of the keywords its class; how many these are. */
  #classify(members: readonly Member[]): number {
    let classes = 1;
    for (const { text } of members) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = unit < DENSE_UNITS ? classes++ : SPARSE;
      }
    }
    return classes;
  }

  #enter({ index, text, isAnywhere }: Member, tree: Tree): void {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      let target = this.#childOf(state, unit);
      if (target === 0) {
        target = tree.states++;
        tree.units[target] = unit;
        tree.parents[target] = state;
        this.#setChild(state, unit, target);
      }
      state = target;
    }
    this.#keywordOf.push(index);
    this.#lengthOf.push(text.length);
    const startsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(0)) ? STARTS_WORD : 0;
    const endsWord = !isAnywhere && isSpacedWordUnit(text.charCodeAt(text.length - 1)) ? ENDS_WORD : 0;
    this.#boundaries.push(startsWord | endsWord);
    this.#nextOutput.push(this.#firstOutput[state]!);
    this.#firstOutput[state] = this.#keywordOf.length - 1;
  }

  /** The state that follows by a unit of a keyword, 0 for none. */
  #childOf(state: number, unit: number): number {
    const column = this.#classOf[unit]!;
    return column === SPARSE
      ? this.#edgeTargets[this.#edge(state, unit)]!
      : this.#next[state * this.#classes + column]!;
  }

  #setChild(state: number, unit: number, target: number): void {
    const column = this.#classOf[unit]!;
    if (column !== SPARSE) this.#next[state * this.#classes + column] = target;
    else {
      const edge = this.#edge(state, unit);
      this.#edgeStates[edge] = state;
      this.#edgeUnits[edge] = unit;
      this.#edgeTargets[edge] = target;
    }
  }

  /** Where the edge from a state by a unit is, or would be. */
  #edge(state: number, unit: number): number {
    const mask = this.#edgeTargets.length - 1;
    const hash = Math.imul(state, 0x9e3779b1) + Math.imul(unit, 0x85ebca6b);
    let edge = (hash ^ (hash >>> 15)) & mask;
    while (this.#edgeTargets[edge] !== 0 && (this.#edgeStates[edge] !== state || this.#edgeUnits[edge] !== unit)) {
      edge = (edge + 1) & mask;
    }
    return edge;
  }

  /** Breadth first: missing transitions of a row become the failure state's, and its outputs are appended. */
  #linkFailures({ units, parents, states }: Tree): void {
    const classes = this.#classes;
    const next = this.#next;
    const failure = this.#failure;
    for (const state of byDepth(parents, states)) {
      const parent = parents[state]!;
      // The parent's own link, and what follows from there by the same unit; rows above are written out already.
      failure[state] = parent === 0 ? 0 : this.#follow(failure[parent]!, units[state]!);
      const fallback = failure[state]!;
      this.#appendOutputs(state, this.#firstOutput[fallback]!);
      for (let c = 0; c < classes; c++) {
        const slot = state * classes + c;
        if (next[slot] === 0) next[slot] = next[fallback * classes + c]!;
      }
    }
  }

  /** The state that a unit leads to, whatever remains of what stood before. */
  #follow(from: number, unit: number): number {
    if (this.#classOf[unit] !== SPARSE) return this.#next[from * this.#classes + this.#classOf[unit]!]!;
    for (let state = from; ; state = this.#failure[state]!) {
      const target = this.#edgeTargets[this.#edge(state, unit)]!;
      if (target !== 0 || state === 0) return target;
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
  #writeRows(states: number): void {
    const next = this.#next;
    for (let slot = 0; slot < states * this.#classes; slot++) next[slot] = this.#rowOf(next[slot]!);
  }

  #rowOf(state: number): number {
    const row = state * this.#classes;
    return this.#firstOutput[state] === -1 ? row : ~row;
  }

  scan(text: string, counts: Uint32Array): void {
    const next = this.#next;
    const classOf = this.#classOf;
    const { length } = text;
    let row = 0;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      const column = classOf[unit]!;
      row = column === SPARSE ? this.#rowOf(this.#follow(row / this.#classes, unit)) : next[row + column]!;
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

/** The states of an automaton as a tree: by state the unit that leads to it, and where from. */
interface Tree {
  readonly units: Uint16Array;
  readonly parents: Int32Array;
  /** With the root, which is 0. */
  states: number;
}

/** All states but the root, those of shorter beginnings first. A state's number is above its parent's. */
function byDepth(parents: Int32Array, states: number): Int32Array {
  const depths = new Int32Array(states);
  let deepest = 0;
  for (let state = 1; state < states; state++) {
    depths[state] = depths[parents[state]!]! + 1;
    deepest = Math.max(deepest, depths[state]!);
  }
  const places = new Int32Array(deepest + 2);
  for (let state = 1; state < states; state++) places[depths[state]! + 1]!++;
  for (let depth = 1; depth < places.length; depth++) places[depth]! += places[depth - 1]!;
  const order = new Int32Array(states - 1);
  for (let state = 1; state < states; state++) order[places[depths[state]!]!++] = state;
  return order;
}
