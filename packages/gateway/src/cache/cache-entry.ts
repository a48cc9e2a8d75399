import type { JsonRecord } from '../json/json-record.ts';

/** An answer that is kept for whoever asks the same. All of it is data: it goes into files and databases as JSON. */
export interface CacheEntry {
  /** The fingerprint of the request that it answers, with everything that must be the same. */
  readonly id: string;
  /** The same without the last user turn: entries of a group answer the same request but for that. */
  readonly group: string;
  readonly recipe: string;
  readonly decision: string;
  readonly model: string;
  /** For invalidation: those of the config, and `decision:…`, `model:…`, `recipe:…`. */
  readonly tags: readonly string[];
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  readonly expiresAt: number;
  /** In the shape in the middle, a chat completion without id and time. */
  readonly completion: JsonRecord;
  /** What it took; null where the backend did not say. */
  readonly completionTokens: number | null;
  /** From the first to the last byte of the answer, in milliseconds; 0 where it came whole. */
  readonly streamMs: number;
  /** How it is found in other words; null where only the very request finds it. */
  readonly meaning: QuestionMeaning | null;
}

/** What is kept of a question so that others can be compared with it. */
export interface QuestionMeaning {
  readonly question: string;
  /** Content hash of the encoder that made the vector: those of another cannot be compared. */
  readonly encoder: string;
  /** The vector as signed bytes, 127 for 1, in base64. */
  readonly vector: string;
}

/** An entry that answers a similar question. */
export interface SimilarEntry {
  readonly entry: CacheEntry;
  /** -1..1, as the encoder has it. */
  readonly similarity: number;
}
