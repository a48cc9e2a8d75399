import type { Protocol } from './protocols/protocol.ts';
import { resourceRoutes } from './resources/index.ts';

/** One endpoint of the data plane, as its description names it. */
export interface DataPlaneEndpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{names}` for what stands in its place. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** Anyone may call it, also where others need a credential. */
  readonly isOpen?: true;
  /** What the query may say, by name. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Every endpoint of a data plane that speaks these protocols. */
export function dataPlaneEndpoints(protocols: readonly Protocol[]): readonly DataPlaneEndpoint[] {
  return [
    ...protocols.map(({ path, summary }) => ({ method: 'POST', path, summary }) as const),
    ...resourceRoutes.map(({ method, path, summary, query }) => ({ method, path, summary, ...(query && { query }) })),
    { method: 'GET', path: '/v1/models', summary: 'The names that a client can ask for.' },
    { method: 'GET', path: '/v1/models/{id}', summary: 'One of them.' },
    { method: 'GET', path: '/health', summary: 'Answers 200 while the process runs.', isOpen: true },
    {
      method: 'GET',
      path: '/ready',
      summary: 'Answers 200 while requests are served, 503 while shutting down.',
      isOpen: true,
    },
  ];
}
