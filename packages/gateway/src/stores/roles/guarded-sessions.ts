import { messageOf } from '../../errors/request-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Timers } from '../../upstream/timers.ts';
import type { SessionEntry, SessionStore } from './sessions.ts';

/** Longest wait for a session, before it is taken as new. */
const READ_MS = 500;

export interface SessionGuard {
  readonly logger: Logger;
  readonly timers: Timers;
  /** Hears of each session that could not be read. */
  readonly onFailed: () => void;
}

/** A store of sessions that fails nobody: what cannot be read soon is as if it had been forgotten, counted, and told once. */
export function guardedSessions(store: SessionStore, { logger, timers, onFailed }: SessionGuard): SessionStore {
  let isInTrouble = false;
  const read = (key: string) =>
    new Promise<SessionEntry | undefined>((resolve, reject) => {
      const callOff = timers.after(READ_MS, () => reject(new Error(`no answer within ${READ_MS} ms`)));
      store.get(key).then(resolve, reject).finally(callOff);
    });
  return {
    put: (entry) => store.put(entry),
    async get(key) {
      try {
        const entry = await read(key);
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
