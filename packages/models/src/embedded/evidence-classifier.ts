import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { openingsOf, piecesOf, prepareEvidence } from './evidence-features.ts';
import { FeatureKernel } from './feature-kernel.ts';
import { HashIndex } from './hash-index.ts';
import type { HeadFile } from './head-file.ts';

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
export function createEvidenceClassifier(file: HeadFile, kernel = new FeatureKernel()): TextClassifier {
  const { labels, settings } = file.header;
  const openings = new OpeningWeights(file);
  const evidence = new Evidence(kernel, file);
  const { bias = 0, openingLimit = 0, slope = 1, offset = 0 } = settings;
  const disguise = labels.length - 1;
  /** The risk of a reading, 0..1; `squares` gets what each kind adds up to, at 0 what is of no known kind. */
  const riskOf = (folded: string, squares: Float64Array): number => {
    const found = evidence.weigh(folded, squares);
    let harmless = 0;
    for (const hash of openingsOf(folded)) harmless += openings.of(hash);
    const score = bias + Math.sqrt(found) - Math.min(openingLimit, harmless);
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
      for (const { folded, isUnmasked } of piecesOf(text)) {
        const here = riskOf(folded, squares);
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

/** What speaks against a text's being harmless: weights and kinds of features, in the kernel. */
class Evidence {
  readonly #kernel: FeatureKernel;
  readonly #at: number;
  #storesSeen = 0;

  /** Reads the sections `evidenceHashes` (32 bits each), `evidenceWeights` and `evidenceKinds` (8 bits each). */
  constructor(kernel: FeatureKernel, file: HeadFile) {
    const count = file.uint32s('evidenceHashes').length;
    const hashes = kernel.addressOf(file.section('evidenceHashes'));
    const weights = kernel.addressOf(file.section('evidenceWeights', count));
    const kinds = kernel.addressOf(file.section('evidenceKinds', count));
    const { call } = kernel;
    this.#kernel = kernel;
    prepareEvidence(kernel);
    this.#at = call.createEvidence(count, file.header.labels.length, kernel.nextBit());
    call.passEvidence(this.#at, hashes, count);
    kernel.index(count, hashes, [weights, kinds, kinds], (from, to) => call.indexEvidence(this.#at, from, to));
  }

  /** The sum of the squares of a reading's weights, each feature's once; `squares` gets those of each kind. */
  weigh(folded: string, squares: Float64Array): number {
    const kernel = this.#kernel;
    const length = kernel.read(folded);
    if (this.#storesSeen !== kernel.storesSeen) {
      this.#storesSeen = kernel.storesSeen;
      kernel.call.forgetWordsOfEvidence(this.#at);
    }
    kernel.call.weighEvidence(this.#at, length);
    const sums = kernel.call.evidenceSums(this.#at) >>> 3;
    const { doubles } = kernel;
    let total = 0;
    for (let kind = 0; kind < squares.length; kind++) {
      squares[kind] = doubles[sums + kind]! * EVIDENCE_STEP ** 2;
      total += squares[kind]!;
    }
    return total;
  }
}

/** How much ways to open a text speak for its being harmless. */
class OpeningWeights {
  readonly #index: HashIndex;
  readonly #weights: Uint8Array;

  /** Reads the sections `openingHashes` (32 bits each) and `openingWeights` (8 bits each). */
  constructor(file: HeadFile) {
    this.#index = new HashIndex(file.uint32s('openingHashes').slice());
    this.#weights = file.section('openingWeights').slice();
  }

  /** The weight of an opening; 0 for one that is not trained. */
  of(hash: number): number {
    const row = this.#index.find(hash);
    return row < 0 ? 0 : Math.max(1, this.#weights[row]!) * EVIDENCE_STEP;
  }
}
