/**
 * Thinking is asked back by the model that made it, and refused by others. Anthropic signs its own; thinking of a model
 * that signs nothing is given a mark in place of a signature when it is written for a client that expects one, so that
 * the next turn still tells whose it was. What a vendor other than Anthropic wants back travels inside the mark.
 */
const MARK = 'signalbox.1.';

/** What a mark says. */
export interface ThinkingMark {
  /** The model that thought, as the router names it. */
  readonly model: string;
  /** What its provider wants to see again; undefined for nothing. */
  readonly keepsake: string | undefined;
}

/** The mark of a model's thinking, in place of a signature. */
export function markThinking(model: string, keepsake?: string): string {
  return MARK + encode(model) + (keepsake === undefined ? '' : `.${encode(keepsake)}`);
}

/** Reads a mark; undefined for a signature of a vendor's. */
export function readMark(signature: string): ThinkingMark | undefined {
  if (!signature.startsWith(MARK)) return undefined;
  const [model = '', keepsake] = signature.slice(MARK.length).split('.');
  return { model: decode(model), keepsake: keepsake === undefined ? undefined : decode(keepsake) };
}

/** The model that a mark names; undefined for a signature of a vendor's. */
export function markedOrigin(signature: string): string | undefined {
  return readMark(signature)?.model;
}

/** Whether bytes of a request hold a mark anywhere; it costs one search and no parsing. */
export function mayHoldMarks(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(MARK);
}

const encode = (text: string) => Buffer.from(text).toString('base64url');
const decode = (text: string) => Buffer.from(text, 'base64url').toString('utf8');
