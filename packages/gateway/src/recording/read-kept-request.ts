import type { RequestFacts } from '@signalbox/engine';
import { isFailure } from '../errors/request-failure.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import { protocols } from '../protocols/index.ts';

/**
 * What a record's request said, from the body that was kept. Undefined where none was, where it was cut or something in it hidden,
 * or where it went on from what was stored: then it is not what was decided on. Of the caller it knows the user alone.
 */
export function readKeptRequest({ bodies, protocol, user }: DecisionRecord): RequestFacts | undefined {
  const kept = bodies?.request;
  if (kept === undefined || kept === null || kept.isTruncated || kept.redactions > 0) return undefined;
  const parsed = protocols.find(({ name }) => name === protocol)?.parse(Buffer.from(kept.text));
  if (parsed === undefined || isFailure(parsed) || !('facts' in parsed)) return undefined;
  return user === null ? parsed.facts : { ...parsed.facts, identity: { user, groups: [] } };
}
