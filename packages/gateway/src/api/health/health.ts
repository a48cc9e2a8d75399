import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Says that the process answers. */
export const health: ManagementRoute = {
  method: 'GET',
  path: '/health',
  access: 'open',
  summary: 'Answers 200 while the process runs.',
  handle: () => jsonResponse(200, { status: 'ok' }),
};

/** Says whether requests are served. */
export const ready: ManagementRoute = {
  method: 'GET',
  path: '/ready',
  access: 'open',
  summary: 'Answers 200 while requests are served, 503 once the router is shutting down.',
  handle: (_request, { isReady }) =>
    isReady ? jsonResponse(200, { status: 'ready' }) : jsonResponse(503, { status: 'shutting_down' }),
};
