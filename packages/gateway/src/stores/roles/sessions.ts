import type { LogBounds, LogDefinition, LogDriver } from '../log-driver.ts';

/** What is remembered of a session. */
export interface SessionEntry {
  /** The caller's and the session's own id. */
  readonly key: string;
  /** Milliseconds since 1970, of the last turn. */
  readonly at: number;
  readonly turn: number;
  /** The model that answered the last turn. */
  readonly lastModel: string;
}

/** The role of remembering which model a session is on. A log of sessions is one. */
export type SessionStore = Pick<LogDriver<SessionEntry>, 'put' | 'get' | 'lost' | 'flush' | 'close'>;

/** What a store keeps where nobody says otherwise. A session that is let go of is routed as a new one. */
export const SESSION_BOUNDS = {
  maxEntries: 20_000,
  maxBytes: 16 * 1024 ** 2,
  maxAgeMs: 24 * 3_600_000,
} as const satisfies LogBounds;

/** How sessions are found and counted. */
export const sessionLog = {
  name: 'sessions',
  id: ({ key }) => key,
  time: ({ at }) => at,
  bytes: ({ key, lastModel }) => 200 + 2 * (key.length + lastModel.length),
  facets: { last_model: ({ lastModel }) => lastModel },
  keys: {},
  measures: {},
  tags: () => [],
  revive: (json) => json as SessionEntry,
} as const satisfies LogDefinition<SessionEntry>;
