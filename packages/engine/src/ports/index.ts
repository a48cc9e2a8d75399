/**
 * What the engine asks of the outside world. Everything here is an interface: `@signalbox/models` implements the
 * learned ones, the composition root supplies clock and randomness, and tests supply whatever they like.
 *
 * @module
 */

import type { TextView } from '../text/text-view.ts';

export { createTextView, type MemoKey, type TextView } from '../text/text-view.ts';
export { PortFailure } from './port-failure.ts';

/** What an evaluation costs: `free` and `local` ones always run; `costly` ones only while they can change the outcome. */
export type CostClass = 'free' | 'local' | 'costly';

/** A value that a local model returns at once and a remote one later. */
export type MaybePromise<T> = T | Promise<T>;

/** What every learned model tells about itself. One that cannot answer rejects with a PortFailure. */
export interface ModelIdentity {
  /** Stable name, e.g. `embedded/domain`. */
  readonly id: string;
  /** SHA-256 of the weights (hex), or of the configuration where the weights live elsewhere; part of every trace. */
  readonly hash: string;
  readonly cost: CostClass;
}

export interface CallOptions {
  /** Aborted when the request's deadline passes or its client leaves. */
  readonly signal?: AbortSignal | undefined;
}

/** Texts to unit vectors. Vectors of one encoder are comparable by dot product (range -1..1). */
export interface SentenceEncoder extends ModelIdentity {
  readonly dimensions: number;
  /** One vector of `dimensions` floats and length 1 per text, in order. A text without content gives a zero vector. */
  encode(texts: readonly TextView[], options?: CallOptions): MaybePromise<readonly Float32Array[]>;
}

/** A text to a calibrated distribution: of the texts that get 0.8 for a label, four in five carry it. */
export interface TextClassifier extends ModelIdentity {
  readonly labels: readonly string[];
  /** Probabilities in the order of `labels`, each 0..1, summing to 1. */
  classify(text: TextView, options?: CallOptions): MaybePromise<Float32Array>;
}

/** A labelled stretch of `text.raw`; offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** 0..1 */
  readonly confidence: number;
}

/** A text to labelled spans, ordered by start, not overlapping. */
export interface SpanTagger extends ModelIdentity {
  readonly labels: readonly string[];
  /** Those of the labels that say little alone, as the name of a country: counted only where somebody asks for them. */
  readonly incidental?: readonly string[] | undefined;
  tag(text: TextView, options?: CallOptions): MaybePromise<readonly Span[]>;
}

/** Premise and hypothesis to entail / neutral / contradict, probabilities summing to 1. */
export interface PairClassifier extends ModelIdentity {
  compare(
    premise: TextView,
    hypothesis: TextView,
    options?: CallOptions,
  ): MaybePromise<{ readonly entail: number; readonly neutral: number; readonly contradict: number }>;
}

/** An answer and what it was to be drawn from. */
export interface GroundedAnswer {
  /** What the answer may rely on; several documents as one text. */
  readonly context: TextView;
  readonly question?: TextView | undefined;
  readonly answer: TextView;
}

/** What an answer says that its context does not. */
export interface GroundingTagger extends ModelIdentity {
  readonly labels: readonly string[];
  /**
   * Spans of `answer.raw`, ordered by start, not overlapping. The highest confidence is the calibrated probability
   * that the answer says something unsupported; no span means less than even odds.
   */
  ground(answer: GroundedAnswer, options?: CallOptions): MaybePromise<readonly Span[]>;
}

/** How a request stands to one that was answered before. */
export interface RepeatVerdict {
  /** Chance that the answer to the one serves the other, 0..1; 0 where something must not differ and does. */
  readonly score: number;
  /** What must not differ and does, in one or two words: `numbers`; null where nothing was found. */
  readonly differs: string | null;
}

/** Says whether a request repeats another in other words. Both are single turns, without what was said before. */
export interface RepeatJudge extends ModelIdentity {
  /** The least score at which, as measured, no more than one in two hundred is taken for a repeat that is none. */
  readonly threshold: number;
  judge(asked: TextView, known: TextView): RepeatVerdict;
}

export interface TokenCounter {
  readonly id: string;
  /** Cheap certain bounds on `count`; a band that lies wholly inside or outside them needs no tokenisation. */
  bounds(text: TextView): { readonly low: number; readonly high: number };
  /** Tokens in the text. */
  count(text: TextView): number;
}

export interface Clock {
  /** Milliseconds, fractional, from any fixed origin, never going back. */
  now(): number;
}

/** How a model's calls went lately, over a window that the implementer chooses. */
export interface ObservedStatistics {
  /** Milliseconds from sending a call to its first token. */
  readonly ttftMs?: number | undefined;
  /** Milliseconds per token after the first. */
  readonly tpotMs?: number | undefined;
  /** Share of the calls that failed, 0..1. */
  readonly errorRate?: number | undefined;
  /** Calls in the window. */
  readonly samples: number;
}

export interface ModelStatistics {
  /** By model name as the config has it; undefined for a model that was never called. */
  of(model: string): ObservedStatistics | undefined;
}

/** All that the engine may ask for. A learned port that is absent is a diagnostic at load for the rules that need it. */
export interface Ports {
  readonly encoder?: SentenceEncoder | undefined;
  /** By head, e.g. `domain`, `fact_check`, `language`. */
  readonly classifiers: Readonly<Record<string, TextClassifier | undefined>>;
  /** By head, e.g. `pii`. */
  readonly taggers: Readonly<Record<string, SpanTagger | undefined>>;
  /** By head, e.g. `entailment`. */
  readonly pairs: Readonly<Record<string, PairClassifier | undefined>>;
  /** Finds unsupported spans of answers. */
  readonly grounding?: GroundingTagger | undefined;
  /** Tells repeated requests, for caches of answers. */
  readonly repeats?: RepeatJudge | undefined;
  readonly tokenCounter: TokenCounter;
  /** Absent where nothing calls models; what needs it is then unknown. */
  readonly statistics?: ModelStatistics | undefined;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
