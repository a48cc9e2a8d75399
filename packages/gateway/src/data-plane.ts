import { FULL_GRANT, type Grant } from './access/grant.ts';
import { failure, isFailure, type RequestFailure } from './errors/request-failure.ts';
import { type HttpRequest, type HttpResponse, jsonResponse, type RequestHeaders } from './http/http-message.ts';
import { readinessOf, servesRequests } from './pipeline/readiness.ts';
import type { Snapshot } from './pipeline/snapshot.ts';
import { protocols as allProtocols } from './protocols/index.ts';
import type { ModelsView, Protocol } from './protocols/protocol.ts';

const MODELS = '/v1/models';
const CONVERSATIONS = '/v1/conversations';

/** Whether a path shows what is served, and so needs a credential where requests do. */
export function isCatalogue(path: string): boolean {
  return path === MODELS || path.startsWith(`${MODELS}/`);
}

/** Paths of the data plane that a credential may be good for. */
export const endpoints: readonly string[] = [...allProtocols.map(({ path }) => path), CONVERSATIONS, MODELS];

/** Answers the data plane's small read-only paths: the models and the process's state. */
export function answerLookup(
  request: HttpRequest,
  snapshot: Snapshot,
  isReady: boolean,
  grant: Grant,
  protocols: readonly Protocol[],
): HttpResponse | RequestFailure {
  const { path } = request;
  if (path === '/health') return onlyGet(request) ?? jsonResponse(200, { status: 'ok' });
  if (path === '/ready') {
    // Which backends are not well is for operators: the management port tells.
    const readiness = readinessOf(snapshot, isReady);
    return onlyGet(request) ?? jsonResponse(servesRequests(readiness) ? 200 : 503, { status: readiness.status });
  }
  if (path === MODELS)
    return onlyGet(request) ?? jsonResponse(200, listModels(request, modelsFor(grant, snapshot), protocols));
  if (path.startsWith(`${MODELS}/`))
    return onlyGet(request) ?? answerModel(request, modelsFor(grant, snapshot), protocols);
  return failure('not_found', `unknown path ${JSON.stringify(path.slice(0, 200))}`, {
    hint: `POST ${protocols.map((each) => each.path).join(', ')}; GET ${MODELS}, /health, /ready; management lies on its own port`,
  });
}

/** A failure unless the method is GET (or HEAD). */
function onlyGet({ method }: HttpRequest): RequestFailure | undefined {
  return method === 'GET' || method === 'HEAD' ? undefined : wrongMethod(method, 'GET');
}

/** 405 with what is allowed. */
export function wrongMethod(method: string, allow: string): RequestFailure {
  return failure('method_not_allowed', `${method} is not allowed here`, {
    hint: `allowed: ${allow}`,
    headers: ['allow', allow],
  });
}

function modelsFor(grant: Grant, { models }: Snapshot): Snapshot['models'] {
  return grant === FULL_GRANT ? models : models.filter(({ id }) => grant.refuseModel(id) === undefined);
}

/** The protocol whose clients ask for the models in their own words; undefined for OpenAI's. */
export function protocolAsking(
  headers: RequestHeaders,
  protocols: readonly Protocol[],
): (Protocol & { readonly models: ModelsView }) | undefined {
  return protocols.find(
    (each): each is Protocol & { readonly models: ModelsView } => each.models?.isAsked(headers) === true,
  );
}

function listModels(
  { headers, query }: HttpRequest,
  models: Snapshot['models'],
  protocols: readonly Protocol[],
): unknown {
  const view = protocolAsking(headers, protocols)?.models;
  return view === undefined ? { object: 'list', data: models } : view.list(models, new URLSearchParams(query));
}

function answerModel(
  { headers, path }: HttpRequest,
  models: Snapshot['models'],
  protocols: readonly Protocol[],
): HttpResponse | RequestFailure {
  const name = decode(path.slice(MODELS.length + 1));
  if (isFailure(name)) return name;
  const item = models.find(({ id }) => id === name);
  if (item !== undefined) return jsonResponse(200, protocolAsking(headers, protocols)?.models.item(item) ?? item);
  return failure('model_not_found', `the model ${JSON.stringify(name.slice(0, 200))} does not exist`, {
    parameter: 'model',
    hint: 'GET /v1/models lists what exists',
  });
}

/** Names may hold slashes, plain or encoded. */
function decode(encoded: string): string | RequestFailure {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return failure('invalid_value', 'the model name in the path has a broken percent escape', { parameter: 'model' });
  }
}
