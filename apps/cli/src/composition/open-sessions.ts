import type { RouterConfig } from '@signalbox/engine';
import { createInProcessLog, openEmbeddedLog, SESSION_BOUNDS, type SessionStore, sessionLog } from '@signalbox/gateway';

/** Which model each session is on: in the file, for all processes that have it open, where some decision asks for it. */
export async function openSessions(
  { recipes }: Pick<RouterConfig, 'recipes'>,
  path: string | undefined,
  warn: (message: string) => void,
): Promise<SessionStore> {
  const isAsked = recipes.some(({ decisions }) => decisions.some(({ retention }) => retention?.keepCurrentModel));
  if (!isAsked || path === undefined) return createInProcessLog(sessionLog, SESSION_BOUNDS);
  return openEmbeddedLog(sessionLog, { path, bounds: SESSION_BOUNDS, warn });
}
