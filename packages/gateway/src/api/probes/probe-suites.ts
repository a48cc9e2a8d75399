import type { ProbeSuites } from '../../contract/index.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Gives the probes that belong to the config in force. */
export const probeSuites: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/probes',
  access: 'read',
  summary: 'The suites of probes that lie beside the config: requests with the route that they must take.',
  handle: (_request, { probes }) => jsonResponse(200, { suites: probes() } satisfies ProbeSuites),
};
