import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Shows the config in force. */
export const config: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/config',
  summary: 'The config in force, secrets cut out.',
  handle: (_request, { snapshot }) =>
    snapshot.document === undefined
      ? failure('not_found', 'this gateway was started without a config document', {
          hint: 'pass configDocument to createGateway',
        })
      : jsonResponse(200, snapshot.document),
};
