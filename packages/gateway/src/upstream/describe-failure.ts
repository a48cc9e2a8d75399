import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Exchange } from '../pipeline/exchange.ts';
import type { ReadyBackend, Target } from '../pipeline/snapshot.ts';
import type { TransportFailure } from '../transport/transport-failure.ts';

/** A failure of the transport in the client's terms. */
export function describeTransportFailure(
  exchange: Exchange,
  target: Target,
  backend: ReadyBackend,
  { failure: kind, message }: TransportFailure,
  silentMs: number = backend.idleTimeoutMs,
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
      return failure('backend_timeout', `${who} was silent for ${silentMs} ms`, {
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
export function cancelled({ cancellation, startedMs, deadlineMs }: Exchange): RequestFailure {
  if (cancellation.reason !== 'deadline') return failure('client_left', 'the client closed the connection');
  return failure('deadline_exceeded', `the request took longer than ${Math.round(deadlineMs - startedMs)} ms`, {
    hint: 'ask for fewer tokens, or raise the client’s or the listener’s timeout',
  });
}
