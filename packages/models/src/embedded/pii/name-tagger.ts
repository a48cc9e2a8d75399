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
  const weights = new Int8Array(file.section('weights').buffer);
  const lattice = new NameLattice(new Float32Array(file.section('follow').buffer));
  const classes = new WordClasses(file);
  const tokens = new NameTokens();
  const features = new NameFeatures(weights.length / TAGS - 1, (hash) => classes.of(hash));
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
          addScores(features.rows, end - first, weights, scale, lattice.scores);
          if (lattice.findBest(end - first)) readNames(lattice, tokens, first, end - first, curves, spans);
        }
      }
      return spans;
    },
  };
}

function addScores(rows: Int32Array, count: number, weights: Int8Array, scale: number, scores: Float64Array): void {
  let feature = 0;
  for (let i = 0; i < count; i++) {
    let [s0, s1, s2, s3, s4, s5, s6, s7, s8] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const end = feature + FEATURES; feature < end; feature++) {
      const from = rows[feature]! * TAGS;
      s0 += weights[from]!;
      s1 += weights[from + 1]!;
      s2 += weights[from + 2]!;
      s3 += weights[from + 3]!;
      s4 += weights[from + 4]!;
      s5 += weights[from + 5]!;
      s6 += weights[from + 6]!;
      s7 += weights[from + 7]!;
      s8 += weights[from + 8]!;
    }
    const at = i * TAGS;
    scores[at] = s0 * scale;
    scores[at + 1] = s1 * scale;
    scores[at + 2] = s2 * scale;
    scores[at + 3] = s3 * scale;
    scores[at + 4] = s4 * scale;
    scores[at + 5] = s5 * scale;
    scores[at + 6] = s6 * scale;
    scores[at + 7] = s7 * scale;
    scores[at + 8] = s8 * scale;
  }
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
