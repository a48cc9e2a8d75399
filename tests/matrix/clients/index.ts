import { anthropicMessagesClient } from './anthropic-messages.ts';
import type { Client } from './client.ts';
import { openaiChatClient } from './openai-chat.ts';
import { openaiResponsesClient } from './openai-responses.ts';

/** A client for every protocol that answers conversations. */
export const clients: readonly Client[] = [openaiChatClient, anthropicMessagesClient, openaiResponsesClient];

/** The client of a protocol; every protocol has to have one. */
export function clientOf(protocol: string): Client {
  const client = clients.find((each) => each.protocol === protocol);
  if (client === undefined) throw new Error(`no client speaks ${protocol}: add one to tests/matrix/clients`);
  return client;
}
