import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { textIn } from '../json/json-record.ts';
import { ApiError } from './api-error.ts';
import { type AnswerIdentity, chatUsage, renderChatCompletion } from './chat/chat-completion.ts';
import { readChatRequest } from './chat/chat-request.ts';
import { chatEvents } from './chat/chat-stream.ts';
import { renderEmbeddings } from './embeddings.ts';
import { countTokens, generateChat } from './generation/generation.ts';
import { estimateTokens } from './generation/tokens.ts';
import type { JsonObject } from './json.ts';
import { renderModels, requireModel } from './model-list.ts';
import { createRequestCounts, type RequestCounts } from './request-counts.ts';
import { demandDefaults, type SimulatorOptions } from './simulator-options.ts';
import { completionEvents, completionTokens, generateCompletion, renderCompletion } from './text-completion.ts';
import { vendorApis } from './vendors/index.ts';
import type { CallAddress, VendorApi } from './vendors/vendor-api.ts';
import { type AnswerFormat, failedAtOnce, sendError, sendEvents, sendJson } from './wire/answers.ts';
import { type Demands, readDemands } from './wire/demands.ts';
import { ClientLeft } from './wire/pacing.ts';
import { readJsonBody } from './wire/read-body.ts';

interface Call {
  readonly model: string;
  readonly body: JsonObject;
  readonly demands: Demands;
  readonly requestId: string;
  readonly response: ServerResponse;
  readonly counts: RequestCounts;
}

type Endpoint = (call: Call) => Promise<void>;

const POST_ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  ['/v1/chat/completions', answerChat],
  ['/v1/completions', answerCompletion],
  ['/v1/embeddings', answerEmbeddings],
  ['/tokenize', answerTokenize],
]);

/** The listener that answers every request to a simulator; it never throws and leaves no request unanswered. */
export function createRequestHandler(options: SimulatorOptions): RequestListener {
  const defaults = demandDefaults(options);
  const counts = createRequestCounts();
  const startedSeconds = Math.floor(Date.now() / 1000);

  const answerPost = async (endpoint: Endpoint, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJsonBody(request);
    const demands = readDemands(request.headers, defaults, typeof body.model === 'string' ? body.model : undefined);
    const model = requireModel(body, options.models);
    const requestId = request.headers['x-request-id'];
    counts.started(model);
    response.once('close', () => counts.ended(model, response.writableFinished));
    if (await failedAtOnce(response, demands)) return;
    await endpoint({ model, body, demands, requestId: textIn(requestId ?? randomUUID()), response, counts });
  };

  const answerVendor = async (
    api: VendorApi,
    address: CallAddress,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await readJsonBody(request);
    const named = address.model ?? (typeof body.model === 'string' ? body.model : undefined);
    const demands = readDemands(request.headers, defaults, named);
    const model = requireModel({ ...body, model: named }, options.models);
    counts.started(model);
    response.once('close', () => counts.ended(model, response.writableFinished));
    if (await failedAtOnce(response, demands, api)) return;
    const read = api.read({ address, headers: request.headers, body });
    const generation = generateChat(read, 0, demands.answerTokens);
    const identity = { id: randomUUID(), created: Math.floor(Date.now() / 1000) };
    const tokens = countTokens(generation);
    counts.generated(model, read.promptTokens, tokens);
    if (read.output.isStreaming)
      await sendEvents(response, api.events(read, generation, identity), tokens, demands, api);
    else await sendJson(response, api.render(read, generation, identity), tokens, demands);
  };

  const answerGet = (path: string, response: ServerResponse): void => {
    if (path === '/health' || path === '/ping') send(response, 'text/plain', '');
    else if (path === '/metrics') send(response, 'text/plain; version=0.0.4', counts.render());
    else if (path === '/v1/models') send(response, 'application/json', renderModels(options.models, startedSeconds));
    else send(response, 'application/json', renderModels(options.models, startedSeconds, modelIdOf(path)));
  };

  return (request, response) => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const endpoint = POST_ENDPOINTS.get(path);
    try {
      if (endpoint !== undefined) {
        if (request.method !== 'POST') throw methodNotAllowed(response, path, 'POST');
        answerPost(endpoint, request, response).catch((error: unknown) => giveUp(response, error));
        return;
      }
      const called = vendorCallAt(path, query);
      if (called !== undefined) {
        const { api, address } = called;
        if (request.method !== 'POST') throw methodNotAllowed(response, path, 'POST');
        answerVendor(api, address, request, response).catch((error: unknown) => giveUp(response, error, api));
        return;
      }
      if (!['/health', '/ping', '/metrics', '/v1/models'].includes(path) && !path.startsWith('/v1/models/')) {
        const known = [
          'GET /v1/models',
          'GET /health',
          'GET /metrics',
          ...[...POST_ENDPOINTS.keys()].map((one) => `POST ${one}`),
          ...vendorApis.map(({ paths }) => paths),
        ];
        throw new ApiError(404, 'NotFoundError', `Nothing is served at ${path}; there are ${known.join(', ')}.`);
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed(response, path, 'GET');
      answerGet(path, response);
    } catch (error) {
      giveUp(response, error);
    }
  };
}

async function answerChat({ model, body, demands, requestId, response, counts }: Call): Promise<void> {
  const request = readChatRequest(model, body);
  const { choiceCount, isStreaming } = request.output;
  const generations = Array.from({ length: choiceCount }, (_, index) =>
    generateChat(request, index, demands.answerTokens),
  );
  const identity = identityOf('chatcmpl', requestId);
  const tokens = chatUsage(request, generations).completion_tokens;
  counts.generated(model, request.promptTokens, tokens);
  if (isStreaming) await sendEvents(response, chatEvents(request, generations, identity), tokens, demands);
  else await sendJson(response, renderChatCompletion(request, generations, identity), tokens, demands);
}

async function answerCompletion({ model, body, demands, requestId, response, counts }: Call): Promise<void> {
  const completion = generateCompletion(model, body, demands.answerTokens);
  const identity = identityOf('cmpl', requestId);
  const tokens = completionTokens(completion);
  counts.generated(model, completion.promptTokens, tokens);
  if (completion.output.isStreaming)
    await sendEvents(response, completionEvents(completion, identity), tokens, demands);
  else await sendJson(response, renderCompletion(completion, identity), tokens, demands);
}

async function answerEmbeddings({ model, body, demands, response }: Call): Promise<void> {
  await sendJson(response, renderEmbeddings(model, body), 0, demands);
}

/** vLLM's count for a prompt, or for messages; the tokens themselves are not simulated. */
async function answerTokenize({ model, body, demands, response }: Call): Promise<void> {
  const count =
    typeof body.prompt === 'string' ? estimateTokens(body.prompt) : readChatRequest(model, body).promptTokens;
  await sendJson(response, JSON.stringify({ count, max_model_len: 131_072, tokens: [] }), 0, demands);
}

function vendorCallAt(path: string, query: string) {
  const parameters = new URLSearchParams(query);
  for (const api of vendorApis) {
    const address = api.addressAt(path, parameters);
    if (address !== undefined) return { api, address };
  }
  return undefined;
}

function modelIdOf(path: string): string {
  const written = path.slice('/v1/models/'.length);
  try {
    return decodeURIComponent(written);
  } catch {
    // Not percent-encoded as URLs are: such a name is looked up as it was written, and not found.
    return written;
  }
}

function identityOf(prefix: string, requestId: string): AnswerIdentity {
  return { id: `${prefix}-${requestId}`, created: Math.floor(Date.now() / 1000) };
}

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function methodNotAllowed(response: ServerResponse, path: string, method: string): ApiError {
  response.setHeader('allow', method);
  return new ApiError(405, 'MethodNotAllowedError', `${path} takes ${method} only.`);
}

function giveUp(response: ServerResponse, error: unknown, format?: AnswerFormat): void {
  if (error instanceof ClientLeft || response.destroyed) return;
  if (response.headersSent) {
    response.destroy(error as Error);
    return;
  }
  if (error instanceof ApiError) sendError(response, error, format);
  else sendError(response, new ApiError(500, 'InternalServerError', `The simulator failed: ${textIn(error)}.`), format);
}
