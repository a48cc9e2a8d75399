/**
 * Servers of a test's own, on loopback, started from what the system has installed.
 *
 * @module
 */

export { freePort } from './free-port.ts';
export { type PostgresServer, startPostgresServer, whyNoPostgres } from './postgres-server.ts';
export { type RedisServer, startRedisServer, whyNoRedis } from './redis-server.ts';
