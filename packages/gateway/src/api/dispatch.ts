import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import { matchPath } from '../http/match-path.ts';
import { refuseAccess } from './access.ts';
import type { ManagementServices } from './management-route.ts';

/** Finds the route of a management request and runs it; 404 and 405 come back as failures. */
export async function dispatchManagement(
  http: HttpRequest,
  services: ManagementServices,
): Promise<HttpResponse | RequestFailure> {
  const method = http.method === 'HEAD' ? 'GET' : http.method;
  const segments = http.path.split('/');
  const allowed = new Set<string>();
  for (const route of services.routes) {
    const parameters = matchPath(route.path, segments);
    if (parameters === undefined) continue;
    if (route.method === method) {
      const refused = refuseAccess(route.access, http, services.access);
      if (refused !== undefined) return refused;
      return route.handle({ http, parameters, query: new URLSearchParams(http.query) }, services);
    }
    allowed.add(route.method);
  }
  if (allowed.size === 0) {
    const page = services.pages?.answer(http);
    if (page !== undefined) return page;
    return failure('not_found', `unknown path ${JSON.stringify(http.path.slice(0, 200))}`, {
      hint: 'GET /api/v1 lists the endpoints',
    });
  }
  const allow = [...allowed].join(', ');
  return failure('method_not_allowed', `${http.method} is not allowed here`, {
    hint: `allowed: ${allow}`,
    headers: ['allow', allow],
  });
}
