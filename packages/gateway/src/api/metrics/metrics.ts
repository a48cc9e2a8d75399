import { textResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Serves the metrics. */
export const metrics: ManagementRoute = {
  method: 'GET',
  path: '/metrics',
  summary: 'Metrics in Prometheus text format.',
  async handle(_request, services) {
    return textResponse(200, services.metrics.contentType, await services.metrics.render());
  },
};
