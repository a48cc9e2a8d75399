import type { ReplayTrajectory } from '../../contract/index.ts';
import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderRecord } from '../render-record.ts';
import { refuseUnknown } from './read-filter.ts';

const MOST = 100;

/** Shows how a session went, turn by turn. */
export const trajectory: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay/trajectory',
  access: 'read',
  summary: `Records of one session, oldest first: ?session_id=, at most the ${MOST} newest.`,
  parameters: [{ name: 'session_id', in: 'query', description: 'as records name it' }],
  async handle({ query }, { records, families }) {
    const unknown = refuseUnknown(query, ['session_id']);
    if (unknown !== undefined) return unknown;
    const session = query.get('session_id') ?? '';
    if (session === '') {
      return failure('invalid_value', 'session_id: expected the id of a session, got none', {
        parameter: 'session_id',
        hint: 'records say theirs: GET /v1/router_replay',
      });
    }
    const page = { limit: MOST, offset: 0 };
    const { entries, hasMore } = await records.list({ keys: { session_id: session } }, page);
    return jsonResponse(200, {
      object: 'router_replay.trajectory',
      session_id: session,
      data: entries.map((record) => renderRecord(record, families)).reverse(),
      has_more: hasMore,
    } satisfies ReplayTrajectory);
  },
};
