import { CHAT } from '../../exchange/operation.ts';
import { recordsIn } from '../../json/json-record.ts';
import { renderChatError } from '../openai-chat/render-error.ts';
import type { Protocol } from '../protocol.ts';
import { parseResponsesRequest, WIRE } from './parse-request.ts';
import { renderResponsesStreamError } from './render-error.ts';
import { renderResponse } from './render-reply.ts';
import { createResponsesWriter } from './render-stream.ts';
import { responseId } from './response-object.ts';

/** OpenAI's Responses. */
export const openaiResponses: Protocol = {
  name: 'openai-responses',
  path: '/v1/responses',
  summary:
    'OpenAI Responses, plain and streamed, on their own or going on from a response or a conversation that is stored.',
  operation: CHAT,
  wire: WIRE,
  parse: parseResponsesRequest,
  renderError: renderChatError,
  renderStreamError: renderResponsesStreamError,
  translation: {
    // The client's own bytes are there for every protocol that is not the shape in the middle.
    reply: (completion, { native }, origin) => renderResponse(completion, native!.json, origin),
    stream: ({ native }, origin) => createResponsesWriter(native!.json, origin),
  },
  storing: {
    idFor: responseId,
    itemsOf: ({ output }) => recordsIn(output),
  },
};
