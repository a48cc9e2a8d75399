import { keyOf } from '../../embedded/pairs/commonness.ts';
import { readPairText } from '../../embedded/pairs/pair-text.ts';
import { bytesOf } from '../pack-rows.ts';

/** Tokens seen in fewer sentences are not common. */
const LEAST_SENTENCES = 3;
/** Tokens that weigh more than this count as rare, that is 1. */
const HEAVIEST = 0.85;
/** Rare within a small set is less rare than it looks. */
const STRETCH = 1.15;

/** The sections of `Commonness`: what share of a language's sentences holds a token, on a logarithmic scale. */
export function countCommon(
  rows: readonly { readonly context: string; readonly lang: string }[],
): Record<'commonHashes' | 'commonWeights', Uint8Array> {
  const lowest = new Map<number, number>();
  for (const texts of textsByLanguage(rows).values()) {
    const counts = new Map<number, number>();
    let sentences = 0;
    for (const context of texts) {
      const text = readPairText(context);
      for (let i = 0; i + 1 < text.sentenceStarts.length; i++) {
        sentences++;
        const keys = new Set<number>();
        for (let at = text.sentenceStarts[i]!; at < text.sentenceStarts[i + 1]!; at++) keys.add(keyOf(text, at));
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    for (const [key, count] of counts) {
      const weight = (STRETCH * Math.log((sentences + 1) / count)) / Math.log(sentences + 1);
      if (count >= LEAST_SENTENCES && weight < HEAVIEST) lowest.set(key, Math.min(lowest.get(key) ?? 1, weight));
    }
  }
  const weights = Uint8Array.from(lowest.values(), (weight) => Math.round(weight * 255));
  return { commonHashes: bytesOf(Uint32Array.from(lowest.keys())), commonWeights: weights };
}

function textsByLanguage(
  rows: readonly { readonly context: string; readonly lang: string }[],
): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const { context, lang } of rows) {
    const known = texts.get(lang);
    if (known === undefined) texts.set(lang, new Set([context]));
    else known.add(context);
  }
  return texts;
}
