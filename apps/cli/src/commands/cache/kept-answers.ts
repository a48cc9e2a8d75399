import { existsSync } from 'node:fs';
import { type CacheEntry, type CacheStore, GatewayError } from '@signalbox/gateway';
import type { CommandInput } from '../../command.ts';
import { configHere } from '../../composition/config-here.ts';
import { dataDirectory } from '../../composition/data-directory.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { cacheOpener } from '../../composition/open-cache.ts';
import { openServers } from '../../composition/open-servers.ts';
import { storePath } from '../../composition/record-store.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

const PATIENCE_MS = 10_000;

/** Works on the answers that routers have kept where the config says; a router may be running at the same time. */
export async function withKeptAnswers<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: (answers: CacheStore) => Promise<Answer>,
): Promise<Answer> {
  const path = storePath(io);
  const here = (await configHere(named, io))?.config;
  const kind = here?.responseCache.kind ?? 'file';
  if (kind === 'memory') {
    throw new UsageError(
      'the config keeps answers in the memory of the router alone',
      'ask its management API: GET /api/v1/response-cache/stats; or keep them elsewhere with global.services.response_cache.store_backend',
    );
  }
  if (kind === 'file' && !existsSync(path)) {
    throw new UsageError(
      `no answers are kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps them where a decision has the plugin response_cache; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  // A command waits longer than a request may.
  const redis = here?.redis === undefined ? undefined : { ...here.redis, timeoutMs: PATIENCE_MS };
  const config = { responseCache: { kind }, postgres: here?.postgres, redis };
  const servers = await openServers(config, [kind], () => {});
  try {
    const answers = await cacheOpener(config, path, servers)!();
    try {
      return await use(answers);
    } finally {
      await answers.close();
    }
  } catch (cause) {
    if (cause instanceof GatewayError) throw new UsageError(cause.message, cause.hint);
    throw cause;
  } finally {
    await servers.close();
  }
}

/** The tag of a command, where one is given. */
export function tagOption(tag: string | boolean | undefined): string | undefined {
  return typeof tag === 'string' ? tag : undefined;
}

/** An entry as it is shown: neither the question nor the answer, which are their owners' own. */
export function shownEntry({
  id,
  recipe,
  decision,
  model,
  tags,
  storedAt,
  expiresAt,
  completionTokens,
  meaning,
}: CacheEntry) {
  return {
    id,
    recipe,
    decision,
    model,
    tags,
    stored_at: new Date(storedAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    completion_tokens: completionTokens,
    found_in_other_words: meaning !== null,
  };
}
