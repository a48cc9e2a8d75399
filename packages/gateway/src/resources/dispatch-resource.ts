import { failure, isFailure, type RequestFailure } from '../errors/request-failure.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import { matchPath } from '../http/match-path.ts';
import { isRecord, type JsonRecord } from '../json/json-record.ts';
import { checkBody } from '../pipeline/check-body.ts';
import { parseJsonBody } from '../protocols/parse-json-body.ts';
import { resourceRoutes } from './index.ts';
import type { ResourceServices } from './resource-route.ts';

const EXAMPLE = 'for example {"metadata": {"topic": "demo"}}';

/** Whether a path is of something that may be stored. */
export function isResource(path: string): boolean {
  return ROOTS.some((root) => path === root || path.startsWith(`${root}/`));
}

/** The first two segments of every route: `/v1/responses`. */
const ROOTS = [...new Set(resourceRoutes.map(({ path }) => path.split('/').slice(0, 3).join('/')))];

/** Answers a request for something that is stored; what is not there, and another's, is a 404. Rejects as the store does. */
export async function dispatchResource(
  http: HttpRequest,
  services: ResourceServices,
): Promise<HttpResponse | RequestFailure> {
  const segments = http.path.split('/');
  const allowed = new Set<string>();
  for (const route of resourceRoutes) {
    const parameters = matchPath(route.path, segments);
    if (parameters === undefined) continue;
    allowed.add(route.method);
    if (route.method !== http.method) continue;
    const body = bodyOf(http);
    if (isFailure(body)) return body;
    return route.handle({ http, parameters, query: new URLSearchParams(http.query), body }, services);
  }
  if (allowed.size === 0) {
    return failure('not_found', `unknown path ${JSON.stringify(http.path.slice(0, 200))}`, {
      hint: `known here: ${resourceRoutes.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
    });
  }
  const allow = [...allowed].join(', ');
  return failure('method_not_allowed', `${http.method} is not allowed here`, {
    hint: `allowed: ${allow}`,
    headers: ['allow', allow],
  });
}

const NO_BODY: JsonRecord = {};

function bodyOf(http: HttpRequest): JsonRecord | RequestFailure {
  if (http.method !== 'POST' || http.body.length === 0) return NO_BODY;
  const parsed = checkBody(http) ?? parseJsonBody(http.body, 'openai-responses', EXAMPLE);
  return isFailure(parsed) || !isRecord(parsed.json) ? (parsed as RequestFailure) : parsed.json;
}
