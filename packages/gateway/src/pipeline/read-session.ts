import type { Session } from '@signalbox/engine';
import type { Exchange } from './exchange.ts';

/** The session that a request is a turn of, with the model that answered last, as far as it is remembered. Never rejects. */
export async function readSession({ session, services }: Exchange): Promise<Session | undefined> {
  const { facts, key } = session;
  if (facts?.lastModel !== undefined || key === null) return facts;
  // Nobody names it and it begins only now: whatever is remembered began with the same words.
  if (facts === undefined && session.isFirstTurn) return undefined;
  const entry = await services.sessions.get(key);
  return entry === undefined ? facts : { id: session.id!, lastModel: entry.lastModel };
}
