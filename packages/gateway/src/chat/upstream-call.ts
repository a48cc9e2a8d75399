import type { Effort } from '@signalbox/engine';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';
import { applyEdits } from '../json/apply-edits.ts';
import { type JsonEdits, withEdit } from '../json/edit-object.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { ChatBody, WireBody } from './chat-body.ts';

/** One call of a model, before a provider writes it for a backend. Plugins return changed copies. */
export interface UpstreamCall {
  readonly body: ChatBody;
  /**
   * What the client sent, where its protocol is not the shape in the middle. A provider of the same wire format sends
   * these bytes on, as long as no plugin changed the body.
   */
  readonly native: WireBody | undefined;
  /** Changes to the body, applied once when the call is encoded. */
  readonly edits: JsonEdits;
  /** The client's headers that go on, in turn name and value. */
  readonly headers: HeaderList;
  /** The client's headers, where a trusted source put keys of users into them. */
  readonly trustedHeaders?: RequestHeaders | undefined;
  readonly requestId: string;
  /** Adapter of the model; it becomes the outgoing model name. */
  readonly lora: string | undefined;
  /** How the model should think; undefined leaves what the client wrote. */
  readonly reasoning: ReasoningChoice | undefined;
  readonly isStreaming: boolean;
}

/** The body as the plugins before have left it. */
export function bodyOf({ body, edits }: UpstreamCall): JsonRecord {
  return applyEdits(body.json, edits);
}

/** The call with a field of its body set, or taken out where the value is undefined. */
export function withField(call: UpstreamCall, field: string, value: unknown): UpstreamCall {
  const json = value === undefined ? null : JSON.stringify(value);
  return { ...call, edits: withEdit(call.edits, [field], json) };
}

export interface ReasoningChoice {
  readonly mode: 'on' | 'off';
  readonly effort: Effort;
}
