import { WORD_CLASSES } from '../../embedded/pii/name-features.ts';
import { CAPITALISED, LOWER_WORD, NameTokens, UPPER_WORD, wordHash } from '../../embedded/pii/name-tokens.ts';
import { LOCALES } from './name-lists.ts';
import type { TaggedText } from './tagged-text.ts';

type WordClass = keyof typeof WORD_CLASSES;
const LEAST: Readonly<Record<WordClass, number>> = { first: 2, last: 2, place: 2, organisation: 2, common: 3 };
/** A word that stands so much more often for itself than in names is no part of one, unless a list of ours says so. */
const COMMON_SHARE = 30;
const LISTED = 1_000;
const MOST_WORDS = 30_000;

/** Counts what words are seen as, to give each its class bits. */
export class WordClassCounts {
  readonly #counts = new Map<number, Map<WordClass, number>>();
  readonly #tokens = new NameTokens();

  add(hash: number, kind: WordClass, count = 1): void {
    const counts = this.#counts.get(hash) ?? new Map<WordClass, number>();
    this.#counts.set(hash, counts);
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  }

  /** Reads the words of the names, and the words in lower case outside of them. */
  addText({ text, names }: TaggedText): void {
    const tokens = this.#tokens;
    for (let from = 0; from < text.length; ) {
      from = tokens.read(text, from);
      for (let i = 0; i < tokens.count; i++) {
        const start = tokens.starts[i]!;
        const shape = tokens.shapes[i]!;
        const hash = tokens.hashes[i]!;
        const name = names.find((one) => one.start <= start && start < one.end);
        if (name === undefined) {
          if (shape === LOWER_WORD) this.add(hash, 'common');
          continue;
        }
        const isNameWord =
          shape === CAPITALISED || shape === UPPER_WORD || (shape === LOWER_WORD && tokens.capitals === 0);
        if (!isNameWord) continue;
        if (name.type === 'GPE') this.add(hash, 'place');
        else if (name.type === 'ORGANIZATION') this.add(hash, 'organisation');
        else if (name.type === 'PERSON')
          this.add(hash, name.start === start || tokens.ends[i]! < name.end ? 'first' : 'last');
      }
    }
  }

  /** Adds the lists of names that are ours, as far as people's may be trained on. */
  addLists(isTrained: (index: number) => boolean): void {
    const kinds = [
      ['first', 'first'],
      ['last', 'last'],
      ['cities', 'place'],
    ] as const;
    for (const locale of LOCALES.filter(({ language }) => language !== 'zh')) {
      for (const [list, kind] of kinds) {
        locale[list].forEach((name, i) => {
          if (kind === 'place' || isTrained(i))
            for (const word of name.split(/[ -]/)) this.add(wordHash(word), kind, LISTED);
        });
      }
    }
    // A Chinese name begins with one of a few hundred characters.
    for (const locale of LOCALES.filter(({ language }) => language === 'zh')) {
      for (const name of locale.last) if (name.length === 1) this.add(wordHash(name), 'last', LISTED);
      for (const name of locale.first) for (const character of name) this.add(wordHash(character), 'first', LISTED);
    }
  }

  /** Class bits by hash, of the commonest words. */
  classes(): Map<number, number> {
    const known: [hash: number, bits: number, count: number][] = [];
    for (const [hash, counts] of this.#counts) {
      let bits = 0;
      let total = 0;
      const common = counts.get('common') ?? 0;
      for (const [kind, count] of counts) {
        total += kind === 'common' ? Math.min(count, 50) / 10 : count;
        const isRare = kind !== 'common' && count < LISTED && count * COMMON_SHARE < common;
        if (count >= LEAST[kind] && !isRare) bits |= WORD_CLASSES[kind];
      }
      if (bits !== 0) known.push([hash, bits, total]);
    }
    known.sort((left, right) => right[2] - left[2] || left[0] - right[0]);
    return new Map(known.slice(0, MOST_WORDS).map(([hash, bits]) => [hash, bits]));
  }
}
