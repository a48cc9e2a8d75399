import { markThinking, readMark } from '../../chat/thinking-origin.ts';
import { type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';

/** Signatures of calls by the call's id. */
export type CallSignatures = Readonly<Record<string, string>>;

/** The vendor's word for a call that no model of its own made, where it asks for a signature. */
export const FOREIGN_CALL = 'skip_thought_signature_validator';

/** Models before the third generation ask for no signature. */
const ASKS_NONE = /(^|\/)gemini-[12][.-]/;

/** Whether a model refuses calls of the current turn that have no signature. */
export function asksForSignatures(upstreamName: string): boolean {
  return !ASKS_NONE.test(upstreamName);
}

/** Signatures as thinking of the shape in the middle, which clients send back with the history. */
export function signedThinking(model: string, thinking: string, signatures: CallSignatures) {
  return { type: 'thinking' as const, thinking, signature: markThinking(model, JSON.stringify(signatures)) };
}

/** The signatures that a message of the history carries; those of other models are of no use. */
export function signaturesIn(message: JsonRecord, model: string): CallSignatures {
  const found: Record<string, string> = {};
  for (const block of recordsIn(message.thinking_blocks)) {
    const mark = readMark(stringIn(block.signature) ?? '');
    if (mark?.model !== model) continue;
    for (const [id, signature] of Object.entries(parseRecord(mark.keepsake ?? '') ?? {})) {
      if (typeof signature === 'string') found[id] = signature;
    }
  }
  return found;
}
