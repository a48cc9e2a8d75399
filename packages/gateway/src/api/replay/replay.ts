import { explainTrace } from '@signalbox/engine';
import { failure, isFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderOutcome } from '../outcomes/outcomes.ts';
import { receiptParameters, renderReceipt } from '../render-receipt.ts';
import { renderBodies, renderDetailedRecord } from '../render-record.ts';

const MOST_OUTCOMES = 100;

/** Shows one record with its trace. */
export const replay: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay/{id}',
  access: 'read',
  summary:
    'One request with everything known of it: decision, trace, times, usage, outcome; ?receipt=true or ?why_not=DECISION adds what would have led elsewhere.',
  parameters: [
    { name: 'id', in: 'path', description: 'the id of a record, from the header x-vsr-replay-id' },
    ...receiptParameters,
  ],
  async handle({ parameters, query }, { snapshot, records, bodies, outcomes, families }) {
    await bodies.settled(parameters.id ?? '');
    const record = await records.get(parameters.id ?? '');
    if (record !== undefined) {
      const detailed = renderDetailedRecord(record, families);
      const receipt = record.trace === null ? {} : renderReceipt(query, snapshot.engine, record.trace);
      if (isFailure(receipt)) return receipt;
      const why = record.trace === null ? null : explainTrace(record.trace, snapshot.config).why;
      const said = await outcomes.list({ keys: { replay_id: record.id } }, { limit: MOST_OUTCOMES, offset: 0 });
      const bodies = renderBodies(record);
      return jsonResponse(200, { ...detailed, ...bodies, why, outcomes: said.entries.map(renderOutcome), ...receipt });
    }
    const { entries, dropped } = await records.statistics();
    return failure('not_found', `no record ${JSON.stringify(parameters.id)}`, {
      hint: `ids come from the x-vsr-replay-id header; ${entries} records are kept, ${dropped} older ones were dropped`,
    });
  },
};
