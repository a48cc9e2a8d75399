import { failure, type RequestFailure } from '../errors/request-failure.ts';
import { cancelled } from '../upstream/describe-failure.ts';
import type { Exchange } from './exchange.ts';

const RETRY_AFTER_SECONDS = 1;

/** Waits for a place among the requests of the process; undefined once there is one. */
export async function waitForPlace(exchange: Exchange): Promise<RequestFailure | undefined> {
  const { services, cancellation, snapshot } = exchange;
  const turn = await services.places.wait(cancellation);
  if (turn === 'entered') return undefined;
  if (turn === 'cancelled') return cancelled(exchange);
  services.metrics.shed('process');
  return failure('overloaded', `the router has ${snapshot.config.concurrency.limit} requests under way and more wait`, {
    hint: `ask again in ${RETRY_AFTER_SECONDS} s; see global.router.max_concurrent_requests`,
    headers: ['retry-after', String(RETRY_AFTER_SECONDS)],
  });
}
