/**
 * The embedded models: small heads over one shared pass through the text, from given bytes, without any platform's
 * modules, so that they run in Node and in a browser alike.
 *
 * @module
 */

import type {
  GroundingTagger,
  PairClassifier,
  RepeatJudge,
  SentenceEncoder,
  SpanTagger,
  TextClassifier,
  TokenCounter,
} from '@signalbox/engine/ports';
import { createEvidenceClassifier } from './evidence-classifier.ts';
import { FeatureKernel } from './feature-kernel.ts';
import { type HeadFile, readHeadFile } from './head-file.ts';
import { createLanguageClassifier } from './language-classifier.ts';
import { createLinearClassifier } from './linear-classifier.ts';
import { PackError } from './pack-error.ts';
import { createEntailmentClassifier } from './pairs/entailment-classifier.ts';
import { createUnsupportedTagger } from './pairs/unsupported-tagger.ts';
import { createPiiTagger } from './pii/pii-tagger.ts';
import { createRepeatJudge } from './repeats/repeat-judge.ts';
import { createSentenceEncoder } from './sentence-encoder.ts';
import { sha256Hex } from './sha256.ts';
import { tokenCounter } from './token-counter.ts';

export { PackError } from './pack-error.ts';
export { tokenCounter } from './token-counter.ts';

/** Heads of the pack; each is one file `NAME.head` in the weights folder. */
export const HEADS = [
  'domain',
  'fact_check',
  'language',
  'jailbreak',
  'user_feedback',
  'difficulty',
  'modality',
  'encoder',
  'pii',
  'entailment',
  'unsupported',
  'repeats',
] as const;
export type HeadName = (typeof HEADS)[number];
/** Heads that classify a text. */
export type ClassifierName = Exclude<HeadName, 'encoder' | 'pii' | 'entailment' | 'unsupported' | 'repeats'>;

/** Ports that the embedded models fill; to be spread into the engine's `Ports`. */
export interface EmbeddedModels {
  readonly encoder: SentenceEncoder;
  readonly classifiers: Readonly<Record<ClassifierName, TextClassifier>>;
  readonly taggers: Readonly<Record<'pii', SpanTagger>>;
  readonly pairs: Readonly<Record<'entailment', PairClassifier>>;
  readonly grounding: GroundingTagger;
  readonly repeats: RepeatJudge;
  readonly tokenCounter: TokenCounter;
  /** SHA-256 of every head's content, by head; that of `pii` covers the patterns of structured data as well. */
  readonly hashes: Readonly<Record<HeadName, string>>;
}

export interface EmbeddedOptions {
  /**
   * Content of the head files by head; it is looked into later, so do not write to it. A function fills `roomFor` as many
   * bytes as the file has, where the head will use it.
   */
  readonly weights:
    | Readonly<Record<HeadName, Uint8Array>>
    | ((head: HeadName, roomFor: (bytes: number) => Uint8Array) => Uint8Array);
  /** SHA-256 in lower-case hex; given where the platform has a faster one than plain JavaScript. */
  readonly sha256?: (bytes: Uint8Array) => string;
}

/** The embedded models from the bytes of their files; throws `PackError` when one is missing, damaged or another's. */
export function createEmbeddedModels({ weights, sha256 = sha256Hex }: EmbeddedOptions): EmbeddedModels {
  const kernel = new FeatureKernel();
  const read = (head: HeadName, roomFor = (bytes: number) => kernel.roomFor(bytes)): HeadFile => {
    const bytes = typeof weights === 'function' ? weights(head, roomFor) : weights[head];
    if (bytes === undefined) {
      throw new PackError('pack.missing', `weights "${head}": no bytes given`, `give the content of ${head}.head`);
    }
    return readHeadFile(head, bytes, sha256);
  };
  /** For heads that are not the kernel's. */
  const readBeside = (head: HeadName): HeadFile => read(head, (bytes) => new Uint8Array(bytes));
  const classifiers = {
    domain: createLinearClassifier(read('domain'), kernel),
    fact_check: createLinearClassifier(read('fact_check'), kernel),
    language: createLanguageClassifier(read('language'), kernel),
    jailbreak: createEvidenceClassifier(read('jailbreak'), kernel),
    user_feedback: createLinearClassifier(read('user_feedback'), kernel),
    difficulty: createLinearClassifier(read('difficulty'), kernel),
    modality: createLinearClassifier(read('modality'), kernel),
  };
  const encoder = createSentenceEncoder(read('encoder'), kernel);
  const pii = createPiiTagger(readBeside('pii'), sha256);
  const entailment = createEntailmentClassifier(readBeside('entailment'));
  const grounding = createUnsupportedTagger(readBeside('unsupported'));
  const repeats = createRepeatJudge(readBeside('repeats'), encoder, classifiers.language);
  return {
    encoder,
    classifiers,
    taggers: { pii },
    pairs: { entailment },
    grounding,
    repeats,
    tokenCounter,
    hashes: {
      domain: classifiers.domain.hash,
      fact_check: classifiers.fact_check.hash,
      language: classifiers.language.hash,
      jailbreak: classifiers.jailbreak.hash,
      user_feedback: classifiers.user_feedback.hash,
      difficulty: classifiers.difficulty.hash,
      modality: classifiers.modality.hash,
      encoder: encoder.hash,
      pii: pii.hash,
      entailment: entailment.hash,
      unsupported: grounding.hash,
      repeats: repeats.hash,
    },
  };
}
