/** A gateway that cannot be built or started: code, message, and the next action. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  /** `gateway.what_went_wrong` */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
