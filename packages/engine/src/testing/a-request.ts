import type { Message, RequestFacts, Role } from '../request/facts.ts';

/** Builds request facts turn by turn; every method gives a new builder. */
export interface RequestBuilder {
  user(text: string): RequestBuilder;
  assistant(text: string): RequestBuilder;
  system(text: string): RequestBuilder;
  tool(text: string): RequestBuilder;
  /** A message with what the shorthands leave out: images, tool calls. */
  message(message: Pick<Message, 'role'> & Partial<Message>): RequestBuilder;
  /** The request with these facts beside its messages. */
  build(facts?: Partial<Omit<RequestFacts, 'messages'>>): RequestFacts;
}

/** @example aRequest().user('hello').build() */
export function aRequest(messages: readonly Message[] = []): RequestBuilder {
  const message: RequestBuilder['message'] = (extra) =>
    aRequest([...messages, { text: '', images: [], toolCalls: [], ...extra }]);
  const add = (role: Role) => (text: string) => message({ role, text });
  return {
    user: add('user'),
    assistant: add('assistant'),
    system: add('system'),
    tool: add('tool'),
    message,
    build: (facts) => ({ messages, tools: [], requestedModel: 'MoM', metadata: {}, ...facts }),
  };
}
