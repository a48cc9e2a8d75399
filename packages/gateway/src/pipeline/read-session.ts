import type { Session } from '@signalbox/engine';
import { messageOf } from '../errors/request-failure.ts';
import type { Exchange } from './exchange.ts';

/** The session that a request is a turn of, with the model that answered last, as far as it is remembered. Never rejects. */
export async function readSession({ id: exchangeId, session, services }: Exchange): Promise<Session | undefined> {
  const { facts, key } = session;
  if (facts?.lastModel !== undefined || key === null) return facts;
  // Nobody names it and it begins only now: whatever is remembered began with the same words.
  if (facts === undefined && session.isFirstTurn) return undefined;
  try {
    const entry = await services.sessions.get(key);
    return entry === undefined ? facts : { id: session.id!, lastModel: entry.lastModel };
  } catch (error) {
    services.logger.warn({ exchange: exchangeId, cause: messageOf(error) }, 'the session could not be read');
    return facts;
  }
}
