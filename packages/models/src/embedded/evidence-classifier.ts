import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { EvidenceReader, eachHashOfWord, piecesOf, sharedFeatures } from './evidence-features.ts';
import { HashFilter } from './hash-filter.ts';
import type { HeadFile } from './head-file.ts';
import type { WordStore } from './word-store.ts';

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
  /** The risk of a reading, 0..1; `squares` gets what each kind adds up to, at 0 what is of no known kind. */
  const words = new WordPlaces(evidence);
  const seen = new Uint32Array(evidence.capacity);
  let reading = 0;
  const riskOf = (folded: string, view: TextView | undefined, squares: Float64Array): number => {
    squares.fill(0);
    reading++;
    let sum = 0;
    /** Counts a feature once per reading. */
    const count = (place: number): void => {
      if (place < 0 || seen[place] === reading) return;
      seen[place] = reading;
      const square = evidence.weightAt(place) ** 2;
      const kind = evidence.kindAt(place);
      sum += square;
      squares[kind] = squares[kind]! + square;
    };
    const features = sharedFeatures(folded, view);
    for (const slot of features.words) for (const place of words.of(features.store, slot)) count(place);
    reader.readBesideWords(features, folded, (hash) => count(evidence.find(hash)));
    let harmless = 0;
    for (const hash of reader.openings(folded)) harmless += openings.weightAt(openings.find(hash));
    const score = bias + Math.sqrt(sum) - Math.min(openingLimit, harmless);
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
  return new WeightTable(
    new Uint32Array(file.section(`${name}Hashes`).buffer),
    file.section(`${name}Weights`),
    kinds ?? new Uint8Array(0),
  );
}

/** Where the trained features of a word are kept: looked up once for each word of the store. */
class WordPlaces {
  readonly #table: WeightTable;
  #store: WordStore | undefined;
  #places: (readonly number[] | undefined)[] = [];

  constructor(table: WeightTable) {
    this.#table = table;
  }

  of(store: WordStore, slot: number): readonly number[] {
    if (store !== this.#store) {
      this.#store = store;
      this.#places = [];
    }
    const known = this.#places[slot];
    if (known !== undefined) return known;
    const places: number[] = [];
    eachHashOfWord(store, slot, (hash) => {
      const place = this.#table.find(hash);
      if (place >= 0) places.push(place);
    });
    this.#places[slot] = places;
    return places;
  }
}

class WeightTable {
  readonly #hashes: Uint32Array;
  readonly #weights: Uint8Array;
  readonly #kinds: Uint8Array;
  readonly #mask: number;
  readonly #filter: HashFilter;

  constructor(hashes: Uint32Array, weights: Uint8Array, kinds: Uint8Array) {
    this.#filter = new HashFilter(hashes);
    let capacity = 16;
    while (capacity < hashes.length * 2) capacity *= 2;
    this.#mask = capacity - 1;
    this.#hashes = new Uint32Array(capacity);
    this.#weights = new Uint8Array(capacity);
    this.#kinds = new Uint8Array(kinds.length > 0 ? capacity : 0);
    for (let i = 0; i < hashes.length; i++) {
      let place = hashes[i]! & this.#mask;
      while (this.#weights[place] !== 0) place = (place + 1) & this.#mask;
      this.#hashes[place] = hashes[i]!;
      this.#weights[place] = Math.max(1, weights[i]!);
      if (kinds.length > 0) this.#kinds[place] = kinds[i]!;
    }
  }

  /** Places that there are. */
  get capacity(): number {
    return this.#weights.length;
  }

  /** Where a feature is kept, -1 for one that is not. */
  find(hash: number): number {
    if (!this.#filter.mayHave(hash)) return -1;
    let place = hash & this.#mask;
    while (this.#weights[place] !== 0) {
      if (this.#hashes[place] === hash) return place;
      place = (place + 1) & this.#mask;
    }
    return -1;
  }

  /** The weight kept at a place; 0 at -1. */
  weightAt(place: number): number {
    return place < 0 ? 0 : this.#weights[place]! * EVIDENCE_STEP;
  }

  /** Number of the label that the feature at a place speaks for. */
  kindAt(place: number): number {
    return this.#kinds[place]!;
  }
}
