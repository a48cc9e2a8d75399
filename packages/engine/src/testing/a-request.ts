import type { Message, RequestFacts, Role } from '../request/facts.ts';

/** Builds request facts turn by turn; every method gives a new builder. */
export interface RequestBuilder {
  user(text: string): RequestBuilder;
  assistant(text: string): RequestBuilder;
  system(text: string): RequestBuilder;
  build(): RequestFacts;
}

/** @example aRequest().user('hello').build() */
export function aRequest(messages: readonly Message[] = []): RequestBuilder {
  const add = (role: Role) => (text: string) => aRequest([...messages, { role, text, images: [], toolCalls: [] }]);
  return {
    user: add('user'),
    assistant: add('assistant'),
    system: add('system'),
    build: () => ({ messages, tools: [], requestedModel: 'MoM', metadata: {} }),
  };
}
