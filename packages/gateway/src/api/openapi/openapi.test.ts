import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { dataPlaneEndpoints } from '../../data-plane-endpoints.ts';
import { Cancellation } from '../../http/cancellation.ts';
import { protocols } from '../../protocols/index.ts';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { managementRoutes } from '../index.ts';
import { pathNames } from './render-openapi.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-access'?: string;
  readonly security: readonly object[];
  readonly servers: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
}

const { serve } = serving();

async function describeGateway() {
  const { gateway } = await serve(completion('hi'));
  const { status, json } = await manage(gateway, 'GET', '/openapi.json');
  expect(status).toBe(200);
  return { gateway, document: json as Document };
}

function operationsOf({ paths }: Document): Operation[] {
  return Object.values(paths).flatMap((item) => Object.values(item));
}

describe('GET /openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { document } = await describeGateway();
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  test('names every route of the management port, and who may call it', async () => {
    const { document } = await describeGateway();
    for (const { method, path, summary, access } of managementRoutes) {
      expect(document.paths[path]?.[method.toLowerCase()], `${method} ${path}`).toMatchObject({
        summary,
        'x-access': access,
      });
    }
    expect(document.paths['/api/v1/config']?.put).toMatchObject({ security: [{ managementToken: [] }] });
    expect(document.paths['/api/v1/config']?.get).toMatchObject({ security: [{}, { managementToken: [] }] });
    expect(document.paths['/v1/models']?.get?.security).toContainEqual({ clientKey: [] });
    expect(document.paths['/health']?.get?.security).toEqual([]);
  });

  test('describes each parameter of a path, and no other', async () => {
    const { document } = await describeGateway();
    for (const [path, item] of Object.entries(document.paths)) {
      for (const { parameters } of Object.values(item)) {
        const inPath = parameters.filter((each) => each.in === 'path');
        expect(inPath.map(({ name }) => name)).toEqual(pathNames(path));
        expect(inPath.every(({ required }) => required)).toBe(true);
      }
    }
  });

  test('gives each operation a name of its own', async () => {
    const { document } = await describeGateway();
    const ids = operationsOf(document).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('tells the ports apart, and where both have an endpoint names both', async () => {
    const { document } = await describeGateway();
    expect(document.paths['/v1/models']?.get?.servers).toHaveLength(1);
    expect(document.paths['/health']?.get?.servers).toHaveLength(2);
  });

  test.each(dataPlaneEndpoints(protocols))(
    '$method $path is there, and the data plane answers it',
    async (endpoint) => {
      const { document, gateway } = await describeGateway();
      const { method, path, summary } = endpoint;
      const operation = document.paths[path]?.[method.toLowerCase()];
      if (!managementRoutes.some((route) => route.path === path)) expect(operation?.summary).toBe(summary);
      const response = await gateway.handle({
        method,
        path: path.replaceAll(/\{\w+\}/g, 'MoM'),
        query: '',
        headers: {},
        body: Buffer.from('{}'),
        cancellation: new Cancellation(),
      });
      // Nothing of the name is stored, and the answer says of what kind.
      const { error } = JSON.parse(Buffer.from(response.body as Uint8Array).toString()) as { error?: { code: string } };
      const isKnown = [200, 400].includes(response.status) || /^(response|conversation)_not_found$/.test(error!.code);
      expect(isKnown).toBe(true);
    },
  );
});
