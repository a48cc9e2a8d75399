import type { BackendConfig } from '@signalbox/engine';
import { compileHeaders, type HeadersOf } from '../compile-headers.ts';

export const DEFAULT_VERSION = '2023-06-01';

/** Headers of a call to Anthropic, the API's version among them. */
export function compileAnthropicHeaders(backend: BackendConfig): HeadersOf {
  const version = { 'anthropic-version': backend.apiVersion ?? DEFAULT_VERSION };
  return compileHeaders(backend, { own: version, vendor: 'anthropic-' });
}
