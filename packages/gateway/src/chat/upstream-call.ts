import type { Effort } from '@signalbox/engine';
import type { HeaderList, RequestHeaders } from '../http/http-message.ts';
import type { JsonEdits } from '../json/edit-object.ts';
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

export interface ReasoningChoice {
  readonly mode: 'on' | 'off';
  readonly effort: Effort;
}
