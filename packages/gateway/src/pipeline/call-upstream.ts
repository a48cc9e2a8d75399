import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, type RequestFailure } from '../errors/request-failure.ts';
import { sendRequest, type UpstreamReply } from '../transport/send-request.ts';
import type { TransportFailure } from '../transport/transport-failure.ts';
import type { Exchange } from './exchange.ts';
import type { ReadyBackend, Target } from './snapshot.ts';

/** A backend that answered. */
export interface AnsweringBackend {
  readonly backend: ReadyBackend;
  readonly reply: UpstreamReply;
  /** Fields of the request that the backend's format has no word for. */
  readonly leftOut: readonly string[];
  /** Breaks the answer off. */
  readonly cancel: () => void;
}

/** Failures after which nothing of an answer was sent, so that another backend may be asked. */
const MAY_RETRY: ReadonlySet<string> = new Set(['unreachable', 'connect_timeout', 'disconnected']);

/**
 * Calls the model: one backend by weight, and when that one breaks before the first byte of an answer, each other
 * backend of the model once.
 */
export async function callUpstream(
  exchange: Exchange,
  target: Target,
  call: UpstreamCall,
): Promise<AnsweringBackend | RequestFailure> {
  const { cancellation, services } = exchange;
  if (target.backends.length === 0) return noBackend(target);
  let failed: { readonly backend: ReadyBackend; readonly failure: TransportFailure } | undefined;
  for (const backend of backendsInOrder(target.backends, services.random)) {
    if (failed !== undefined) services.metrics.retried(target.name);
    const parts = backend.codec.encode(call);
    if (isFailure(parts)) return parts;
    const sent = sendRequest(backend.pool, parts, backend.idleTimeoutMs);
    const forget = cancellation.onCancel(() => sent.cancel());
    const reply = await sent.reply;
    forget();
    if (reply.kind === 'reply') {
      return { backend, reply, leftOut: parts.leftOut ?? [], cancel: () => sent.cancel() };
    }
    failed = { backend, failure: reply };
    const { failure: kind, message } = reply;
    if (kind === 'cancelled') break;
    services.logger.warn({ model: target.name, backend: backend.name, kind, cause: message }, 'backend failed');
    if (!MAY_RETRY.has(kind)) break;
  }
  return transportFailureToRequest(exchange, target, failed!.backend, failed!.failure);
}

/** A failure of the transport in the client's terms. */
export function transportFailureToRequest(
  exchange: Exchange,
  target: Target,
  backend: ReadyBackend,
  { failure: kind, message }: TransportFailure,
): RequestFailure {
  const who = `backend "${backend.name}" of model "${target.name}"`;
  switch (kind) {
    case 'unreachable':
      return failure('backend_unreachable', `${who} cannot be reached: ${message}`, {
        hint: 'check that it runs and that its address in providers.models is right',
      });
    case 'connect_timeout':
      return failure('backend_timeout', `${who} did not accept a connection in time: ${message}`, {
        hint: 'check that it runs, or raise its connect_timeout',
      });
    case 'idle_timeout':
      return failure('backend_timeout', `${who} was silent for ${backend.idleTimeoutMs} ms`, {
        hint: 'the model may be overloaded; try again, or raise its idle_timeout',
      });
    case 'disconnected':
      return failure('backend_disconnected', `${who} broke the connection: ${message}`, {
        hint: 'try again; if it stays, look at the log of the model server',
      });
    case 'invalid':
      return failure('backend_invalid_answer', `${who} did not answer in HTTP: ${message}`, {
        hint: 'check the address and the protocol (http or https) in providers.models',
      });
    case 'cancelled':
      return cancelled(exchange);
  }
}

/** The failure of a request that was cancelled. */
export function cancelled({ cancellation, snapshot }: Exchange): RequestFailure {
  if (cancellation.reason !== 'deadline') return failure('client_left', 'the client closed the connection');
  return failure('deadline_exceeded', `the request took longer than ${snapshot.config.listener.timeoutMs} ms`, {
    hint: 'ask for fewer tokens, or raise the listener’s timeout',
  });
}

/** By weight at random: the first to try, then the others in the same manner. */
export function backendsInOrder(backends: readonly ReadyBackend[], random: () => number): readonly ReadyBackend[] {
  if (backends.length === 1) return backends;
  const left = [...backends];
  const order: ReadyBackend[] = [];
  while (left.length > 0) {
    let point = random() * left.reduce((sum, { weight }) => sum + weight, 0);
    const hit = left.findIndex(({ weight }) => {
      point -= weight;
      return point < 0;
    });
    order.push(...left.splice(hit < 0 ? left.length - 1 : hit, 1));
  }
  return order;
}

function noBackend(target: Target): RequestFailure {
  return failure('no_backend', `model "${target.name}" has no backend`, {
    hint: 'add backend_refs to it in providers.models, or start with --simulate',
  });
}
