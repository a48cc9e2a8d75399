import { readFileSync } from 'node:fs';
import type { RouterConfig } from '@signalbox/engine';
import { dataPlaneEndpoints } from '../../data-plane-endpoints.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import type { Protocol } from '../../protocols/protocol.ts';
import type { Access } from '../access.ts';
import type { ManagementRoute, RouteBody, RouteParameter } from '../management-route.ts';

/** What an OpenAPI document is made from. */
export interface OpenapiOptions {
  readonly routes: readonly ManagementRoute[];
  readonly protocols: readonly Protocol[];
  readonly config: Pick<RouterConfig, 'listener' | 'management'>;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const JSON_TYPE = 'application/json';
const ERROR = { $ref: '#/components/responses/Error' };
const TOKEN = { managementToken: [] };
/** Who may call, as OpenAPI says it: an empty requirement beside others makes them optional. */
const SECURITY: Readonly<Record<Access, readonly object[]>> = {
  open: [],
  read: [{}, TOKEN],
  write: [TOKEN],
  page: [],
};

/** An OpenAPI 3.1 document of every endpoint; where both ports have one of a name, it names both ports. */
export function renderOpenapi({ routes, protocols, config }: OpenapiOptions): JsonRecord {
  const { listener } = config;
  const dataPlane = serverOf(listener, 'what applications talk to', listener.tls === undefined ? 'http' : 'https');
  const management = serverOf(config.management, 'what operators talk to', 'http');
  const operations = [
    ...dataPlaneEndpoints(protocols).map(({ method, path, summary, isOpen, query = {} }) => ({
      method,
      path,
      operation: operationOf({
        method,
        path,
        summary,
        tag: 'data plane',
        server: dataPlane,
        security: isOpen === true ? [] : CREDENTIALS,
        ...(method === 'POST' ? { body: ANY_OBJECT, answersIn: [JSON_TYPE, 'text/event-stream'] } : {}),
        parameters: [
          ...pathNames(path).map((name) => ({ name, in: 'path', description: `the ${name}` }) as const),
          ...Object.entries(query).map(([name, description]) => ({ name, in: 'query', description }) as const),
        ],
      }),
    })),
    ...routes.map(({ method, path, access, ...described }) => ({
      method,
      path,
      operation: {
        ...operationOf({
          ...described,
          method,
          path,
          tag: 'management',
          server: management,
          security: SECURITY[access],
        }),
        'x-access': access,
      },
    })),
  ];
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { method, path, operation } of operations) {
    paths[path] ??= {};
    const item = paths[path];
    const key = method.toLowerCase();
    item[key] = item[key] === undefined ? operation : joined(item[key], operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version,
      summary: 'A semantic router for Mixture-of-Models.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [
      { name: 'data plane', description: 'What applications talk to.' },
      { name: 'management', description: 'What operators talk to.' },
    ],
    paths,
    components: COMPONENTS,
  };
}

/** Names in a path's braces. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

interface Operation extends JsonRecord {
  readonly tags: readonly string[];
  readonly servers: readonly object[];
}

interface Described {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly server: object;
  readonly security: readonly object[];
  readonly parameters?: readonly RouteParameter[];
  readonly body?: RouteBody;
  readonly answersIn?: readonly string[];
}

/** What a client of the data plane shows, where the config has keys or token issuers. */
const CREDENTIALS = [{}, { clientToken: [] }, { clientKey: [] }];
const ANY_OBJECT: RouteBody = { examples: { [JSON_TYPE]: undefined } };

function operationOf(described: Described): Operation {
  const { method, path, summary, tag, server, security, parameters = [], body, answersIn = [JSON_TYPE] } = described;
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return {
    operationId: [method.toLowerCase(), ...words].join('_'),
    summary,
    tags: [tag],
    servers: [server],
    security,
    parameters: parameters.map(parameterOf),
    ...(body === undefined ? {} : { requestBody: requestBodyOf(body) }),
    responses: {
      200: { description: 'What was asked for.', content: Object.fromEntries(answersIn.map((type) => [type, {}])) },
      default: ERROR,
    },
  };
}

function parameterOf({ name, in: place, description, isRequired, schema }: RouteParameter): object {
  return {
    name,
    in: place,
    description,
    required: place === 'path' || isRequired === true,
    schema: schema ?? { type: 'string' },
  };
}

function requestBodyOf({ examples }: RouteBody): object {
  const content = Object.entries(examples).map(([type, example]) => {
    const schema = { type: type === JSON_TYPE ? 'object' : 'string' };
    return [type, example === undefined ? { schema } : { schema, example }];
  });
  return { required: true, content: Object.fromEntries(content) };
}

function joined(first: Operation, second: Operation): Operation {
  return {
    ...second,
    tags: [...first.tags, ...second.tags],
    servers: [...first.servers, ...second.servers],
  };
}

function serverOf(
  { address, port }: { readonly address: string; readonly port: number },
  description: string,
  scheme: 'http' | 'https',
): object {
  const isEverywhere = address === '0.0.0.0' || address === '::';
  return {
    url: `${scheme}://{host}:{port}`,
    description,
    variables: {
      host: { default: isEverywhere ? 'localhost' : address.includes(':') ? `[${address}]` : address },
      port: { default: String(port) },
    },
  };
}

const COMPONENTS = {
  securitySchemes: {
    clientToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'An API key or a signed token, where the config asks who calls.',
    },
    clientKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The same key in a header of its own.' },
    managementToken: {
      type: 'http',
      scheme: 'bearer',
      description:
        'SIGNALBOX_TOKEN, or the file management-token in the data folder. What reads needs it only where other machines reach the port.',
    },
  },
  responses: {
    Error: {
      description: 'What went wrong, and what to do; on the data plane in the shape of the client’s protocol.',
      content: { [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Error' } } },
    },
  },
  schemas: {
    Error: {
      type: 'object',
      required: ['error'],
      properties: {
        error: {
          type: 'object',
          required: ['message', 'type'],
          properties: {
            message: { type: 'string' },
            type: { type: 'string' },
            param: { type: ['string', 'null'] },
            code: { type: 'string' },
          },
        },
      },
    },
  },
};
