import type { ThinkingBlock } from '../../chat/chat-shape.ts';
import { markedOrigin, markThinking } from '../../chat/thinking-origin.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';

/** Before thinking that a vendor signed and asks back as it was. */
const SIGNED = 'signalbox.signed.1.';

/**
 * What a client keeps of thinking for the next turn: the signed blocks as they are, or, of a model that signs nothing,
 * a mark with its name. Nothing is secret in it; it is called encrypted because the protocol calls it so.
 */
export function encryptedContent(blocks: readonly JsonRecord[], model: string): string {
  if (blocks.length === 0) return markThinking(model);
  return SIGNED + Buffer.from(JSON.stringify({ blocks })).toString('base64url');
}

/**
 * The thinking of a reasoning item, to go with the turn it belongs to. Empty where it can be of no use: OpenAI's own
 * encrypted thinking, which nobody else can read.
 */
export function thinkingOf(item: JsonRecord): readonly ThinkingBlock[] {
  const kept = stringIn(item.encrypted_content) ?? '';
  if (kept.startsWith(SIGNED)) {
    const signed = parseRecord(Buffer.from(kept.slice(SIGNED.length), 'base64url').toString('utf8'));
    return recordsIn(signed?.blocks).filter(isThinking) as unknown as readonly ThinkingBlock[];
  }
  return markedOrigin(kept) === undefined ? [] : [{ type: 'thinking', thinking: textOf(item), signature: kept }];
}

function isThinking({ type, thinking, signature, data }: JsonRecord): boolean {
  if (type === 'redacted_thinking') return typeof data === 'string';
  return type === 'thinking' && typeof thinking === 'string' && typeof signature === 'string';
}

function textOf({ content, summary }: JsonRecord): string {
  const parts = recordsIn(content).length > 0 ? recordsIn(content) : recordsIn(summary);
  return parts.flatMap(({ text }) => stringIn(text) ?? []).join('\n');
}

/** Where an answer shows thinking, and by which events. */
export interface ThinkingPlace {
  /** Field of the item. */
  readonly field: 'summary' | 'content';
  readonly partType: string;
  /** Name of the part's index in events. */
  readonly indexName: string;
  /** `….added` and `….done`. */
  readonly partEvent: string;
  /** `….delta` and `….done`. */
  readonly textEvent: string;
}

const CONTENT: ThinkingPlace = {
  field: 'content',
  partType: 'reasoning_text',
  indexName: 'content_index',
  partEvent: 'response.content_part',
  textEvent: 'response.reasoning_text',
};

const SUMMARY: ThinkingPlace = {
  field: 'summary',
  partType: 'summary_text',
  indexName: 'summary_index',
  partEvent: 'response.reasoning_summary_part',
  textEvent: 'response.reasoning_summary_text',
};

/** A client that asks for summaries shows nothing else: it gets the thinking in their place. */
export function thinkingPlaceOf({ reasoning }: JsonRecord): ThinkingPlace {
  const wish = isRecord(reasoning) ? (reasoning.summary ?? reasoning.generate_summary) : undefined;
  return typeof wish === 'string' && wish !== 'none' ? SUMMARY : CONTENT;
}
