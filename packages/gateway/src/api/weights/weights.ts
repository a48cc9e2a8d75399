import type { WeightsList } from '../../contract/index.ts';
import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

const MISSING = failure('not_found', 'this gateway serves no weights', {
  hint: 'pass weights to createGateway, or run `signalbox serve`',
});

/** Lists the heads of the embedded models. */
export const weightsList: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/weights',
  access: 'read',
  summary: 'The embedded models that this router runs: each head with the SHA-256 and the length of its weights, and what was measured of it.',
  handle(_request, { weights }) {
    if (weights === undefined) return MISSING;
    return jsonResponse(200, { weights: weights.list() } satisfies WeightsList);
  },
};

/** Gives the weights of one. */
export const weightsOfHead: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/weights/{head}',
  access: 'read',
  summary: 'The weights of one head, for an engine in a browser; ?hash= lets it be cached for good.',
  parameters: [
    { name: 'head', in: 'path', description: 'a head from the list' },
    { name: 'hash', in: 'query', description: 'its SHA-256, as the list says' },
  ],
  answersIn: ['application/octet-stream'],
  handle({ parameters, query }, { weights }) {
    if (weights === undefined) return MISSING;
    const entry = weights.list().find(({ head }) => head === parameters.head);
    const hash = query.get('hash');
    if (entry === undefined || (hash !== null && hash !== entry.hash)) {
      return failure('not_found', `there are no weights ${JSON.stringify(parameters.head)} of that hash`, {
        hint: 'GET /api/v1/weights lists them',
      });
    }
    const body = weights.read(entry.head);
    const cache = hash === null ? 'no-cache' : 'private, max-age=31536000, immutable';
    return {
      status: 200,
      headers: [
        'content-type',
        'application/octet-stream',
        'content-length',
        String(body.length),
        'etag',
        `"${entry.hash}"`,
        'cache-control',
        cache,
      ],
      body,
    };
  },
};
