/** A model folder that cannot be used, or a run that failed: what is wrong, where, and what to do about it. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
  readonly code: string;
  /** What went wrong, without the hint. */
  readonly reason: string;
  readonly hint: string;

  constructor(code: string, reason: string, hint: string, options?: ErrorOptions) {
    super(`${reason}\n  hint: ${hint}`, options);
    this.code = code;
    this.reason = reason;
    this.hint = hint;
  }

  /** Whether a caught value is one of these. */
  static is(value: unknown): value is OnnxError {
    return value instanceof Error && value.name === 'OnnxError';
  }
}
