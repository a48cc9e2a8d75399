import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';
import { renderOpenapi } from './render-openapi.ts';

/** Describes every endpoint of both ports. */
export const openapi: ManagementRoute = {
  method: 'GET',
  path: '/openapi.json',
  access: 'read',
  summary: 'Every endpoint of both ports as an OpenAPI 3.1 document.',
  handle: (_request, { routes, protocols, snapshot }) =>
    jsonResponse(200, renderOpenapi({ routes, protocols, config: snapshot.config })),
};
