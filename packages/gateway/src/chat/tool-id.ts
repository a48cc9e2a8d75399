import { createHash } from 'node:crypto';

/**
 * A tool call's id in the letters that a vendor allows. Ids that another vendor made are replaced by a digest, the same
 * for call and answer, so that a history stays whole when the model changes.
 */
export function fittingToolId(id: string, allowed: RegExp, length: number): string {
  return allowed.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, length);
}
