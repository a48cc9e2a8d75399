import type { Span } from '@signalbox/engine/ports';
import type { HeadFile } from '../head-file.ts';
import { KernelMemory } from '../kernel-memory.ts';
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

/** A row is read with what lies behind it. */
const WEIGHTS_READ_AT_ONCE = 8;

/**
 * Finds names of people, places, organisations and street addresses by their words and neighbours: each token's
 * features add up rows of int8 weights, and the best sequence of tags is read off. Work is linear in the length of
 * the text; a piece of at most `PIECE_TOKENS` tokens is held at a time.
 */
export function createNameTagger(file: HeadFile): NameTagger {
  const { settings } = file.header;
  const weights = file.int8s('weights');
  const memory = new KernelMemory();
  const weightsAt = memory.call.allocate(weights.length + WEIGHTS_READ_AT_ONCE);
  memory.bytes.set(file.section('weights'), weightsAt);
  const lattice = new NameLattice(file.float32s('follow'), memory);
  const classes = new WordClasses(file);
  const tokens = new NameTokens(memory);
  const features = new NameFeatures(tokens, weights.length / TAGS - 1, (hash) => classes.of(hash));
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
        features.readClasses();
        for (let end = features.nextStretch(0); end >= 0; end = features.nextStretch(end)) {
          const first = features.stretchStart;
          steps += (end - first) * FEATURES;
          features.read(first, end);
          memory.call.scoreTags(weightsAt, end - first, scale);
          if (lattice.findBest(end - first)) readNames(lattice, tokens, first, end - first, curves, spans);
        }
      }
      return spans;
    },
  };
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
