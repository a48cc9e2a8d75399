import { countChatTokens } from '../../chat/count-chat-tokens.ts';
import { COUNT_TOKENS } from '../../exchange/operation.ts';
import { parseUnboundedRequest } from '../anthropic-messages/parse-request.ts';
import { renderMessagesError, renderMessagesStreamError } from '../anthropic-messages/render-error.ts';
import type { Protocol } from '../protocol.ts';

const WIRE = 'anthropic-token-count';

/** How long a Messages request is. A backend that counts is asked; otherwise the router estimates. */
export const anthropicTokenCount: Protocol = {
  name: 'anthropic-token-count',
  path: '/v1/messages/count_tokens',
  summary: 'Anthropic’s count of the tokens of a Messages request; estimated where the backend cannot count.',
  operation: COUNT_TOKENS,
  wire: WIRE,
  parse: (bytes) => parseUnboundedRequest(bytes, WIRE),
  renderError: renderMessagesError,
  renderStreamError: renderMessagesStreamError,
  estimate: ({ body }, counter) => ({ input_tokens: countChatTokens(body.json, counter) }),
};
