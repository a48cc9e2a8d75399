import { createTextView, type SentenceEncoder } from '@signalbox/engine/ports';
import { type PairRow, readDataSet } from '../data-set.ts';
import { dot } from '../measure-encoder.ts';
import { type Measurement, shareOf } from '../measurement.ts';
import { contraryTo } from './contrary-text.ts';

const FALSE_HITS = 0.005;
/** Gold score from which two sentences count as one question put in two ways, and below which they do not. */
const SAME = 4;
const OTHER = 3;

/**
 * How often a cache by similarity alone would find a paraphrase (STS-B, test, graded 4 or more) at the threshold that one
 * in two hundred of the pairs that ask something else reaches: pairs graded below 3, and requests beside their contrary.
 */
export function measureCache(encoder: SentenceEncoder, data: string): Measurement[] {
  const similarity = (a: string, b: string) => {
    const [left, right] = encoder.encode([createTextView(a), createTextView(b)]) as readonly Float32Array[];
    return dot(left!, right!);
  };
  const graded = readDataSet<PairRow>(data, 'pairs/stsb_en').filter(({ split }) => split === 'test');
  const same = graded.filter(({ score }) => score! >= SAME).map(({ a, b }) => similarity(a, b));
  const other = graded.filter(({ score }) => score! < OTHER).map(({ a, b }) => similarity(a, b));
  const contrary = ['intent/clinc150', 'intent/banking77'].flatMap((name) =>
    readDataSet(data, name)
      .filter(({ split }) => split === 'test')
      .flatMap(({ text }) => {
        const changed = contraryTo(text);
        return changed === undefined ? [] : [similarity(text, changed)];
      }),
  );
  const apart = [...other, ...contrary].sort((left, right) => right - left);
  const threshold = apart[Math.floor(FALSE_HITS * apart.length)]!;
  const hits = (similarities: readonly number[], above: number) => similarities.filter((value) => value > above).length;
  const easy = [...other].sort((left, right) => right - left)[Math.floor(FALSE_HITS * other.length)]!;
  return [
    shareOf('encoder', 'cache: paraphrases hit at 0.5 % false hits', hits(same, threshold), same.length),
    shareOf('encoder', 'cache: contrary requests above that threshold', hits(contrary, threshold), contrary.length),
    shareOf(
      'encoder',
      'cache: paraphrases hit at 0.5 % false hits, contrary requests aside',
      hits(same, easy),
      same.length,
    ),
    shareOf(
      'encoder',
      'cache: contrary requests above the threshold set without them',
      hits(contrary, easy),
      contrary.length,
    ),
  ];
}
