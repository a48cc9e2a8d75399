import { createHash } from 'node:crypto';
import type { ApiKeyConfig, RateLimitConfig, RateLimitRuleConfig } from '@signalbox/engine';
import type { Gateway } from '../gateway.ts';
import { Cancellation } from '../http/cancellation.ts';
import type { RequestHeaders } from '../http/http-message.ts';
import { isBytes } from '../http/http-message.ts';

/** The config of an API key that stands for nobody and may do everything. */
export function anApiKey(key: string, overrides: Partial<ApiKeyConfig> = {}): ApiKeyConfig {
  return {
    name: key,
    hash: createHash('sha256').update(key).digest('hex'),
    user: undefined,
    groups: [],
    grant: { endpoints: undefined, models: undefined },
    expiresAt: undefined,
    ...overrides,
  };
}

/** A rule about every request of a minute. */
export function aRule(overrides: Partial<RateLimitRuleConfig> = {}): RateLimitRuleConfig {
  return {
    name: 'rule',
    match: {},
    unit: 'minute',
    requests: undefined,
    tokens: undefined,
    cost: undefined,
    currency: 'USD',
    ...overrides,
  };
}

/** Rules that this process counts for. */
export function aRateLimit(
  rules: readonly RateLimitRuleConfig[],
  overrides: Partial<RateLimitConfig> = {},
): RateLimitConfig {
  return { failOpen: false, outputReserveTokens: 100, store: { kind: 'in-process' }, rules, ...overrides };
}

export interface Posted {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
  /** The code of an error answer. */
  readonly code: string | undefined;
}

/** Posts a chat body as if from an address; the answer must not be a stream. */
export async function post(
  gateway: Gateway,
  body: object | string,
  headers: RequestHeaders = {},
  remoteAddress = '192.0.2.7',
  path = '/v1/chat/completions',
): Promise<Posted> {
  const response = await gateway.handle({
    method: 'POST',
    path,
    query: '',
    headers,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    remoteAddress,
    cancellation: new Cancellation(),
  });
  if (!isBytes(response.body)) throw new Error('the answer is a stream');
  const list = response.headers;
  const json: unknown = JSON.parse(Buffer.from(response.body).toString());
  return {
    status: response.status,
    headers: Object.fromEntries(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1]!]] : []))),
    json,
    code: (json as { readonly error?: { readonly code?: string } }).error?.code,
  };
}
