import { textResponse } from '../../http/http-message.ts';
import { METRICS_CONTENT_TYPE } from '../../telemetry/metrics.ts';
import { addMetrics, renderMetrics } from '../../telemetry/render-metrics.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Serves the metrics. */
export const metrics: ManagementRoute = {
  method: 'GET',
  path: '/metrics',
  access: 'read',
  summary: 'Metrics in Prometheus text format.',
  answersIn: [METRICS_CONTENT_TYPE],
  async handle(_request, { metrics: counted, peers }) {
    const all = [counted.snapshot(), ...((await peers?.metrics()) ?? [])];
    return textResponse(200, METRICS_CONTENT_TYPE, renderMetrics(addMetrics(all)));
  },
};
