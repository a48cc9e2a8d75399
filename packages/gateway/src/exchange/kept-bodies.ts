/** A body as a record keeps it. */
export interface KeptText {
  readonly text: string;
  /** There was more. */
  readonly isTruncated: boolean;
  /** Stretches that were replaced by names: personal data and secrets. */
  readonly redactions: number;
}

/** A call of a tool, or what it came to. */
export interface ToolStep {
  readonly kind: 'call' | 'result';
  /** Of the call, as the model gave it. */
  readonly id: string | null;
  /** Of the tool. */
  readonly name: string | null;
  /** Arguments as JSON, or the result. */
  readonly text: string;
  readonly isTruncated: boolean;
}

/** What tools were asked and said, in order. */
export interface ToolSteps {
  readonly steps: readonly ToolStep[];
  /** Older steps that were left out. */
  readonly dropped: number;
}

/** What a record keeps of a request's bodies; null for what was not asked for. */
export interface KeptBodies {
  readonly request: KeptText | null;
  readonly response: KeptText | null;
  readonly tools: ToolSteps | null;
}
