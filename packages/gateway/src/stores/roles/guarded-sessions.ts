import { messageOf } from '../../errors/request-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { SessionStore } from './sessions.ts';

export interface SessionGuard {
  readonly logger: Logger;
  /** Hears of each session that could not be read. */
  readonly onFailed: () => void;
}

/** A store of sessions that fails nobody: what cannot be read is as if it had been forgotten, counted, and told once. */
export function guardedSessions(store: SessionStore, { logger, onFailed }: SessionGuard): SessionStore {
  let isInTrouble = false;
  return {
    put: (entry) => store.put(entry),
    async get(key) {
      try {
        const entry = await store.get(key);
        if (isInTrouble) logger.info({}, 'sessions can be read again');
        isInTrouble = false;
        return entry;
      } catch (error) {
        if (!isInTrouble) logger.warn({ cause: messageOf(error) }, 'sessions cannot be read; they are taken as new');
        isInTrouble = true;
        onFailed();
        return undefined;
      }
    },
    lost: () => store.lost(),
    flush: () => store.flush(),
    close: () => store.close(),
  };
}
