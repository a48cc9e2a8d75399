import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { EvidenceReader, eachHashOfWord, piecesOf, sharedFeatures } from './evidence-features.ts';
import type { TextFeatures } from './feature-pass.ts';
import { HashFilter } from './hash-filter.ts';
import { HashIndex } from './hash-index.ts';
import type { HeadFile } from './head-file.ts';
import { WORD_CAPACITY, type WordStore } from './word-store.ts';

/** One step of a stored weight. */
export const EVIDENCE_STEP = 1 / 64;

/**
 * A head that looks for evidence against a text's being harmless, its first label; the others are kinds of what the
 * evidence speaks for. Evidence is never negative and adds up as the root of the sum of squares, so that nothing appended
 * to a text of three words or more can lower its risk; only how the text opens can, and by no more than the setting
 * `openingLimit`. Disguised words are read plain as well, long texts in pieces: the strongest reading counts, and its
 * risk goes to the kinds by their shares of the squares; what only the plain form of disguised words shows is the last
 * label's.
 */
export function createEvidenceClassifier(file: HeadFile): TextClassifier {
  const { labels, settings } = file.header;
  const evidence = weightTable(file, 'evidence', file.section('evidenceKinds'));
  const openings = weightTable(file, 'opening');
  const reader = new EvidenceReader();
  const { bias = 0, openingLimit = 0, slope = 1, offset = 0 } = settings;
  const disguise = labels.length - 1;
  const words = new WordEvidence(evidence);
  const found = new FoundEvidence(evidence);
  const find = (hash: number): void => found.count(evidence.find(hash));
  /** The risk of a reading, 0..1; `squares` gets what each kind adds up to, at 0 what is of no known kind. */
  const riskOf = (folded: string, view: TextView | undefined, squares: Float64Array): number => {
    found.begin(squares);
    const features = sharedFeatures(folded, view);
    words.count(features, found);
    reader.readBesideWords(features, folded, find);
    let harmless = 0;
    for (const hash of reader.openings(folded)) harmless += openings.weightAt(openings.find(hash));
    const score = bias + Math.sqrt(found.sum()) - Math.min(openingLimit, harmless);
    return 1 / (1 + Math.exp(-(slope * score + offset)));
  };
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    labels,
    classify(text: TextView): Float32Array {
      let [risk, asWritten, disguised] = [0, 0, 0];
      let [squares, best] = [new Float64Array(labels.length), new Float64Array(labels.length)];
      for (const { folded, view, isUnmasked } of piecesOf(text)) {
        const here = riskOf(folded, view, squares);
        if (!isUnmasked) asWritten = here;
        if (here < risk) continue;
        risk = here;
        disguised = isUnmasked ? 1 - asWritten / here : 0;
        [squares, best] = [best, squares];
      }
      return distributed(risk, best, disguised, disguise);
    },
  };
}

/** Shares of the labels: harmless first, then the kinds by their squares, the share of `disguised` first to that kind. */
function distributed(risk: number, squares: Float64Array, disguised: number, disguise: number): Float32Array {
  const shares = new Float32Array(squares.length);
  let known = 0;
  for (let kind = 1; kind < squares.length; kind++) known += squares[kind]!;
  for (let kind = 1; kind < squares.length; kind++) {
    // Without any known kind they all have the same part.
    const part = known > 0 ? squares[kind]! / known : 1 / (squares.length - 1);
    shares[kind] = risk * ((1 - disguised) * part + (kind === disguise ? disguised : 0));
  }
  shares[0] = 1 - risk;
  return shares;
}

/** Weights by feature hash from the sections `NAMEHashes` (32 bits each) and `NAMEWeights` (8 bits each). */
function weightTable(file: HeadFile, name: string, kinds?: Uint8Array): WeightTable {
  return new WeightTable(file.uint32s(`${name}Hashes`), file.section(`${name}Weights`), kinds ?? new Uint8Array(0));
}

/**
 * Adds up the squares of the weights of a reading's features, each once. Squares are counted in whole steps, so that the
 * order in which features come changes nothing.
 */
class FoundEvidence {
  readonly #table: WeightTable;
  readonly #numbers: Uint32Array;
  // By number: a feature gets the next one when it is first found, so that what is common lies close together.
  readonly #squares: Uint16Array;
  readonly #kinds: Uint8Array;
  readonly #readings: Uint32Array;
  #next = 1;
  #reading = 0;
  #kindSums: Float64Array = new Float64Array(0);

  constructor(table: WeightTable) {
    this.#table = table;
    this.#numbers = new Uint32Array(table.size);
    this.#squares = new Uint16Array(table.size + 1);
    this.#kinds = new Uint8Array(table.size + 1);
    this.#readings = new Uint32Array(table.size + 1);
  }

  /** Begins a reading; `kindSums` gets the sum of squares of each kind once it is asked for by `sum`. */
  begin(kindSums: Float64Array): void {
    this.#reading++;
    this.#kindSums = kindSums;
    kindSums.fill(0);
  }

  /** Number of the feature of a row. */
  numberOf(row: number): number {
    let number = this.#numbers[row]!;
    if (number === 0) {
      number = this.#next++;
      this.#numbers[row] = number;
      this.#squares[number] = this.#table.stepsAt(row) ** 2;
      this.#kinds[number] = this.#table.kindAt(row);
    }
    return number;
  }

  /** Counts the feature of a row, none at -1. */
  count(row: number): void {
    if (row >= 0) this.countNumber(this.numberOf(row));
  }

  countNumber(number: number): void {
    if (this.#readings[number] === this.#reading) return;
    this.#readings[number] = this.#reading;
    const kind = this.#kinds[number]!;
    this.#kindSums[kind] = this.#kindSums[kind]! + this.#squares[number]!;
  }

  /** The sum of all squares; leaves those of each kind where `begin` said. */
  sum(): number {
    let total = 0;
    for (let kind = 0; kind < this.#kindSums.length; kind++) {
      this.#kindSums[kind] = this.#kindSums[kind]! * EVIDENCE_STEP ** 2;
      total += this.#kindSums[kind]!;
    }
    return total;
  }
}

/** The trained features of each word of the store, looked up once. */
class WordEvidence {
  readonly #table: WeightTable;
  #store: WordStore | undefined;
  readonly #starts = new Uint32Array(WORD_CAPACITY);
  /** One more than how many there are; 0 for a word not looked up yet. */
  readonly #counts = new Uint8Array(WORD_CAPACITY);
  #numbers = new Uint32Array(16384);
  #size = 0;

  constructor(table: WeightTable) {
    this.#table = table;
  }

  /** Counts the evidence of all words. */
  count({ store, words }: TextFeatures, found: FoundEvidence): void {
    if (store !== this.#store) this.#forget(store);
    for (const slot of words) {
      if (this.#counts[slot] === 0) this.#learn(store, slot, found);
      const start = this.#starts[slot]!;
      const end = start + this.#counts[slot]! - 1;
      for (let i = start; i < end; i++) found.countNumber(this.#numbers[i]!);
    }
  }

  #forget(store: WordStore): void {
    this.#store = store;
    this.#counts.fill(0);
    this.#size = 0;
  }

  #learn(store: WordStore, slot: number, found: FoundEvidence): void {
    this.#starts[slot] = this.#size;
    eachHashOfWord(store, slot, (hash) => {
      const row = this.#table.find(hash);
      if (row < 0) return;
      if (this.#size === this.#numbers.length) {
        const numbers = new Uint32Array(2 * this.#size);
        numbers.set(this.#numbers);
        this.#numbers = numbers;
      }
      this.#numbers[this.#size++] = found.numberOf(row);
    });
    this.#counts[slot] = this.#size - this.#starts[slot]! + 1;
  }
}

class WeightTable {
  /** Features in it. */
  readonly size: number;
  readonly #index: HashIndex;
  readonly #weights: Uint8Array;
  readonly #kinds: Uint8Array;
  readonly #filter: HashFilter;

  constructor(hashes: Uint32Array, weights: Uint8Array, kinds: Uint8Array) {
    this.size = hashes.length;
    this.#index = new HashIndex(hashes);
    this.#weights = weights;
    this.#kinds = kinds;
    this.#filter = new HashFilter(hashes);
  }

  /** Row of a feature, -1 for one that is not trained. */
  find(hash: number): number {
    return this.#filter.mayHave(hash) ? this.#index.find(hash) : -1;
  }

  /** The weight of a row; 0 at -1. */
  weightAt(row: number): number {
    return row < 0 ? 0 : this.stepsAt(row) * EVIDENCE_STEP;
  }

  /** The same in steps: at least one. */
  stepsAt(row: number): number {
    return Math.max(1, this.#weights[row]!);
  }

  /** Number of the label that the feature of a row speaks for. */
  kindAt(row: number): number {
    return this.#kinds[row]!;
  }
}
