import { hasErrors, type ImportResult } from '@signalbox/engine';
import type {
  ConfigChangeAnswer,
  ConfigImport,
  ConfigStatusAnswer,
  ConfigValidation,
  ConfigVersionList,
} from '../../contract/index.ts';
import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { type HttpRequest, type HttpResponse, headerOf, jsonResponse, textResponse } from '../../http/http-message.ts';
import { bearerOf } from '../access.ts';
import type { ManagementRequest, ManagementRoute, ManagementServices, RouteParameter } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';
import type { ConfigAuthor, ConfigChange, ConfigControl } from './config-control.ts';

const YAML = 'application/yaml';
const EXAMPLE =
  'version: v0.3\nproviders:\n  models: [{ name: small, backend_refs: [{ endpoint: "127.0.0.1:8000" }] }]\n';
const versionId: RouteParameter = { name: 'id', in: 'path', description: 'the id of a version, from the list' };
const author: RouteParameter = { name: 'x-author', in: 'header', description: 'kept beside the version as a note' };

/** Shows the config in force. */
export const config: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/config',
  access: 'read',
  summary:
    'The config in force, secrets cut out; as written with `accept: application/yaml`. Its ETag goes into If-Match.',
  parameters: [{ name: 'accept', in: 'header', description: `${YAML}: the text as written` }],
  answersIn: ['application/json', YAML],
  handle({ http }, { snapshot, configControl }) {
    const current = configControl?.current();
    const etag = current === undefined ? [] : ['etag', `"${current.etag}"`];
    if (current !== undefined && headerOf(http.headers, 'accept')?.includes(YAML) === true) {
      return textResponse(200, YAML, current.text, etag);
    }
    return snapshot.document === undefined
      ? failure('not_found', 'this gateway was started without a config document', {
          hint: 'pass configDocument to createGateway',
        })
      : jsonResponse(200, snapshot.document, etag);
  },
};

/** Says how the config and its file stand. */
export const configStatus: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/config/status',
  access: 'read',
  summary:
    'Which config is in force, whether it can be changed from here, and what is wrong with its file if that is not.',
  handle: overControl(async ({ http }, { access }, control) => {
    const { etag, file, readOnly, rejected } = control.status();
    const seesMessages = !access.isExposed || bearerOf(http, access) === 'operator';
    const diagnostics = rejected?.diagnostics.map((each) =>
      seesMessages ? each : { ...each, message: each.code, hint: undefined },
    );
    const answer: ConfigStatusAnswer = {
      etag,
      file,
      read_only: readOnly ?? null,
      rejected: rejected === undefined ? null : { at: rejected.at, diagnostics: diagnostics! },
    };
    return jsonResponse(200, answer);
  }),
};

/** Puts a new config in force. */
export const replaceConfig: ManagementRoute = {
  method: 'PUT',
  path: '/api/v1/config',
  access: 'write',
  summary: 'Checks a config (YAML, or JSON {"yaml": "…", "author": "…"}) and puts it in force. Needs If-Match.',
  parameters: [
    { name: 'if-match', in: 'header', description: 'the ETag of the config that was edited, or *', isRequired: true },
    author,
  ],
  body: { examples: { [YAML]: EXAMPLE, 'application/json': { yaml: EXAMPLE, author: 'ada' } } },
  handle: overControl(async ({ http }, services, control) => {
    const expected = headerOf(http.headers, 'if-match');
    if (expected === undefined) {
      return failure('precondition_required', 'If-Match is missing', {
        hint: 'send the ETag of the config that you edited (GET /api/v1/config), or If-Match: *',
      });
    }
    const body = readBody(http);
    if (isFailure(body)) return body;
    const etag = expected.trim().replace(/^(W\/)?"(.*)"$/, '$2');
    return answerChange(await control.replace(body.yaml, etag, authorOf(http, services, body.author)), services);
  }),
};

/** Checks a config and changes nothing. */
export const validateConfig: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/config/validate',
  access: 'read',
  summary: 'Checks a config (YAML, or JSON {"yaml": "…"}) and changes nothing.',
  body: { examples: { [YAML]: EXAMPLE, 'application/json': { yaml: EXAMPLE } } },
  handle: overControl(async ({ http }, _services, control) => {
    const body = readBody(http);
    if (isFailure(body)) return body;
    const diagnostics = await control.validate(body.yaml);
    const answer: ConfigValidation = { valid: !hasErrors(diagnostics), diagnostics };
    return jsonResponse(200, answer);
  }),
};

/** Translates a config of vLLM Semantic Router and changes nothing. */
export const importConfig: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/config/import',
  access: 'read',
  summary:
    'A config of vLLM Semantic Router (YAML, or JSON {"yaml": "…"}) as one of this router, with what became of each field; changes nothing.',
  body: { examples: { [YAML]: EXAMPLE, 'application/json': { yaml: EXAMPLE } } },
  handle: overControl(async ({ http }, _services, control) => {
    const body = readBody(http);
    if (isFailure(body)) return body;
    return jsonResponse(200, answerOfImport(await control.importReference(body.yaml)));
  }),
};

/** Fetches a config of vLLM Semantic Router and translates it. */
export const importConfigFrom: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/config/import-address',
  access: 'write',
  summary: 'The same for the text behind a public address: {"address": "https://…"}. Private networks are not asked.',
  body: { examples: { 'application/json': { address: 'https://example.com/config.yaml' } } },
  handle: overControl(async ({ http }, _services, control) => {
    const body = readJsonBody(http.body, 'send {"address": "https://…"}');
    if (isFailure(body)) return body;
    if (typeof body.address !== 'string') {
      return failure('missing_required_parameter', 'address is not a string', { parameter: 'address' });
    }
    const fetched = await control.fetchText(body.address);
    if (fetched.text === undefined) return failure('address_refused', fetched.problem, { hint: fetched.hint });
    return jsonResponse(200, answerOfImport(await control.importReference(fetched.text)));
  }),
};

function answerOfImport({ layout, text, loads, rows, diagnostics }: ImportResult): ConfigImport {
  return { layout: layout ?? null, config: text ?? null, loads, report: rows, diagnostics };
}

/** Lists the configs that were in force. */
export const configVersions: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/config/versions',
  access: 'read',
  summary: 'The configs that were in force, newest first: who, when, why.',
  handle: overControl(async (_request, _services, control) => {
    const answer: ConfigVersionList = { in_force: control.current().etag, versions: await control.versions() };
    return jsonResponse(200, answer);
  }),
};

/** Shows one of them. */
export const configVersion: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/config/versions/{id}',
  access: 'read',
  summary: 'The text of a config that was in force, secrets cut out.',
  parameters: [versionId],
  answersIn: [YAML],
  handle: overControl(async ({ parameters }, _services, control) => {
    const text = await control.versionText(parameters.id ?? '');
    return text === undefined ? unknownVersion(parameters.id) : textResponse(200, YAML, text, []);
  }),
};

/** Puts an earlier config in force again. */
export const rollbackConfig: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/config/versions/{id}/rollback',
  access: 'write',
  summary: 'Checks an earlier config again and puts it in force.',
  parameters: [versionId, author],
  handle: overControl(async ({ http, parameters }, services, control) => {
    const change = await control.rollback(parameters.id ?? '', authorOf(http, services));
    return change.kind === 'unknown_version' ? unknownVersion(parameters.id) : answerChange(change, services);
  }),
};

type Handled = HttpResponse | RequestFailure;

/** A route that needs the config to be changeable from here. */
function overControl(
  handle: (request: ManagementRequest, services: ManagementServices, control: ConfigControl) => Promise<Handled>,
): ManagementRoute['handle'] {
  return (request, services) =>
    services.configControl === undefined
      ? failure('not_found', 'the config of this gateway cannot be changed from here', {
          hint: 'pass configControl to createGateway, or run `signalbox serve`',
        })
      : handle(request, services, services.configControl);
}

function readBody({ body, headers }: HttpRequest): { yaml: string; author?: string } | RequestFailure {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return failure('invalid_utf8', 'the request body is not valid UTF-8');
  }
  const isJson = headerOf(headers, 'content-type')?.includes('json') === true;
  if (!isJson) return text.trim() === '' ? failure('empty_body', 'the request body is empty') : { yaml: text };
  try {
    const { yaml, author } = JSON.parse(text) as { yaml?: unknown; author?: unknown };
    if (typeof yaml !== 'string') {
      return failure('missing_required_parameter', 'yaml is not a string', { parameter: 'yaml' });
    }
    return typeof author === 'string' && author !== '' ? { yaml, author: author.slice(0, 200) } : { yaml };
  } catch (error) {
    return failure('invalid_json', `the request body is not valid JSON: ${(error as Error).message}`, {
      hint: 'send {"yaml": "…"}, or the YAML itself with content-type: application/yaml',
    });
  }
}

/** The token vouches; what the caller says of itself goes beside it. */
export function authorOf({ headers }: HttpRequest, { access }: ManagementServices, said?: string): ConfigAuthor {
  const note = said ?? headerOf(headers, 'x-author')?.slice(0, 200);
  return { author: access.token?.name ?? 'management API', ...(note ? { note } : {}) };
}

export function answerChange(change: ConfigChange, { logger }: ManagementServices): Handled {
  switch (change.kind) {
    case 'in_force': {
      const { version, diagnostics } = change;
      const { id, author, note, reason } = version;
      logger.info({ version: id, author, ...(note === undefined ? {} : { note }), reason }, 'config changed');
      const answer: ConfigChangeAnswer = { status: 'in_force', version, diagnostics };
      return jsonResponse(200, answer, ['etag', `"${version.etag}"`]);
    }
    case 'invalid': {
      const answer: ConfigChangeAnswer = { status: 'invalid', version: null, diagnostics: change.diagnostics };
      return jsonResponse(422, answer);
    }
    case 'stale':
      return failure('precondition_failed', 'the config was changed since it was read', {
        hint: `read it again; the one in force has ETag "${change.etag}"`,
      });
    case 'read_only':
      return failure('config_read_only', change.reason, {
        hint: '`signalbox init` writes a config of your own; serve that one',
      });
    case 'set_up':
      return failure('config_exists', `this router has a config of its own, ${change.file}`, {
        hint: 'PUT /api/v1/config changes it',
      });
    case 'exists':
      return failure('config_exists', `${change.file} exists already`, {
        hint: 'look at it first; {"overwrite": true} writes over it',
      });
    case 'unknown_version':
      return unknownVersion(undefined);
  }
}

function unknownVersion(id: string | undefined): RequestFailure {
  return failure('not_found', `there is no version ${JSON.stringify(id ?? '')}`, {
    hint: 'GET /api/v1/config/versions lists them',
  });
}
