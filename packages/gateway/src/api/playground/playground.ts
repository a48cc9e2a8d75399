import type { HttpRequest } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Headers that are about the page and this port, not about the request to a model. */
const NOT_PASSED = /^(authorization|cookie|host|origin|referer|connection|sec-.*|x-author)$/;

/**
 * The data plane, for the dashboard: that port refuses web pages of other origins, and this one knows that its own
 * page asks. An API key of the data plane goes into `x-api-key`. No address comes with the request, so that identity
 * headers of trusted proxies mean nothing here.
 */
export const playground: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/playground/chat/completions',
  access: 'write',
  summary: 'A chat completion by the data plane, for the dashboard: routed, answered and recorded like any other.',
  parameters: [{ name: 'x-api-key', in: 'header', description: 'an API key of the data plane, where it asks for one' }],
  body: { examples: { 'application/json': { model: 'auto', messages: [{ role: 'user', content: 'Hello' }] } } },
  answersIn: ['application/json', 'text/event-stream'],
  handle: ({ http }, { askDataPlane }) => askDataPlane(asDataPlaneRequest(http)),
};

function asDataPlaneRequest(http: HttpRequest): HttpRequest {
  const headers = Object.fromEntries(Object.entries(http.headers).filter(([name]) => !NOT_PASSED.test(name)));
  return { ...http, path: '/v1/chat/completions', query: '', headers, remoteAddress: undefined };
}
