import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Gives the management token to a page of this port that is open on this machine. */
export const token: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/token',
  access: 'page',
  summary: 'The management token, for a page that this port served to a browser on this machine.',
  handle: (_request, { access }) =>
    access.token === undefined
      ? failure('not_found', 'this router has no management token')
      : jsonResponse(200, { token: access.token.value }, ['cache-control', 'no-store']),
};
