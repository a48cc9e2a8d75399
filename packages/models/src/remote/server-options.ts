import { type AdapterServices, durationSchema, type HeadProblem, parseDuration, s } from '@signalbox/engine/adapters';
import type { GuardOptions } from './guarded-call.ts';
import type { JsonServerOptions } from './json-server.ts';

/** Options of every adapter that asks a server. */
export const serverOptions = {
  base_url: s.string().min(1).describe('Address of the server, e.g. http://127.0.0.1:8000/v1.'),
  model: s.string().min(1).describe('Model name, as the server has it.'),
  api_key: s.string().min(1).optional().describe('Key, inline. Prefer api_key_env.'),
  api_key_env: s.string().min(1).optional().describe('Environment variable that holds the key.'),
  auth_header: s.string().min(1).default('authorization').describe('Header that carries the key.'),
  auth_prefix: s.string().default('Bearer').describe('Word before the key; empty for none.'),
  timeout: durationSchema('Longest time for one call; what asked is unknown after it.').default('1s'),
  concurrency: s.int().min(1).max(1024).default(8).describe('Calls under way at once.'),
  max_waiting: s
    .int()
    .min(0)
    .default(64)
    .describe('Calls that may wait for their turn, within the timeout; further ones are unknown at once.'),
  breaker_failures: s.int().min(1).default(5).describe('Failures in a row after which the server is left alone.'),
  breaker_pause: durationSchema('How long it is left alone before one call is sent to see.').default('5s'),
  cache_entries: s.int().min(0).default(10_000).describe('Answers kept, by hash of the text; 0 for none.'),
  cache_ttl: durationSchema('How long an answer is kept.').default('10m'),
};

export interface ServerOptions {
  readonly base_url: string;
  readonly model: string;
  readonly api_key?: string | undefined;
  readonly api_key_env?: string | undefined;
  readonly auth_header: string;
  readonly auth_prefix: string;
  readonly timeout: string;
  readonly concurrency: number;
  readonly max_waiting: number;
  readonly breaker_failures: number;
  readonly breaker_pause: string;
  readonly cache_entries: number;
  readonly cache_ttl: string;
}

/** How to guard calls to it. `batchSize`: texts in one call. */
export function guardOptions(options: ServerOptions, batchSize: number): GuardOptions {
  return {
    timeoutMs: parseDuration(options.timeout)!,
    concurrency: options.concurrency,
    waiting: options.max_waiting,
    breaker: { failures: options.breaker_failures, pauseMs: parseDuration(options.breaker_pause)! },
    cache: { entries: options.cache_entries, ttlMs: parseDuration(options.cache_ttl)! },
    batchSize,
  };
}

/** Where the server is and what to send with every call, or why that cannot be told. */
export function serverFrom(
  options: ServerOptions,
  { environment, isServing }: AdapterServices,
): { readonly server: JsonServerOptions | undefined; readonly problems: readonly HeadProblem[] } {
  const baseUrl = parseBaseUrl(options.base_url);
  if (typeof baseUrl !== 'string') return { server: undefined, problems: [baseUrl] };
  const key = options.api_key ?? (options.api_key_env === undefined ? '' : (environment[options.api_key_env] ?? ''));
  const problems: HeadProblem[] = [];
  if (options.api_key_env !== undefined && key === '') {
    problems.push({
      severity: isServing ? 'error' : 'warning',
      code: 'adapter.environment_unset',
      path: ['api_key_env'],
      message: `environment variable ${options.api_key_env} is not set`,
      hint: `set ${options.api_key_env}, or take api_key_env out if the server needs no key`,
    });
    if (isServing) return { server: undefined, problems };
  }
  const value = options.auth_prefix === '' ? key : `${options.auth_prefix} ${key}`;
  const headers = key === '' ? {} : { [options.auth_header.toLowerCase()]: value };
  return { server: { baseUrl, headers, connections: options.concurrency }, problems };
}

function parseBaseUrl(text: string): string | HeadProblem {
  const problem = (message: string, hint: string): HeadProblem => ({
    severity: 'error',
    code: 'adapter.invalid_address',
    path: ['base_url'],
    message,
    hint,
  });
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return problem(`expected an http or https address, got "${text}"`, 'e.g. http://127.0.0.1:8000/v1');
  }
  if (url.username !== '' || url.password !== '') {
    return problem('credentials in the address are not sent', 'use api_key_env, with auth_prefix: Basic');
  }
  if (url.search !== '' || url.hash !== '') {
    return problem(`paths are added to the address: it cannot end in "${url.search}${url.hash}"`, 'take that out');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
