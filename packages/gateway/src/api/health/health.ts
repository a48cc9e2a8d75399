import { jsonResponse } from '../../http/http-message.ts';
import { readinessOf, servesRequests } from '../../pipeline/readiness.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Says that the process answers. */
export const health: ManagementRoute = {
  method: 'GET',
  path: '/health',
  access: 'open',
  summary: 'Answers 200 while the process runs.',
  handle: () => jsonResponse(200, { status: 'ok' }),
};

/** Says whether requests are served, and which backends are left alone. */
export const ready: ManagementRoute = {
  method: 'GET',
  path: '/ready',
  access: 'open',
  summary:
    'Answers 200 while requests are served (`degraded` when some model cannot be reached), 503 when none can or the router is shutting down; names the backends that are left alone, and says when the config’s file holds what cannot be served.',
  handle(_request, { snapshot, isReady, configControl }) {
    const readiness = readinessOf(snapshot, isReady);
    const rejected = configControl?.status().rejected;
    // No more than that: anyone may ask.
    const config = rejected === undefined ? {} : { config: { status: 'file_rejected', at: rejected.at } };
    return jsonResponse(servesRequests(readiness) ? 200 : 503, { ...readiness, ...config });
  },
};
