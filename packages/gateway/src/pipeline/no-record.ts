import { failure, type RequestFailure } from '../errors/request-failure.ts';

const REASONS = {
  on_full: 'records of requests cannot be written, and no more of them can wait',
  write_ahead: 'the record of this request cannot be written',
} as const;

/** By the operator's wish no request is served without a record; `field` is the one that says so. */
export function noRecord(field: keyof typeof REASONS): RequestFailure {
  return failure('records_unavailable', REASONS[field], {
    hint: `the log says why; see global.services.router_replay.${field}`,
    headers: ['retry-after', '1'],
  });
}
