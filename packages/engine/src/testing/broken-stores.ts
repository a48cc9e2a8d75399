import type { BrokenConfig } from './broken-config.ts';

/** Puts a part under `global`. */
const globally = (text: string): Pick<BrokenConfig, 'edits'> => ({
  edits: [['  services:\n', `  ${text}\n  services:\n`]],
});
/** Puts a part under `global.services`. */
const services = (text: string): Pick<BrokenConfig, 'edits'> => ({
  edits: [['  services:\n', `  services:\n    ${text}\n`]],
});

/** What can be wrong with where things are kept. */
export const BROKEN_STORES: readonly BrokenConfig[] = [
  {
    name: 'answers in a Redis that nobody names',
    ...services('response_cache: { store_backend: redis }'),
    problems: [
      {
        code: 'config.no_store',
        at: 'redis }',
        says: ['it is to be kept in Redis, and none is named', 'add its address as global.stores.redis.url'],
      },
    ],
  },
  {
    name: 'sessions in a PostgreSQL that nobody names',
    ...services('sessions: { store_backend: postgres }'),
    problems: [{ code: 'config.no_store', at: 'postgres }', says: ['PostgreSQL', 'global.stores.postgres.url'] }],
  },
  {
    name: 'sessions at a place that there is not',
    ...services('sessions: { store_backend: milvus }'),
    problems: [{ code: 'config.unknown_value', at: 'milvus', says: ['redis'] }],
  },
  {
    name: 'addresses of other servers',
    ...globally('stores: { redis: { url: "http://r:6379" }, postgres: { url: "mysql://p" } }'),
    problems: [
      { code: 'config.invalid_address', at: '"http://r', says: ['expected a redis:// or rediss:// address'] },
      { code: 'config.invalid_address', at: '"mysql', says: ['expected a postgres:// or postgresql:// address'] },
    ],
  },
];
