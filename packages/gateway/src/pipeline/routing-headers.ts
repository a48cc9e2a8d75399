import type { ResponsePath } from '../exchange/exchange-view.ts';
import { headerValue } from '../http/header-value.ts';
import type { Exchange } from './exchange.ts';
import type { Routing } from './route.ts';

/** Version of these headers, as the reference counts them. */
const SCHEMA_VERSION = '2';

/**
 * Adds the headers that say how a request was routed. Without a matching decision (the default model answers) there is no
 * `selected-decision` and no `selected-confidence`, and the algorithm reads `default`; for a concrete model name there
 * is only the model and the record's id.
 */
export function pushRoutingHeaders(
  headers: string[],
  exchange: Exchange,
  routing: Routing | undefined,
  path: ResponsePath,
): void {
  headers.push(
    'x-request-id',
    exchange.requestId,
    'x-vsr-schema-version',
    SCHEMA_VERSION,
    'x-vsr-response-path',
    path,
    'x-vsr-replay-id',
    exchange.id,
  );
  if (routing === undefined) return;
  headers.push('x-vsr-selected-model', headerValue(routing.target.name));
  const { result } = routing;
  if (result === null) return;
  headers.push('x-vsr-selected-recipe', 'default');
  if (result.decision !== null) {
    headers.push('x-vsr-selected-decision', headerValue(result.decision));
    headers.push('x-vsr-selected-confidence', result.confidence.toFixed(4));
  }
  headers.push('x-vsr-selected-algorithm', headerValue(result.trace.selection.algorithm));
  if (exchange.isDebugging) pushDebugHeaders(headers, exchange, routing);
}

function pushDebugHeaders(headers: string[], exchange: Exchange, routing: Routing): void {
  const { reasoning, result } = routing;
  if (reasoning !== undefined) {
    headers.push('x-vsr-selected-reasoning', reasoning.mode);
    if (reasoning.mode === 'on') headers.push('x-vsr-selected-reasoning-effort', reasoning.effort);
  }
  for (const { kind, configKey } of exchange.services.families) {
    const names: string[] = [];
    for (const signal of result!.trace.signals) {
      if (signal.kind === kind && signal.matched) names.push(headerValue(signal.name));
    }
    if (names.length > 0) headers.push(`x-vsr-matched-${configKey.replaceAll('_', '-')}`, names.join(','));
  }
}
