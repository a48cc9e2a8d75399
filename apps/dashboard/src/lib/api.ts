import { accessRefused, findAccess, forgetOwnToken } from './access.ts';
import { ApiError, errorFromBody } from './api-error.ts';
import { beginWait, connectionLost } from './connection.ts';

export interface ApiOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is where it is a text. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the router with this browser's token. Rejects with an `ApiError` where it refuses or does not answer; the
 * connection's banner and the login learn of it here.
 */
export async function ask(path: string, options: ApiOptions = {}): Promise<Response> {
  const response = await send(path, options);
  if (response.ok) return response;
  const error = await errorOf(response);
  if (error.code !== 'token_required') throw error;
  // A router that was started anew may have another token, and give it to this page as it gave the first.
  if (forgetOwnToken()) {
    const again = await send(path, options);
    if (again.ok) return again;
    const refused = await errorOf(again);
    if (refused.code !== 'token_required') throw refused;
  }
  accessRefused();
  throw error;
}

async function errorOf(response: Response): Promise<ApiError> {
  return errorFromBody(response.status, await response.json().catch(() => null));
}

async function send(path: string, options: ApiOptions): Promise<Response> {
  // What changes or spends something may well take its time, and says so where it was begun.
  const answered = options.body === undefined ? beginWait() : () => {};
  try {
    return await fetchWithAccess(path, options);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    connectionLost();
    throw new ApiError(0, 'no_connection', 'the router does not answer', 'it is asked again until it is back');
  } finally {
    answered();
  }
}

async function fetchWithAccess(path: string, options: ApiOptions): Promise<Response> {
  const access = await findAccess();
  const headers = new Headers({ accept: 'application/json', ...options.headers });
  if (access.state === 'token') headers.set('authorization', `Bearer ${access.token}`);
  const isText = typeof options.body === 'string';
  if (options.body !== undefined && !isText) headers.set('content-type', 'application/json');
  return fetch(path, {
    method: options.method ?? 'GET',
    headers,
    ...(options.body === undefined ? {} : { body: isText ? (options.body as string) : JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

/** The same for an answer in JSON. */
export async function askJson<Answer>(path: string, options: ApiOptions = {}): Promise<Answer> {
  return (await (await ask(path, options)).json()) as Answer;
}
