import { suggest } from '@signalbox/engine';
import { failure, messageOf } from '../../errors/request-failure.ts';
import { textResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

const PATIENCE_MS = 3_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Passes on what a backend's server tells of itself in Prometheus' words. */
export const backendMetrics: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/backends/{model}/{backend}/metrics',
  access: 'read',
  summary: "The page /metrics of a backend's own server (vLLM's, for one), as it is; no samples where it has none.",
  parameters: [
    { name: 'model', in: 'path', description: 'a model of the config' },
    { name: 'backend', in: 'path', description: 'one of its backends' },
  ],
  answersIn: ['text/plain'],
  async handle({ parameters, http }, { snapshot }) {
    const { model, backend: name } = parameters;
    const config = snapshot.config.models.find((each) => each.name === model);
    const backend = config?.backends.find((each) => each.name === name);
    const ready = snapshot.targets.get(model!)?.backends.find((each) => each.name === name);
    if (config === undefined || backend === undefined || ready === undefined) {
      const known = config === undefined ? snapshot.config.models : config.backends;
      const said = config === undefined ? `model ${JSON.stringify(model)}` : `backend ${JSON.stringify(name)}`;
      return failure('not_found', `there is no ${said}`, {
        hint: suggest(
          (config === undefined ? model : name)!,
          known.map((each) => each.name),
          config === undefined ? 'model' : 'backend',
        ),
      });
    }
    try {
      const { statusCode, body } = await ready.pool.request({
        method: 'GET',
        path: '/metrics',
        origin: new URL(backend.baseUrl).origin,
        headers: { 'accept-encoding': 'identity' },
        headersTimeout: PATIENCE_MS,
        bodyTimeout: PATIENCE_MS,
        signal: AbortSignal.any([http.cancellation.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      let text = '';
      for await (const chunk of body.setEncoding('utf8')) {
        text += chunk;
        if (text.length > MOST_BYTES) return failure('backend_answer_too_large', 'its page of metrics is too large');
      }
      // Many servers answer any path with a page for people. That one tells nothing is no failure: most do not.
      const isPage = statusCode === 200 && /^(# (HELP|TYPE) |[a-zA-Z_:][\w:]*[{ ])/m.test(text);
      return textResponse(
        200,
        'text/plain; version=0.0.4; charset=utf-8',
        isPage ? text : '# this server has no page of metrics\n',
      );
    } catch (cause) {
      return failure('backend_unreachable', `the server of ${model} does not tell its metrics: ${messageOf(cause)}`);
    }
  },
};
