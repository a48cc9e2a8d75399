/** One edit of the valid config and everything that must be said about it. */
export interface BrokenConfig {
  readonly name: string;
  /** Each text occurs exactly once in the valid config. */
  readonly edits: readonly (readonly [from: string, to: string])[];
  readonly problems: readonly BrokenPart[];
}

export interface BrokenPart {
  readonly code: string;
  /** Text at whose start the problem must be placed; its first occurrence after the edits. */
  readonly at: string;
  /** Parts of the message and the hint. */
  readonly says: readonly string[];
}
