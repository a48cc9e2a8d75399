import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { EvidenceReader, piecesOf } from './evidence-features.ts';
import type { HeadFile } from './head-file.ts';

/** One step of a stored weight. */
export const EVIDENCE_STEP = 1 / 64;

/**
 * A head of two labels (harmless first) that looks for evidence of the second. Evidence is never negative and adds up
 * as the root of the sum of squares, so that nothing appended to a text of three words or more can lower its score; only
 * how the text opens can, and by no more than the setting `openingLimit`. Disguised words are read plain as well, long texts in pieces:
 * the strongest reading counts.
 */
export function createEvidenceClassifier(file: HeadFile): TextClassifier {
  const { labels, settings } = file.header;
  const evidence = weightTable(file, 'evidence');
  const openings = weightTable(file, 'opening');
  const reader = new EvidenceReader();
  const { bias = 0, openingLimit = 0, slope = 1, offset = 0 } = settings;
  const scoreOf = (folded: string, view?: TextView): number => {
    let squares = 0;
    reader.read(folded, view, (hash) => {
      const weight = evidence.get(hash);
      if (weight !== undefined) squares += weight * weight;
    });
    let harmless = 0;
    for (const hash of reader.openings(folded)) harmless += openings.get(hash) ?? 0;
    return bias + Math.sqrt(squares) - Math.min(openingLimit, harmless);
  };
  return {
    id: `embedded/${file.header.head}`,
    hash: file.hash,
    cost: 'local',
    labels,
    classify(text: TextView): Float32Array {
      let score = Number.NEGATIVE_INFINITY;
      for (const piece of piecesOf(text)) score = Math.max(score, scoreOf(piece.folded, piece.view));
      const share = 1 / (1 + Math.exp(-(slope * score + offset)));
      return Float32Array.of(1 - share, share);
    },
  };
}

/** Weights by feature hash from the sections `NAMEHashes` (32 bits each) and `NAMEWeights` (8 bits each). */
function weightTable(file: HeadFile, name: string): WeightTable {
  return new WeightTable(new Uint32Array(file.section(`${name}Hashes`).buffer), file.section(`${name}Weights`));
}

class WeightTable {
  readonly #hashes: Uint32Array;
  readonly #weights: Uint8Array;
  readonly #mask: number;

  constructor(hashes: Uint32Array, weights: Uint8Array) {
    let capacity = 16;
    while (capacity < hashes.length * 2) capacity *= 2;
    this.#mask = capacity - 1;
    this.#hashes = new Uint32Array(capacity);
    this.#weights = new Uint8Array(capacity);
    for (let i = 0; i < hashes.length; i++) {
      let place = hashes[i]! & this.#mask;
      while (this.#weights[place] !== 0) place = (place + 1) & this.#mask;
      this.#hashes[place] = hashes[i]!;
      this.#weights[place] = Math.max(1, weights[i]!);
    }
  }

  get(hash: number): number | undefined {
    let place = hash & this.#mask;
    while (this.#weights[place] !== 0) {
      if (this.#hashes[place] === hash) return this.#weights[place]! * EVIDENCE_STEP;
      place = (place + 1) & this.#mask;
    }
    return undefined;
  }
}
