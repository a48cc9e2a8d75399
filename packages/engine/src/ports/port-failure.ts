/**
 * How the implementer of a port says that it cannot answer now. What asked is then unknown, with this code and
 * reason; any other error counts as a mistake in the implementation.
 */
export class PortFailure extends Error {
  override readonly name = 'PortFailure';
  /** `area.what_went_wrong`, stable: traces and metrics carry it. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
