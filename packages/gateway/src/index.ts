export type { ManagementToken } from './api/access.ts';
export type {
  ConfigAuthor,
  ConfigChange,
  ConfigControl,
  ConfigStatus,
  FetchedText,
  RejectedFile,
} from './api/config/config-control.ts';
export { managementRoutes } from './api/index.ts';
export type { ManagementRoute, Peers } from './api/management-route.ts';
export { loadPages, type Pages } from './api/pages/pages.ts';
export type { SetupBase, SetupControl, SetupMapping, SetupProblem } from './api/setup/setup-control.ts';
export type { WeightsSource } from './api/weights/weights-source.ts';
export type { CacheEntry } from './cache/cache-entry.ts';
export type { CacheBounds, CachePage, CacheStore } from './cache/cache-store.ts';
export { CACHE_BOUNDS, ResponseCache } from './cache/response-cache.ts';
export { type AskJson, findLocalServers, type LocalSearch, type LocalServer } from './connect/find-local-servers.ts';
export type { SetupAnswer, SetupConnection } from './contract/index.ts';
export { endpoints } from './data-plane.ts';
export { type DataPlaneEndpoint, dataPlaneEndpoints } from './data-plane-endpoints.ts';
export { GatewayError } from './errors/gateway-error.ts';
export { failure, isFailure, type RequestFailure } from './errors/request-failure.ts';
export { createExchangeId } from './exchange/create-exchange-id.ts';
export type { DecisionRecord } from './exchange/decision-record.ts';
export { createGateway, type Gateway, type GatewayOptions, type Served } from './gateway.ts';
export type { ByteSink, ByteSource } from './http/byte-source.ts';
export { Cancellation, type CancellationReason } from './http/cancellation.ts';
export type { HeaderList, HttpRequest, HttpResponse, RequestHeaders } from './http/http-message.ts';
export type { RunningServer } from './http/http-server.ts';
export { createNodeListener, type NodeListener } from './http/node-listener.ts';
export { pluginKinds } from './plugins/index.ts';
export { plannedPlugins } from './plugins/planned.ts';
export { definePluginKind, type Plugin, type PluginKind, type Step } from './plugins/plugin.ts';
export { factsFromChat } from './protocols/chat-facts.ts';
export { protocols } from './protocols/index.ts';
export type { Protocol } from './protocols/protocol.ts';
export { providers } from './providers/index.ts';
export type { Provider } from './providers/provider.ts';
export { readKeptRequest } from './recording/read-kept-request.ts';
export {
  type ListenAt,
  type RunningServers,
  type ServersOptions,
  startDataPlane,
  startManagement,
  startServers,
} from './servers.ts';
export { openEmbeddedDatabase } from './stores/drivers/embedded/embedded-database.ts';
export { openEmbeddedLog } from './stores/drivers/embedded/embedded-log.ts';
export { createFolderConfigVersions } from './stores/drivers/folder/folder-config-versions.ts';
export { createInProcessLimits } from './stores/drivers/in-process/in-process-limits.ts';
export { createInProcessLog } from './stores/drivers/in-process/in-process-log.ts';
export { createInProcessResponses } from './stores/drivers/in-process/in-process-responses.ts';
export { openPostgresCache } from './stores/drivers/postgres/postgres-cache.ts';
export { createPostgresConfigVersions } from './stores/drivers/postgres/postgres-config-versions.ts';
export { openPostgresDatabase, type PostgresDatabase } from './stores/drivers/postgres/postgres-database.ts';
export { openPostgresLog } from './stores/drivers/postgres/postgres-log.ts';
export { requireRedisClient } from './stores/drivers/redis/load-client.ts';
export { createRedisCache } from './stores/drivers/redis/redis-cache.ts';
export { openRedis, type RedisConnection } from './stores/drivers/redis/redis-connection.ts';
export { createRedisSessions, type RedisSessions } from './stores/drivers/redis/redis-sessions.ts';
export type { LimitCorrection, LimitDemand, LimitStore, LimitTaken } from './stores/limit-store.ts';
export type * from './stores/log-driver.ts';
export { addGroups } from './stores/log-line.ts';
export type { QueuedLogOptions } from './stores/queued-log.ts';
export type { ConfigVersion, ConfigVersions, SharedConfigVersions } from './stores/roles/config-versions.ts';
export { lazyResponses } from './stores/roles/lazy-responses.ts';
export {
  OUTCOME_BOUNDS_IN_MEMORY,
  type OutcomeStore,
  outcomeLog,
  type RequestOutcome,
} from './stores/roles/outcomes.ts';
export {
  RECORD_BOUNDS,
  RECORD_BOUNDS_IN_MEMORY,
  type RecordStore,
  recordLog,
} from './stores/roles/records.ts';
export { SESSION_BOUNDS, type SessionEntry, type SessionStore, sessionLog } from './stores/roles/sessions.ts';
export {
  SIGNAL_COUNT_BOUNDS,
  SIGNAL_COUNT_BOUNDS_IN_MEMORY,
  type SignalCountStore,
  signalCountLog,
} from './stores/roles/signal-counts.ts';
export * from './stores/roles/stored-responses.ts';
export { openSqlCache } from './stores/sql/sql-cache.ts';
export type { SqlDatabase } from './stores/sql/sql-database.ts';
export { openSqlResponses } from './stores/sql/sql-responses.ts';
export { createLogRing, type LogRing } from './telemetry/log-ring.ts';
export { createLogger, type Logger, silentLogger } from './telemetry/logger.ts';
export type { FamilySnapshot } from './telemetry/metric-families.ts';
export { createMetrics, type GatewayMetrics } from './telemetry/metrics.ts';
export { createOpenTelemetry } from './telemetry/tracing/open-telemetry.ts';
export { noTracing, type Tracing } from './telemetry/tracing/tracing.ts';
export { createForwarder, type Forwarder } from './transport/forward-request.ts';
