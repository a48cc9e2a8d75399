import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderDetailedRecord } from '../render-record.ts';

/** Shows one record with its trace. */
export const replay: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay/{id}',
  summary: 'One request with everything known of it: decision, trace, times, usage, outcome.',
  async handle({ parameters }, { records, families }) {
    const record = await records.get(parameters.id ?? '');
    if (record !== undefined) return jsonResponse(200, renderDetailedRecord(record, families));
    const { entries, dropped } = records.statistics();
    return failure('not_found', `no record ${JSON.stringify(parameters.id)}`, {
      hint: `ids come from the x-vsr-replay-id header; ${entries} records are kept, ${dropped} older ones were dropped`,
    });
  },
};
