import type { RetentionDirective } from '@signalbox/engine';
import type { ResponsePath } from '../exchange/exchange-view.ts';
import { headerValue } from '../http/header-value.ts';
import type { Exchange } from './exchange.ts';
import type { Routing } from './route.ts';

const RETENTION_HEADERS: Readonly<Record<keyof RetentionDirective, string>> = {
  drop: 'x-vsr-retention-drop',
  ttlTurns: 'x-vsr-retention-ttl-turns',
  keepCurrentModel: 'x-vsr-retention-keep-current-model',
  preferPrefixRetention: 'x-vsr-retention-prefer-prefix',
};

/** Version of these headers, as the reference counts them. */
const SCHEMA_VERSION = '2';

/**
 * Adds the headers that say how a request was routed. Without a matching decision (the default model answers) there is no
 * `selected-decision` and no `selected-confidence`, and the algorithm reads `default`; for a concrete model name there
 * is only the model and the record's id, where there is a record.
 */
export function pushRoutingHeaders(
  headers: string[],
  exchange: Exchange,
  routing: Routing | undefined,
  path: ResponsePath,
): void {
  headers.push('x-request-id', exchange.requestId, 'x-vsr-schema-version', SCHEMA_VERSION, 'x-vsr-response-path', path);
  const { recipe = null, decision = null } = routing?.result ?? {};
  if (exchange.snapshot.recordings.of(recipe, decision).isEnabled) headers.push('x-vsr-replay-id', exchange.id);
  if (exchange.limitHeaders.length > 0) pushInPlaceOfSame(headers, exchange.limitHeaders);
  if (routing === undefined) return;
  headers.push('x-vsr-selected-model', headerValue(routing.target.name));
  const { result, fallback } = routing;
  if (fallback !== undefined) {
    headers.push('x-vsr-fallback-from', headerValue(fallback.from), 'x-vsr-fallback-reason', fallback.reason);
  }
  if (result === null) return;
  headers.push('x-vsr-selected-recipe', headerValue(result.recipe));
  if (result.decision !== null) {
    headers.push('x-vsr-selected-decision', headerValue(result.decision));
    headers.push('x-vsr-selected-confidence', result.confidence.toFixed(4));
  }
  headers.push('x-vsr-selected-algorithm', headerValue(result.trace.selection.algorithm));
  if (exchange.isDebugging) pushDebugHeaders(headers, exchange, routing);
}

/** A backend's own limits are not the caller's. */
function pushInPlaceOfSame(headers: string[], own: readonly string[]): void {
  const names = new Set(own.filter((_, index) => index % 2 === 0));
  for (let i = headers.length - 2; i >= 0; i -= 2) if (names.has(headers[i]!)) headers.splice(i, 2);
  headers.push(...own);
}

function pushDebugHeaders(headers: string[], exchange: Exchange, routing: Routing): void {
  const { reasoning, result } = routing;
  if (reasoning !== undefined) {
    headers.push('x-vsr-selected-reasoning', reasoning.mode);
    if (reasoning.mode === 'on') headers.push('x-vsr-selected-reasoning-effort', reasoning.effort);
  }
  for (const [name, value] of Object.entries(result!.retention ?? {})) {
    if (value !== undefined) headers.push(RETENTION_HEADERS[name as keyof RetentionDirective], String(value));
  }
  for (const { kind, configKey, family, traits } of exchange.services.families) {
    const matched = result!.trace.signals.filter((signal) => signal.kind === kind && signal.matched);
    if (matched.length === 0) continue;
    const names = matched.map(({ name }) => headerValue(name)).join(',');
    headers.push(`x-vsr-matched-${(family ?? configKey).replaceAll('_', '-')}`, names);
    if (traits?.isCategory !== true) continue;
    const best = matched.reduce((a, b) => (b.confidence > a.confidence ? b : a));
    headers.push('x-vsr-selected-category', headerValue(best.name));
  }
}
