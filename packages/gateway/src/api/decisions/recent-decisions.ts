import type { RecentDecisions } from '../../contract/index.ts';
import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderRecord } from '../render-record.ts';

const DEFAULT_LIMIT = 20;
const MOST = 1_000;

/** Lists the newest records. */
export const recentDecisions: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/decisions/recent',
  access: 'read',
  summary: `The newest requests and what was decided; ?limit=1..${MOST}, ${DEFAULT_LIMIT} by default.`,
  parameters: [
    {
      name: 'limit',
      in: 'query',
      description: 'how many',
      schema: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT },
    },
  ],
  async handle({ query }, { records, families }) {
    const text = query.get('limit') ?? String(DEFAULT_LIMIT);
    const limit = /^\d+$/.test(text) ? Number(text) : 0;
    if (limit < 1 || limit > MOST) {
      return failure('invalid_value', `limit: expected a whole number from 1 to ${MOST}, got ${JSON.stringify(text)}`, {
        parameter: 'limit',
      });
    }
    const { entries, dropped } = await records.statistics();
    const { entries: recent } = await records.list({}, { limit, offset: 0 });
    return jsonResponse(200, {
      decisions: recent.map((record) => renderRecord(record, families)),
      kept: entries,
      dropped,
    } satisfies RecentDecisions);
  },
};
