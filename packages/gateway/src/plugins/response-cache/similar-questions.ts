import { createTextView, type RepeatJudge, type SentenceEncoder, type TextView, vectorBytes } from '@signalbox/engine';
import type { CacheEntry, QuestionMeaning, SimilarEntry } from '../../cache/cache-entry.ts';
import type { SoughtAnswer } from '../../cache/cache-store.ts';
import type { Fingerprint } from '../../cache/fingerprint.ts';
import type { PluginServices } from '../plugin.ts';
import type { CacheOptions } from './options.ts';

/** Questions that are compared with one that is asked: the nearest. */
export const MOST_COMPARED = 4;
/** Longer questions are found by their very words only: two that differ in a detail look the same. */
const MOST_CHARACTERS = 2_000;

/** An entry that answers the same question in other words. */
export interface SimilarFound {
  readonly entry: CacheEntry;
  readonly similarity: number;
  readonly score: number;
}

/** Finds repeats in other words. */
export interface Similar {
  find(
    fingerprint: Fingerprint,
    signal: AbortSignal,
    serves: (entry: CacheEntry) => boolean,
  ): Promise<SimilarFound | undefined>;
  /** The same among entries that were found elsewhere. */
  among(
    entries: readonly SimilarEntry[],
    fingerprint: Fingerprint,
    serves: (entry: CacheEntry) => boolean,
  ): SimilarFound | undefined;
  /** By what a store finds them; undefined where only the very words will do. */
  sought(fingerprint: Fingerprint, signal: AbortSignal): Promise<SoughtAnswer['meaning']>;
  /** What is kept of a question; null where it can only be found by its very words. */
  meaning(fingerprint: Fingerprint): Promise<QuestionMeaning | null>;
  /** How near two texts are, -1..1. */
  similarity(a: string, b: string): Promise<number>;
}

/** Throws where a model is missing. */
export function compileSimilar(options: CacheOptions, { cache, ports }: PluginServices): Similar {
  const { encoder, repeats } = ports;
  if (encoder === undefined || repeats === undefined) {
    throw new Error('no model says which questions are repeats; use mode: exact');
  }
  const threshold = options.semantic.threshold ?? repeats.threshold;
  const leastSimilarity = options.similarity_threshold ?? options.semantic.similarity_threshold;
  const among = (entries: readonly SimilarEntry[], view: TextView, serves: (entry: CacheEntry) => boolean) => {
    const candidates = entries.filter(({ entry, similarity }) => similarity >= leastSimilarity && serves(entry));
    return nearestRepeat(candidates, view, repeats, threshold);
  };
  return {
    async find({ group, question }, signal, serves) {
      if (!isShort(question)) return undefined;
      const view = createTextView(question);
      const vector = vectorBytes(await vectorOf(encoder, view, signal));
      return among(cache.nearest(group, encoder.hash, vector, MOST_COMPARED), view, serves);
    },
    among(entries, { question }, serves) {
      return isShort(question) ? among(entries, createTextView(question), serves) : undefined;
    },
    async sought({ question }, signal) {
      if (!isShort(question)) return undefined;
      const vector = vectorBytes(await vectorOf(encoder, createTextView(question), signal));
      return { encoder: encoder.hash, vector };
    },
    async meaning({ question }) {
      if (!isShort(question)) return null;
      const vector = vectorBytes(await vectorOf(encoder, createTextView(question)));
      return { question, encoder: encoder.hash, vector: Buffer.from(vector.buffer).toString('base64') };
    },
    async similarity(a, b) {
      const [left, right] = await encoder.encode([createTextView(a), createTextView(b)]);
      return left!.reduce((sum, value, i) => sum + value * right![i]!, 0);
    },
  };
}

function isShort(question: string | undefined): question is string {
  return question !== undefined && question.length <= MOST_CHARACTERS && question.trim() !== '';
}

async function vectorOf(encoder: SentenceEncoder, view: TextView, signal?: AbortSignal): Promise<Float32Array> {
  const [vector] = await encoder.encode([view], { signal });
  return vector!;
}

/** The nearest that is a repeat. */
function nearestRepeat(
  candidates: readonly { readonly entry: CacheEntry; readonly similarity: number }[],
  asked: TextView,
  repeats: RepeatJudge,
  threshold: number,
): SimilarFound | undefined {
  for (const { entry, similarity } of candidates) {
    const { score } = repeats.judge(asked, createTextView(entry.meaning!.question));
    if (score >= threshold) return { entry, similarity, score };
  }
  return undefined;
}
