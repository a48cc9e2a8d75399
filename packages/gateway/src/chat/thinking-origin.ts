/**
 * Thinking is asked back by the model that made it, and refused by others. Anthropic signs its own; thinking of a model
 * that signs nothing is given a mark in place of a signature when it is written for a client that expects one, so that
 * the next turn still tells whose it was.
 */
const MARK = 'signalbox.1.';

/** The mark of a model's thinking, in place of a signature. */
export function markThinking(model: string): string {
  return MARK + Buffer.from(model).toString('base64url');
}

/** The model that a mark names; undefined for a signature of a vendor's. */
export function markedOrigin(signature: string): string | undefined {
  return signature.startsWith(MARK)
    ? Buffer.from(signature.slice(MARK.length), 'base64url').toString('utf8')
    : undefined;
}

/** Whether bytes of a request hold a mark anywhere; it costs one search and no parsing. */
export function mayHoldMarks(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK);
}
