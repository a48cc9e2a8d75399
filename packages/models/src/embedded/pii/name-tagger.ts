import type { Span } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { FEATURES, NameFeatures } from './name-features.ts';
import { NAME_TYPES, NameLattice, TAGS } from './name-lattice.ts';
import { NameTokens } from './name-tokens.ts';
import { WordClasses } from './word-classes.ts';

/** Names in a raw text: ordered and not overlapping, with calibrated confidence. */
export interface NameTagger {
  tag(raw: string): readonly Span[];
  /** Units of text and features that the last call looked at: what the tests of linear time compare. */
  readonly steps: number;
}

/**
 * Finds names of people, places, organisations and street addresses by their words and neighbours: each token's
 * features add up rows of int8 weights, and the best sequence of tags is read off. Work is linear in the length of
 * the text; a piece of at most `PIECE_TOKENS` tokens is held at a time.
 */
export function createNameTagger(file: HeadFile): NameTagger {
  const { settings } = file.header;
  const plain = file.int8s('weights');
  const weights = new PackedWeights(plain);
  const lattice = new NameLattice(file.float32s('follow'));
  const classes = new WordClasses(file);
  const tokens = new NameTokens();
  const features = new NameFeatures(plain.length / TAGS - 1, (hash) => classes.of(hash));
  const scale = settings.scale!;
  const curves = NAME_TYPES.map((type) => [settings[`slope_${type}`] ?? 1, settings[`offset_${type}`] ?? 0] as const);
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    tag(raw) {
      steps = raw.length;
      const spans: Span[] = [];
      for (let from = 0; from < raw.length; ) {
        from = tokens.read(raw, from);
        if (tokens.count === 0) continue;
        features.readClasses(tokens);
        for (let end = features.nextStretch(tokens, 0); end >= 0; end = features.nextStretch(tokens, end)) {
          const first = features.stretchStart;
          steps += (end - first) * FEATURES;
          features.read(tokens, first, end);
          weights.addScores(features.rows, end - first, scale, lattice.scores);
          if (lattice.findBest(end - first)) readNames(lattice, tokens, first, end - first, curves, spans);
        }
      }
      return spans;
    },
  };
}

/** Lowest byte and third byte of a number, as two sums that do not run into each other. */
const LANES = 0x00ff00ff;
/** What a weight is raised by, so that it has no sign; done to four at once by turning their highest bits over. */
const BIAS = 128;
const UNSIGNED = 0x80808080;
/** Tags whose weights lie in one number. */
const PACKED = 4;

/**
 * Rows of weights, packed so that one look fetches four tags and two additions add them: a token adds up `FEATURES` bytes
 * at most, which fit the 16 bits that each has.
 */
class PackedWeights {
  /** Two numbers a row: the weights of the first four tags, one byte each from the lowest on, and of the next four. */
  readonly #packed: Int32Array;
  /** Those of the last tag. */
  readonly #last: Int8Array;

  constructor(weights: Int8Array) {
    const rows = weights.length / TAGS;
    this.#packed = new Int32Array(2 * rows);
    this.#last = new Int8Array(rows);
    const packed = this.#packed;
    const last = this.#last;
    const bytes = new Int8Array(packed.buffer);
    for (let row = 0, from = 0, to = 0; row < rows; row++) {
      for (let tag = 0; tag < 2 * PACKED; tag++) bytes[to++] = weights[from++]!;
      last[row] = weights[from++]!;
    }
    for (let i = 0; i < packed.length; i++) packed[i]! ^= UNSIGNED;
  }

  /** Adds up the rows of `count` tokens, `FEATURES` each, to `TAGS` scores each. */
  addScores(rows: Int32Array, count: number, scale: number, scores: Float64Array): void {
    const packed = this.#packed;
    const last = this.#last;
    let feature = 0;
    for (let i = 0; i < count; i++) {
      let [low, high, nextLow, nextHigh, ninth] = [0, 0, 0, 0, 0];
      for (const end = feature + FEATURES; feature < end; feature++) {
        const row = rows[feature]!;
        const first = packed[2 * row]!;
        const second = packed[2 * row + 1]!;
        low += first & LANES;
        high += (first >>> 8) & LANES;
        nextLow += second & LANES;
        nextHigh += (second >>> 8) & LANES;
        ninth += last[row]!;
      }
      const at = i * TAGS;
      unpack(low, high, scale, scores, at);
      unpack(nextLow, nextHigh, scale, scores, at + PACKED);
      scores[at + 2 * PACKED] = ninth * scale;
    }
  }
}

function unpack(low: number, high: number, scale: number, scores: Float64Array, at: number): void {
  scores[at] = ((low & 0xffff) - BIAS * FEATURES) * scale;
  scores[at + 1] = ((high & 0xffff) - BIAS * FEATURES) * scale;
  scores[at + 2] = ((low >>> 16) - BIAS * FEATURES) * scale;
  scores[at + 3] = ((high >>> 16) - BIAS * FEATURES) * scale;
}

function readNames(
  lattice: NameLattice,
  tokens: NameTokens,
  offset: number,
  count: number,
  curves: readonly (readonly [slope: number, shift: number])[],
  spans: Span[],
): void {
  const { best } = lattice;
  lattice.addUp(count);
  for (let first = 0; first < count; first++) {
    const tag = best[first]!;
    if (tag === 0) continue;
    let last = first;
    while (last + 1 < count && best[last + 1] === tag + 1) last++;
    const type = (tag - 1) >> 1;
    const share = Math.min(1 - 1e-6, Math.max(1e-6, lattice.shareOfName(first, last, type, count)));
    const [slope, shift] = curves[type]!;
    const confidence = 1 / (1 + Math.exp(-(slope * Math.log(share / (1 - share)) + shift)));
    spans.push({
      start: tokens.starts[offset + first]!,
      end: tokens.ends[offset + last]!,
      label: NAME_TYPES[type]!,
      confidence,
    });
    first = last;
  }
}
