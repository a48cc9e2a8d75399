/** What one output of a rule said about one request. */
export interface Reading {
  /** The output's name: the rule's own, or `rule:level` for kinds with levels. */
  readonly name: string;
  readonly matched: boolean;
  /** 0..1; how sure the signal is that it matched. */
  readonly confidence: number;
  /** The raw number behind it (a count, a similarity, a probability), for predicates, scores and receipts. */
  readonly value?: number | undefined;
  /** A short stretch of text or a label that a person can check: the keyword found, the language seen. */
  readonly evidence?: string | undefined;
}

/** A rule that could not say: unknown, which is not the same as false. */
export interface Failure {
  readonly name: string;
  /** `area.what_went_wrong` */
  readonly code: string;
  readonly reason: string;
}

export function isFailure(entry: Reading | Failure): entry is Failure {
  return 'code' in entry;
}
