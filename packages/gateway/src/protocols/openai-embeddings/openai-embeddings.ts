import { isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { EMBED } from '../../exchange/operation.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { renderChatError, renderChatStreamError } from '../openai-chat/render-error.ts';
import { checkModel, missing, parseJsonBody, wrongType, wrongValue } from '../parse-json-body.ts';
import type { ParsedRequest, Protocol } from '../protocol.ts';

const WIRE = 'openai-embeddings';
const EXAMPLE = 'for example {"model": "bge-m3", "input": "Hello"}';

/** OpenAI's embeddings: bodies and answers pass as they are. */
export const openaiEmbeddings: Protocol = {
  name: 'openai-embeddings',
  path: '/v1/embeddings',
  summary: 'OpenAI embeddings, by the model that the request names.',
  operation: EMBED,
  wire: WIRE,
  parse: parseEmbeddingsRequest,
  renderError: renderChatError,
  renderStreamError: renderChatStreamError,
};

function parseEmbeddingsRequest(bytes: Uint8Array): ParsedRequest | RequestFailure {
  const body = parseJsonBody(bytes, WIRE, EXAMPLE);
  if (isFailure(body)) return body;
  const { json } = body;
  const wrong = checkModel(json) ?? checkInput(json.input);
  if (wrong !== undefined) return wrong;
  return { facts: factsOf(json), body, native: undefined, isStreaming: false, wantsStreamUsage: false, leftOut: [] };
}

/** A text, a list of texts, the tokens of a text, or a list of such lists. */
function checkInput(input: unknown): RequestFailure | undefined {
  if (input === undefined || input === null) return missing('input', EXAMPLE);
  if (typeof input === 'string') return input === '' ? wrongValue('input', 'an empty string', 'a text') : undefined;
  if (!Array.isArray(input)) return wrongType('input', 'a string or a list', input);
  if (input.length === 0) return wrongValue('input', 'an empty list', 'at least one text');
  const kinds = new Set(input.map((each) => (Array.isArray(each) ? 'tokens' : typeof each)));
  if (kinds.size > 1) return wrongValue('input', 'a list of different things', 'texts alone, or tokens alone');
  const isGood = kinds.has('string') || kinds.has('number') || kinds.has('tokens');
  return isGood ? undefined : wrongType('input[0]', 'a string, a number or a list of numbers', input[0]);
}

/** The texts are no conversation, but what is counted of a request is counted of them. */
function factsOf({ model, input, user }: JsonRecord): ParsedRequest['facts'] {
  const texts = (Array.isArray(input) ? input : [input]).filter((each) => typeof each === 'string');
  return {
    messages: texts.map((text) => ({ role: 'user', text, images: [], toolCalls: [] })),
    tools: [],
    requestedModel: model as string,
    user: typeof user === 'string' ? user : undefined,
    metadata: {},
  };
}
