import type { CanonicalConfig } from './canonical-schema.ts';
import { parseDuration } from './duration.ts';
import type { RouterConfig } from './router-config.ts';

/** Where things are kept, in our own words. */
export function translateStores({
  stores: { postgres, redis },
  services: { router_replay: records, config_versions: versions, response_cache: cache, sessions },
}: CanonicalConfig['global']): Pick<
  RouterConfig,
  'records' | 'configVersions' | 'responseCache' | 'sessions' | 'postgres' | 'redis'
> {
  return {
    records: {
      kind: records.store_backend,
      maxAgeMs: records.ttl_seconds * 1_000,
      maxEntries: records.max_records,
      maxBytes: records.max_megabytes === undefined ? undefined : records.max_megabytes * 1024 ** 2,
      maxWaiting: records.max_waiting,
      onFull: records.on_full,
      writesAhead: records.write_ahead,
      recording: {
        isEnabled: records.enabled,
        keepsRequest: records.capture_request_body,
        keepsResponse: records.capture_response_body,
        maxBodyBytes: records.max_body_bytes,
        maxToolBytes: records.max_tool_trace_bytes,
        maxToolSteps: records.max_tool_trace_steps,
        redacts: records.redact,
      },
    },
    configVersions: versions.store_backend,
    responseCache: {
      kind: cache.store_backend ?? records.store_backend,
      maxEntries: cache.max_entries,
      maxBytes: cache.max_megabytes * 1024 ** 2,
    },
    sessions: sessions.store_backend ?? records.store_backend,
    postgres:
      postgres === undefined
        ? undefined
        : {
            url: postgres.url,
            schema: postgres.schema,
            timeoutMs: parseDuration(postgres.timeout)!,
            connections: postgres.max_connections,
          },
    redis:
      redis === undefined
        ? undefined
        : { url: redis.url, keyPrefix: redis.key_prefix, timeoutMs: parseDuration(redis.timeout)! },
  };
}
