import type { RouteCatalogue } from '../../contract/index.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Lists every endpoint of the management API. */
export const catalogue: ManagementRoute = {
  method: 'GET',
  path: '/api/v1',
  access: 'read',
  summary: 'Lists the endpoints of the management API.',
  handle: (_request, { routes }) =>
    jsonResponse(200, {
      routes: routes.map(({ method, path, summary }) => ({ method, path, summary })),
    } satisfies RouteCatalogue),
};
