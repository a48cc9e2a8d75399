import { isFailure } from '../errors/request-failure.ts';
import type { ParsedRequest, Protocol } from '../protocols/protocol.ts';

/** A body as a protocol reads it that needs nothing stored; throws what is wrong with it. */
export function readRequest(protocol: Protocol, body: object): ParsedRequest {
  const read = protocol.parse(Buffer.from(JSON.stringify(body)));
  if (isFailure(read)) throw new Error(`${read.parameter}: ${read.message}`);
  if ('read' in read) throw new Error(`needs what is stored: ${JSON.stringify(read.history)}`);
  return read;
}
