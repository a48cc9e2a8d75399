import type { RequestFacts } from '@signalbox/engine';
import { factsFromChat, isFailure } from '@signalbox/gateway';

/** A request in the shape of OpenAI's chat completions, as far as routing reads it. */
export interface ChatRequest {
  readonly messages: readonly object[];
  /** The name that leads to a recipe; left out, the first recipe. */
  readonly model?: string;
  readonly tools?: readonly object[];
  readonly max_tokens?: number;
  readonly response_format?: object;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly user?: string;
}

/**
 * What an engine routes: one user message, or a conversation. Throws a TypeError that names the message at fault.
 *
 * @example
 * await engine.route(requestFacts({ messages: [{ role: 'user', content: 'Why is the sky blue?' }] }));
 */
export function requestFacts(request: string | ChatRequest): RequestFacts {
  const body = typeof request === 'string' ? { messages: [{ role: 'user', content: request }] } : { ...request };
  const facts = factsFromChat(body);
  if (isFailure(facts)) throw new TypeError(facts.message);
  return facts;
}
