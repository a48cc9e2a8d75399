import type { MaybePromise, Ports, SentenceEncoder, Span, SpanTagger, TextClassifier } from '../ports/index.ts';
import type { TextView } from '../text/text-view.ts';

/** A classifier that answers from a function; unnamed labels get 0. */
export function fixedClassifier(
  id: string,
  labels: readonly string[],
  answer: (text: string) => Readonly<Record<string, number>>,
  options: { readonly cost?: TextClassifier['cost']; readonly wait?: () => Promise<void> } = {},
): TextClassifier & { readonly calls: number } {
  let calls = 0;
  const classify = (text: TextView): MaybePromise<Float32Array> => {
    calls++;
    const give = () => {
      const probabilities = answer(text.folded);
      return Float32Array.from(labels, (label) => probabilities[label] ?? 0);
    };
    return options.wait === undefined ? give() : options.wait().then(give);
  };
  return {
    id,
    hash: `${id}-hash`,
    labels,
    cost: options.cost ?? 'local',
    classify,
    get calls() {
      return calls;
    },
  };
}

/** A tagger that finds literal texts: every occurrence of a key gets the label and confidence of its value. */
export function literalTagger(
  labels: readonly string[],
  entities: Readonly<Record<string, { readonly label: string; readonly confidence: number }>>,
): SpanTagger {
  return {
    id: 'test/literal-tagger',
    hash: 'literal',
    labels,
    cost: 'local',
    tag({ raw }) {
      const spans: Span[] = [];
      for (const [text, entity] of Object.entries(entities)) {
        for (let start = raw.indexOf(text); start >= 0; start = raw.indexOf(text, start + text.length)) {
          spans.push({ start, end: start + text.length, ...entity });
        }
      }
      return spans.sort((a, b) => a.start - b.start);
    },
  };
}

const BAG_DIMENSIONS = 256;

/** Hashed bag of words: texts that share words are near. Deterministic; counts its calls. */
export function bagOfWordsEncoder(): SentenceEncoder & { readonly encoded: number } {
  let encoded = 0;
  return {
    id: 'test/bag-of-words',
    hash: 'bag',
    cost: 'local',
    dimensions: BAG_DIMENSIONS,
    encode(texts) {
      encoded += texts.length;
      return texts.map((text) => {
        const vector = new Float32Array(BAG_DIMENSIONS);
        for (const word of text.folded.match(/[\p{L}\p{N}]+/gu) ?? []) {
          let hash = 7;
          for (let i = 0; i < word.length; i++) hash = (hash * 31 + word.charCodeAt(i)) >>> 0;
          vector[hash % BAG_DIMENSIONS]! += 1;
        }
        const length = Math.hypot(...vector) || 1;
        return vector.map((value) => value / length);
      });
    },
    get encoded() {
      return encoded;
    },
  };
}

/** Ports with a still clock, words as tokens, and no models but those given. */
export function testPorts(overrides: Partial<Ports> = {}): Ports {
  const count = (text: TextView) => text.folded.split(' ').filter((word) => word !== '').length;
  return {
    classifiers: {},
    taggers: {},
    pairs: {},
    tokenCounter: { id: 'test/words', bounds: (text) => ({ low: count(text), high: count(text) }), count },
    clock: { now: () => 0 },
    random: () => 0.5,
    ...overrides,
  };
}
