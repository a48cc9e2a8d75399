import type { CacheEntry } from '../../cache/cache-entry.ts';
import { failure, isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { numberIn, stringIn } from '../../json/json-record.ts';
import type { ManagementRoute, RouteParameter } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';

const MOST_LISTED = 1_000;
const USUAL = 50;

const tagParameter: RouteParameter = {
  name: 'tag',
  in: 'query',
  description: 'only answers with the tag: one of the config, decision:NAME, model:NAME or recipe:NAME',
};

/** How many answers this process keeps. */
export const cacheStatistics: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/response-cache/stats',
  access: 'read',
  summary: 'How many answers are kept for repeated requests, what they take, and how many made room for others.',
  handle(_request, { cache }) {
    const { entries, bytes, evicted, lost } = cache.statistics();
    return jsonResponse(200, { entries, bytes, evicted, not_written: lost });
  },
};

/** What is kept, without any text. */
export const cacheEntries: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/response-cache/entries',
  access: 'read',
  summary: 'The answers that are kept, the last used first: decision, model, tags and times, never a text.',
  parameters: [
    tagParameter,
    { name: 'limit', in: 'query', description: `how many, up to ${MOST_LISTED}`, schema: { type: 'integer' } },
  ],
  handle({ query }, { cache }) {
    const limit = query.has('limit') ? Number(query.get('limit')) : USUAL;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      return failure('invalid_value', `limit is ${JSON.stringify(query.get('limit'))}, expected 1 to ${MOST_LISTED}`, {
        parameter: 'limit',
      });
    }
    const tag = query.get('tag');
    const meant = cache.entries().filter(({ tags }) => tag === null || tags.includes(tag));
    return jsonResponse(200, { total: meant.length, entries: meant.slice(0, limit).map(shown) });
  },
};

function shown({ id, recipe, decision, model, tags, storedAt, expiresAt, completionTokens, meaning }: CacheEntry) {
  return {
    id,
    recipe,
    decision,
    model,
    tags,
    stored_at: new Date(storedAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    completion_tokens: numberIn(completionTokens) ?? null,
    found_in_other_words: meaning !== null,
  };
}

const EXAMPLE = 'send {"tag": "decision:support"}, or {"all": true}; nothing goes before "dry_run" is false';

/** Lets go of kept answers, in this router and in those that share its store. */
export const invalidateCache: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/response-cache/invalidate',
  access: 'write',
  summary: 'Lets go of the answers with a tag, or of all; without "dry_run": false it only says how many there are.',
  body: { examples: { 'application/json': { tag: 'decision:support', dry_run: false } } },
  async handle({ http }, { cache }) {
    const body = readJsonBody(http.body, EXAMPLE);
    if (isFailure(body)) return body;
    const tag = stringIn(body.tag);
    if ((tag === undefined) === (body.all !== true)) {
      return failure('invalid_value', 'the body names neither a tag nor all, or both', { hint: EXAMPLE });
    }
    const entries = cache.entries().filter(({ tags }) => tag === undefined || tags.includes(tag)).length;
    if (body.dry_run !== false) return jsonResponse(200, { dry_run: true, entries });
    return jsonResponse(200, { dry_run: false, entries: await cache.invalidate({ tag }) });
  },
};
