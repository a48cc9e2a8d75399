/** A weights file that cannot be used: what is wrong with which file, and what to do about it. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly code: string;
  /** What is wrong, without the remedy. */
  readonly text: string;
  /** The remedy. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(`${message}\n  hint: ${hint}`);
    this.code = code;
    this.text = message;
    this.hint = hint;
  }

  /** Whether a caught value is one of these. */
  static is(value: unknown): value is PackError {
    return value instanceof Error && value.name === 'PackError';
  }
}
