import { existsSync } from 'node:fs';
import { type CacheEntry, type CacheStore, openPostgresDatabase, openSqlCache } from '@signalbox/gateway';
import type { CommandInput } from '../../command.ts';
import { dataDirectory } from '../../composition/data-directory.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { openCacheFile } from '../../composition/open-cache.ts';
import { storePath } from '../../composition/record-store.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';
import { postgresOf } from '../store/kept-records.ts';

/** Works on the answers that routers started here have kept; a router may be running at the same time. */
export async function withKeptAnswers<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: (answers: CacheStore) => Promise<Answer>,
): Promise<Answer> {
  const path = storePath(io);
  const postgres = await postgresOf(named, io);
  if (postgres === undefined && !existsSync(path)) {
    throw new UsageError(
      `no answers are kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps them where a decision has the plugin response_cache; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  const answers =
    postgres === undefined ? await openCacheFile(path) : await openSqlCache(await openPostgresDatabase(postgres), true);
  try {
    return await use(answers);
  } finally {
    await answers.close();
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
