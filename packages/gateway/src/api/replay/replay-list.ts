import type { ReplayList } from '../../contract/index.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { RecordStore } from '../../stores/roles/records.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderDetailedRecord, renderRecord } from '../render-record.ts';
import { FACETS, filterOf, filterParameters, LISTED_BY, NAMES, refuseUnknown, TIMES } from './read-filter.ts';

const DEFAULT_LIMIT = 20;
const MOST = 100;

/** Lists records by what they have in common. */
export const replayList: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay',
  access: 'read',
  summary: `Records, newest first: ?${[...FACETS, ...NAMES, ...TIMES].join('=, ?')}=, ?search= (the beginning of an id, else part of a name), ?limit=1..${MOST}, ?after= (the id of the last record of the page before) or ?offset=, ?showDetails=true for traces.`,
  parameters: [
    ...filterParameters,
    {
      name: 'limit',
      in: 'query',
      description: 'how many',
      schema: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT },
    },
    {
      name: 'after',
      in: 'query',
      description: 'the id of a record: the page begins after it, however many came since; not with offset',
    },
    { name: 'offset', in: 'query', description: 'how many to pass over', schema: { type: 'integer', minimum: 0 } },
    { name: 'showDetails', in: 'query', description: 'whether traces come too', schema: { type: 'boolean' } },
  ],
  async handle({ query }, { records, families }) {
    const unknown = refuseUnknown(query, [...LISTED_BY, 'limit', 'after', 'offset', 'showDetails']);
    if (unknown !== undefined) return unknown;
    const limit = wholeNumber(query, 'limit', DEFAULT_LIMIT, 1, MOST);
    const offset = wholeNumber(query, 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
    if (isFailure(limit)) return limit;
    if (isFailure(offset)) return offset;
    const after = await afterIn(query, records);
    if (isFailure(after)) return after;
    const filter = filterOf(query);
    if (isFailure(filter)) return filter;
    const { entries, total, hasMore } = await records.list(filter, { limit, offset, ...after });
    const render = query.get('showDetails') === 'true' ? renderDetailedRecord : renderRecord;
    return jsonResponse(200, {
      object: 'router_replay.list',
      data: entries.map((record) => render(record, families)),
      total,
      limit,
      offset,
      has_more: hasMore,
      first_id: entries[0]?.id ?? null,
      last_id: entries.at(-1)?.id ?? null,
    } satisfies ReplayList);
  },
};

/** The record that the page begins after; nothing where it does not say. */
async function afterIn(
  query: URLSearchParams,
  records: RecordStore,
): Promise<{ readonly after?: string } | RequestFailure> {
  const after = query.get('after');
  if (after === null) return {};
  if (query.has('offset')) {
    return failure('invalid_value', 'after and offset: expected one of them, got both', { parameter: 'after' });
  }
  if ((await records.get(after)) !== undefined) return { after };
  return failure('invalid_value', `after: there is no record ${JSON.stringify(after)}`, {
    parameter: 'after',
    hint: 'it is the last_id of the page before; a record that made room for newer ones was the oldest: there is no page after it',
  });
}

function wholeNumber(
  query: URLSearchParams,
  name: string,
  usual: number,
  min: number,
  max: number,
): number | RequestFailure {
  const text = query.get(name);
  if (text === null) return usual;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= min && number <= max) return number;
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return failure('invalid_value', `${name}: expected a whole number, ${range}, got ${JSON.stringify(text)}`, {
    parameter: name,
  });
}
