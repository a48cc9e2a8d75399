/** Why the router did not do what was asked, in its own words. */
export class ApiError extends Error {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** As in the error's body; `no_connection` where no answer came. */
  readonly code: string;
  /** The next action. */
  readonly hint: string | undefined;
  /** The body, where it was JSON. */
  readonly body: unknown;

  constructor(status: number, code: string, message: string, hint?: string, body?: unknown) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.body = body;
  }
}

/** No answer came: the router is away, or the network is. */
export function isConnectionError(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
}

/** The router splits its messages into what was wrong and `(hint: …)`; they are shown apart. */
export function errorFromBody(status: number, body: unknown): ApiError {
  const error = (body as { error?: { message?: unknown; code?: unknown } } | null)?.error;
  const text = typeof error?.message === 'string' ? error.message : `the router answered ${status}`;
  const code = typeof error?.code === 'string' ? error.code : `status_${status}`;
  const found = /^(?<message>[\s\S]*?)\s*\(hint: (?<hint>[\s\S]*)\)$/.exec(text)?.groups;
  return new ApiError(status, code, found?.message ?? text, found?.hint, body);
}
