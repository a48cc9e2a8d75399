import type { ReplayRecord } from '../../contract/index.ts';
import { failure, isFailure } from '../../errors/request-failure.ts';
import { chunkSource } from '../../http/chunk-source.ts';
import type { SignalFamily } from '../../pipeline/snapshot.ts';
import type { LogFilter } from '../../stores/log-driver.ts';
import type { RecordStore } from '../../stores/roles/records.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderDetailedRecord, renderRecord } from '../render-record.ts';
import { filterOf, filterParameters, LISTED_BY, refuseUnknown } from './read-filter.ts';
import { csvRow } from './write-csv.ts';

/** Records that are in memory at once; each time the store is asked anew, for those after the last. */
const AT_ONCE = 500;

/** Columns of the CSV: what fits into a cell. */
const COLUMNS = [
  'id',
  'timestamp',
  'session_id',
  'turn_index',
  'user',
  'api_key_name',
  'recipe',
  'decision',
  'original_model',
  'selected_model',
  'lifecycle_state',
  'response_path',
  'response_status',
  'duration_ms',
  'prompt_tokens',
  'completion_tokens',
  'reasoning_tokens',
  'total_tokens',
  'currency',
  'actual_cost',
  'default_cost',
  'baseline_cost',
] as const satisfies readonly (keyof ReplayRecord)[];

interface Format {
  readonly type: string;
  readonly head: string;
  line(record: ReplayRecord): string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  jsonl: { type: 'application/jsonl; charset=utf-8', head: '', line: (record) => `${JSON.stringify(record)}\n` },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvRow(COLUMNS),
    line: (record) => csvRow(COLUMNS.map((name) => record[name])),
  },
};

/** Writes all records of a filter, however many: a few at a time, as fast as they are taken. */
export const replayExport: ManagementRoute = {
  method: 'GET',
  path: '/v1/router_replay/export',
  access: 'read',
  summary: `All records of a filter as a stream, newest first: ?format=jsonl or csv; ?${LISTED_BY.join('=, ?')}=; ?showDetails=true for traces (not in CSV).`,
  parameters: [
    {
      name: 'format',
      in: 'query',
      description: 'jsonl: a JSON object in each line; csv: a row of figures each',
      schema: { type: 'string', enum: Object.keys(FORMATS), default: 'jsonl' },
    },
    ...filterParameters,
    { name: 'showDetails', in: 'query', description: 'whether traces come too', schema: { type: 'boolean' } },
  ],
  answersIn: ['application/jsonl', 'text/csv'],
  handle({ query }, { records, families, clock }) {
    const unknown = refuseUnknown(query, ['format', 'showDetails', ...LISTED_BY]);
    if (unknown !== undefined) return unknown;
    const name = query.get('format') ?? 'jsonl';
    const format = Object.hasOwn(FORMATS, name) ? FORMATS[name]! : undefined;
    const hasDetails = query.get('showDetails') === 'true';
    if (format === undefined || (name === 'csv' && hasDetails)) {
      const got = hasDetails ? 'csv with showDetails=true' : JSON.stringify(name);
      return failure('invalid_value', `format: expected ${Object.keys(FORMATS).join(' or ')}, got ${got}`, {
        parameter: 'format',
        ...(hasDetails ? { hint: 'a trace fits into no cell: write jsonl' } : {}),
      });
    }
    const filter = filterOf(query);
    if (isFailure(filter)) return filter;
    // Without an end of its own, what comes meanwhile is left out: the newest would otherwise come before the first.
    const until = filter.until ?? clock.time() + 1;
    const render = hasDetails ? renderDetailedRecord : renderRecord;
    return {
      status: 200,
      headers: [
        'content-type',
        format.type,
        'content-disposition',
        `attachment; filename="records.${name}"`,
        'cache-control',
        'no-store',
      ],
      body: chunkSource(writtenRecords(records, { ...filter, until }, families, format, render)),
    };
  },
};

async function* writtenRecords(
  records: RecordStore,
  filter: LogFilter,
  families: readonly SignalFamily[],
  { head, line }: Format,
  render: typeof renderRecord,
): AsyncGenerator<Uint8Array> {
  if (head !== '') yield Buffer.from(head);
  let after: string | undefined;
  let hasMore = true;
  while (hasMore) {
    const page = await records.list(filter, { limit: AT_ONCE, offset: 0, ...(after === undefined ? {} : { after }) });
    if (page.entries.length > 0) {
      yield Buffer.from(page.entries.map((record) => line(render(record, families))).join(''));
    }
    after = page.entries.at(-1)?.id;
    hasMore = page.hasMore && after !== undefined;
  }
}
