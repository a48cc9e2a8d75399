import type { TextClassifier, TextView } from '@signalbox/engine/ports';
import { Bag } from './bag.ts';
import { FeatureKernel } from './feature-kernel.ts';
import type { HeadFile } from './head-file.ts';
import { countScripts, LATIN, mainScript, SCRIPT_GROUPS } from './language-scripts.ts';
import { softmax } from './linear-classifier.ts';

/** Letters of evidence that the prior for widely written languages weighs as much as. */
export const PRIOR_LETTERS = 10;
/** How far a text without letters, and one that looks like source code, lean to English. */
export const NO_LETTERS_LIFT = 8;
export const CODE_LIFT = 3;

/**
 * Which language a text is written in. The script that carries the text rules out what is not written in it; a small
 * two-layer model over words and character n-grams tells the rest apart; the less text there is, the more the prior
 * for widely written languages counts. Source code and text without letters lean to English.
 */
export function createLanguageClassifier(file: HeadFile, kernel = new FeatureKernel()): TextClassifier {
  const { labels, settings } = file.header;
  const width = settings.width!;
  const output = file.float32s('output', labels.length * width * 4).slice();
  const bias = file.float32s('bias', labels.length * 4).slice();
  const prior = file.float32s('prior', labels.length * 4).slice();
  const scripts = file.uint32s('scripts', labels.length * 4).slice();
  const bag = new Bag(kernel, file, width);
  const temperature = settings.temperature ?? 1;
  const priorWeight = settings.priorWeight ?? 1;
  const english = labels.indexOf('en');
  // First of a text without a script, then by script.
  const candidatesOf = Array.from({ length: SCRIPT_GROUPS + 1 }, (_, group) =>
    inBlocks([...labels.keys()].filter((k) => group === 0 || ((scripts[k]! >>> (group - 1)) & 1) === 1)),
  );
  return {
    id: 'embedded/language',
    hash: file.hash,
    cost: 'local',
    labels,
    classify(text: TextView): Float32Array {
      const features = kernel.featuresOf(text);
      const hidden = bag.sum(features);
      const counts = countScripts(features.sample);
      const script = mainScript(counts);
      const scores = new Float32Array(labels.length);
      const letters = script < 0 ? 0 : counts[script]!;
      // A handful of letters tells little.
      const lean = (priorWeight * PRIOR_LETTERS) / (PRIOR_LETTERS + letters);
      const candidates = candidatesOf[script + 1]!;
      scores.fill(Number.NEGATIVE_INFINITY);
      for (let at = 0; at < candidates.length; at += AT_ONCE) {
        const a = candidates[at]!;
        const b = candidates[at + 1]!;
        const c = candidates[at + 2]!;
        const d = candidates[at + 3]!;
        let ofA = bias[a]!;
        let ofB = bias[b]!;
        let ofC = bias[c]!;
        let ofD = bias[d]!;
        for (let i = 0; i < width; i++) {
          const value = hidden[i]!;
          ofA += output[a * width + i]! * value;
          ofB += output[b * width + i]! * value;
          ofC += output[c * width + i]! * value;
          ofD += output[d * width + i]! * value;
        }
        scores[a] = ofA / temperature + lean * prior[a]!;
        scores[b] = ofB / temperature + lean * prior[b]!;
        scores[c] = ofC / temperature + lean * prior[c]!;
        scores[d] = ofD / temperature + lean * prior[d]!;
      }
      if (script < 0 || (script === LATIN && looksLikeCode(features.sample))) {
        scores[english]! += script < 0 ? NO_LETTERS_LIFT : CODE_LIFT;
      }
      return softmax(scores);
    },
  };
}

/** Rows of scores that are summed side by side: one alone would wait for each addition before it starts the next. */
const AT_ONCE = 4;

/** The indices, the last one repeated until they fill their last block. */
function inBlocks(indices: readonly number[]): Uint16Array {
  const blocks = new Uint16Array(Math.ceil(indices.length / AT_ONCE) * AT_ONCE).fill(indices.at(-1) ?? 0);
  blocks.set(indices);
  return blocks;
}

/** Whether brackets, semicolons and operators stand as in source code. */
export function looksLikeCode(sample: string): boolean {
  let hits = 0;
  for (const pattern of CODE) if (pattern.test(sample)) hits++;
  return hits >= 2;
}

const CODE = [
  /[;{}]\s*$|[;{}] /,
  /\w\(\w*\)|\w\.\w+\(/,
  /[=!<>]=|=>|\+=|&&|\|\|/,
  /^\s*(?:def|const|let|var|import|from|select|class|public|function|return|if)\b/,
  /<\/?\w+>|\w+_\w+/,
];
