import type { SetupConnection } from '../../contract/index.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { type HttpResponse, jsonResponse } from '../../http/http-message.ts';
import { isRecord, type JsonRecord } from '../../json/json-record.ts';
import { answerChange, authorOf } from '../config/config.ts';
import type { ManagementRequest, ManagementRoute, ManagementServices } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';
import type { SetupBase, SetupControl, SetupMapping } from './setup-control.ts';

const CONNECTION = { provider: 'vllm', base_url: 'http://127.0.0.1:8000/v1', allow_private: true };
const TEST = { ...CONNECTION, model: 'openai/gpt-oss-20b' };
const DRAFT = { recipe: 'single', models: { model: TEST } };

type Handled = HttpResponse | RequestFailure;

/** Says whether the router still needs a config of its own, and what one can start from. */
export const setupState: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/setup',
  access: 'read',
  summary: 'Whether this router has a config of its own, where one would be written, and the recipes to start from.',
  handle: overSetup(async (_request, _services, setup) => jsonResponse(200, await setup.state())),
};

/** Looks for servers of models on this machine. */
export const detectServers: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/setup/detect',
  access: 'write',
  summary: 'The servers of models on this machine, at the addresses on loopback that providers have by default.',
  handle: overSetup(async (_request, _services, setup) => jsonResponse(200, await setup.detect())),
};

/** Lists a server's models. */
export const listModels: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/setup/models',
  access: 'write',
  summary: 'The models of a server, and whether the environment variable that holds its key is set.',
  body: { examples: { 'application/json': CONNECTION } },
  handle: overSetup(async ({ http }, _services, setup) => {
    const connection = readWith(http.body, CONNECTION, readConnection);
    return isFailure(connection) ? connection : jsonResponse(200, await setup.models(connection));
  }),
};

/** Tries a model of a server. */
export const testConnection: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/setup/test',
  access: 'write',
  summary: 'Sends one tiny request to a model of a server, and tells how long it took and what came.',
  body: { examples: { 'application/json': TEST } },
  handle: overSetup(async ({ http }, _services, setup) => {
    const mapping = readWith(http.body, TEST, readMapping);
    return isFailure(mapping) ? mapping : jsonResponse(200, await setup.test(mapping, mapping.model));
  }),
};

/** Shows the config that a set-up would write. */
export const draftConfig: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/setup/draft',
  access: 'write',
  summary:
    'The config of a recipe ({"recipe"}) or a text ({"yaml"}) with its models on the servers given ({"models": {NAME: {"provider", "base_url", "model"}}}), its problems and lint; changes nothing.',
  body: { examples: { 'application/json': DRAFT } },
  handle: overSetup(async ({ http }, _services, setup) => {
    const asked = readWith(http.body, DRAFT, readDraft);
    if (isFailure(asked)) return asked;
    const drafted = await setup.draft(asked.base, asked.mapping);
    if ('problem' in drafted) return failure('invalid_value', drafted.problem, { hint: drafted.hint });
    return jsonResponse(200, drafted);
  }),
};

/** Puts the first config in force. */
export const activateConfig: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/setup/activate',
  access: 'write',
  summary:
    'Writes {"yaml"} beside the router and puts it in force; a file that is there is written over only with {"overwrite": true}.',
  body: { examples: { 'application/json': { yaml: 'version: v0.3\n', overwrite: false } } },
  handle: overSetup(async ({ http }, services, setup) => {
    const body = readJsonBody(http.body, 'send {"yaml": "…"}');
    if (isFailure(body)) return body;
    const yaml = textAt(body, 'yaml');
    if (isFailure(yaml)) return yaml;
    return answerChange(await setup.activate(yaml, body.overwrite === true, authorOf(http, services)), services);
  }),
};

function overSetup(
  handle: (request: ManagementRequest, services: ManagementServices, setup: SetupControl) => Promise<Handled>,
): ManagementRoute['handle'] {
  return (request, services) =>
    services.setup === undefined
      ? failure('not_found', 'this gateway cannot be set up from here', {
          hint: 'pass setup to createGateway, or run `signalbox serve`',
        })
      : handle(request, services, services.setup);
}

function readWith<Read>(
  bytes: Uint8Array,
  example: object,
  read: (body: JsonRecord) => Read | RequestFailure,
): Read | RequestFailure {
  const body = readJsonBody(bytes, `send ${JSON.stringify(example)}`);
  return isFailure(body) ? body : read(body);
}

function readDraft(
  body: JsonRecord,
): { readonly base: SetupBase; readonly mapping: Readonly<Record<string, SetupMapping>> } | RequestFailure {
  const { models = {} } = body;
  if (!isRecord(models)) return notA('models', 'an object, by the names of the config’s models');
  const mapping: Record<string, SetupMapping> = {};
  for (const [name, value] of Object.entries(models)) {
    const each = isRecord(value) ? readMapping(value) : notA(`models.${name}`, 'an object');
    if (isFailure(each)) return each;
    mapping[name] = each;
  }
  if (body.yaml === undefined) {
    const recipe = textAt(body, 'recipe');
    return isFailure(recipe) ? recipe : { base: { recipe }, mapping };
  }
  const yaml = textAt(body, 'yaml');
  return isFailure(yaml) ? yaml : { base: { yaml }, mapping };
}

function readMapping(body: JsonRecord): SetupMapping | RequestFailure {
  const connection = readConnection(body);
  if (isFailure(connection)) return connection;
  const model = textAt(body, 'model');
  return isFailure(model) ? model : { ...connection, model };
}

function readConnection(body: JsonRecord): SetupConnection | RequestFailure {
  const provider = textAt(body, 'provider');
  if (isFailure(provider)) return provider;
  const address = optionalTextAt(body, 'base_url');
  if (isFailure(address)) return address;
  const key = optionalTextAt(body, 'api_key_env');
  if (isFailure(key)) return key;
  if (key !== undefined && !/^[A-Za-z_]\w*$/.test(key)) {
    return failure('invalid_value', 'api_key_env is no name of an environment variable', {
      parameter: 'api_key_env',
      hint: 'give the name of a variable that the router has, e.g. OPENAI_API_KEY, and not the key itself',
    });
  }
  return {
    provider,
    ...(address === undefined ? {} : { base_url: address }),
    ...(key === undefined ? {} : { api_key_env: key }),
    allow_private: body.allow_private === true,
  };
}

function textAt(body: JsonRecord, name: string): string | RequestFailure {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  return value === undefined
    ? failure('missing_required_parameter', `${name} is missing`, { parameter: name })
    : notA(name, 'a text that is not empty');
}

function optionalTextAt(body: JsonRecord, name: string): string | undefined | RequestFailure {
  return body[name] === undefined || body[name] === null ? undefined : textAt(body, name);
}

function notA(name: string, expected: string): RequestFailure {
  return failure('invalid_type', `${name} is not ${expected}`, { parameter: name });
}
