import type { Dispatcher } from 'undici';

/** A request as it will be sent, apart from the headers that a signature adds. */
export interface SignableRequest {
  readonly method: string;
  /** With scheme and host. */
  readonly url: string;
  readonly body: Uint8Array;
}

/** Makes the headers of a signature, in turn name and value. */
export type Sign = (request: SignableRequest) => Promise<readonly string[]>;

/** Adds a signature to each request before it is sent; one that cannot be made is a failure of the connection. */
export function signingRequests(sign: Sign, baseUrl: string): Dispatcher.DispatcherComposeInterceptor {
  const { origin } = new URL(baseUrl);
  return (dispatch) => (options, handler) => {
    const { method, path, body, headers } = options;
    sign({ method, url: `${origin}${path}`, body: body as Uint8Array })
      .then((added) => dispatch({ ...options, headers: [...(headers as readonly string[]), ...added] }, handler))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        const failed = Object.assign(new Error(`the request could not be signed: ${reason}`), { code: 'ECONNREFUSED' });
        // There is no connection yet that a controller could speak for.
        handler.onResponseError?.(undefined as never, failed);
      });
    return true;
  };
}
