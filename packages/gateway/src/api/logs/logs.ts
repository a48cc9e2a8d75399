import { suggest } from '@signalbox/engine';
import type { LogAnswer, LogEntry } from '../../contract/index.ts';
import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { LOG_LEVELS } from '../../telemetry/log-ring.ts';
import type { ManagementRoute } from '../management-route.ts';
import { refuseUnknown } from '../replay/read-filter.ts';

const DEFAULT_LIMIT = 200;
const MOST = 2_000;

/** Shows the latest lines of the log. */
export const logs: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/logs',
  access: 'read',
  summary:
    'The latest lines of the log, credentials cut out; ?level=, ?search=, ?limit=, and ?after=NUMBER for what came since.',
  parameters: [
    { name: 'level', in: 'query', description: 'this level and graver ones', schema: { enum: [...LOG_LEVELS] } },
    { name: 'search', in: 'query', description: 'part of a message or of a field' },
    { name: 'after', in: 'query', description: 'the number of a line', schema: { type: 'integer', minimum: 0 } },
    {
      name: 'limit',
      in: 'query',
      description: 'how many at most, the newest',
      schema: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT },
    },
  ],
  handle({ query }, { logRing }) {
    if (logRing === undefined) {
      return failure('not_found', 'this gateway keeps no lines of its log', {
        hint: 'give createGateway a logRing that its logger writes to, or run `signalbox serve`',
      });
    }
    const unknown = refuseUnknown(query, ['level', 'search', 'after', 'limit']);
    if (unknown !== undefined) return unknown;
    const level = query.get('level') ?? undefined;
    if (level !== undefined && !LOG_LEVELS.includes(level as LogEntry['level'])) {
      return failure('invalid_value', `level: no level ${JSON.stringify(level)}`, {
        parameter: 'level',
        hint: suggest(level, LOG_LEVELS, 'level'),
      });
    }
    for (const name of ['after', 'limit']) {
      const text = query.get(name);
      if (text !== null && !/^\d{1,15}$/.test(text)) {
        return failure('invalid_value', `${name}: expected a whole number, got ${JSON.stringify(text)}`, {
          parameter: name,
        });
      }
    }
    const limit = Math.min(MOST, Math.max(1, Number(query.get('limit') ?? DEFAULT_LIMIT)));
    const filter = {
      level: level as LogEntry['level'] | undefined,
      search: query.get('search') ?? undefined,
      after: Number(query.get('after') ?? 0),
    };
    return jsonResponse(200, logRing.read(filter, limit) satisfies LogAnswer);
  },
};
