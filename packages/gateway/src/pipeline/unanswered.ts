import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Misfit } from '../upstream/capability-check.ts';
import type { Target } from './snapshot.ts';

/** Seconds after which a client that was turned away may ask again. */
const RETRY_AFTER_SECONDS = 1;

/** None of so many models can take the request. */
export function misfitFailure({ reason, message }: Misfit, models: number): RequestFailure {
  const all = models === 1 ? message : `none of ${models} models can take this request: ${message}`;
  if (reason === 'context_window') {
    const hint = 'shorten the conversation, ask for fewer tokens, or use a model with a wider window';
    return failure('context_length_exceeded', all, { parameter: 'messages', hint });
  }
  const parameter = reason === 'no_tools' ? 'tools' : 'messages';
  return failure('unsupported_request', all, { parameter, hint: 'use a model that can, or leave that out' });
}

/** Nobody serves the model. */
export function noBackendFailure(target: Target): RequestFailure {
  return failure('no_backend', `model "${target.name}" has no backend`, {
    hint: 'add backend_refs to it in providers.models, or start with --simulate',
  });
}

/** Nobody could be asked: too busy, or left out for failing. */
export function unavailableFailure(models: readonly Target[]): RequestFailure {
  const guards = models.flatMap(({ backends }) => backends.map(({ guard }) => guard));
  const isBusy = guards.some(({ breaker }) => breaker.isPassable);
  const waits = guards.map(({ breaker }) => breaker.remainingMs);
  const seconds = isBusy ? RETRY_AFTER_SECONDS : Math.max(1, Math.ceil(Math.min(...waits) / 1e3));
  const headers = ['retry-after', String(seconds)];
  const who = models.map(({ name }) => `"${name}"`).join(', ');
  if (isBusy) {
    return failure('overloaded', `the backends of ${who} have as many requests under way as they may`, {
      hint: `ask again in ${seconds} s; see max_concurrent_requests in the models’ reliability`,
      headers,
    });
  }
  return failure('backend_unavailable', `all backends of ${who} keep failing and are left alone for a while`, {
    hint: `ask again in ${seconds} s; the log says how they failed`,
    headers,
  });
}
