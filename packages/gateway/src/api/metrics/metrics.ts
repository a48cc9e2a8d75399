import { textResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Serves the metrics. */
export const metrics: ManagementRoute = {
  method: 'GET',
  path: '/metrics',
  access: 'read',
  summary: 'Metrics in Prometheus text format.',
  handle: (_request, { metrics: counted }) => textResponse(200, counted.contentType, counted.render()),
};
