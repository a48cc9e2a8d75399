import { type AdapterServices, type HeadProblem, s } from '@signalbox/engine/adapters';
import { type GuardFields, guardFields } from '../guard/guard-options.ts';
import type { JsonServerOptions } from './json-server.ts';

/** Options of every adapter that asks a server. */
export const serverOptions = {
  base_url: s.string().min(1).describe('Address of the server, e.g. http://127.0.0.1:8000/v1.'),
  model: s.string().min(1).describe('Model name, as the server has it.'),
  api_key: s.string().min(1).optional().describe('Key, inline. Prefer api_key_env.'),
  api_key_env: s.string().min(1).optional().describe('Environment variable that holds the key.'),
  auth_header: s.string().min(1).default('authorization').describe('Header that carries the key.'),
  auth_prefix: s.string().default('Bearer').describe('Word before the key; empty for none.'),
  concurrency: s.int().min(1).max(1024).default(8).describe('Calls under way at once.'),
  ...guardFields,
};

export interface ServerOptions extends GuardFields {
  readonly base_url: string;
  readonly model: string;
  readonly api_key?: string | undefined;
  readonly api_key_env?: string | undefined;
  readonly auth_header: string;
  readonly auth_prefix: string;
  readonly concurrency: number;
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
