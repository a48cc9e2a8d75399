import { badRequest } from '../api-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { readObject, readText, readTexts, shown } from './request-fields.ts';

/** What form a request demands of the answer's text; undefined stands for free text. */
export type Constraint =
  | { readonly kind: 'json-schema'; readonly schema: JsonValue; readonly field: string }
  | { readonly kind: 'json-object' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'regex'; readonly pattern: string; readonly field: string };

/**
 * Reads OpenAI's `response_format`, vLLM's `structured_outputs` and its older `guided_*` fields; a 400 when one is
 * malformed, when two are given, or when it asks for a form that is not simulated (grammars, structural tags).
 */
export function readConstraint(body: JsonObject): Constraint | undefined {
  const found = [
    readResponseFormat(body),
    ...readGuided(body, ''),
    ...readGuided(readObject(body, 'structured_outputs') ?? {}, 'structured_outputs.'),
  ].filter((constraint) => constraint !== undefined);
  if (found.length > 1) throw badRequest('Only one form of structured output can be asked for at a time.');
  return found[0];
}

function readResponseFormat(body: JsonObject): Constraint | undefined {
  const format = readObject(body, 'response_format');
  if (format === undefined || format.type === 'text') return undefined;
  if (format.type === 'json_object') return { kind: 'json-object' };
  if (format.type !== 'json_schema') {
    throw badRequest(
      `\`response_format.type\` must be text, json_object or json_schema here, got ${shown(format.type)}.`,
      'response_format',
    );
  }
  const wrapper = format.json_schema;
  const schema = isJsonObject(wrapper) ? wrapper.schema : undefined;
  if (!isJsonObject(schema) && typeof schema !== 'boolean') {
    throw badRequest('`response_format.json_schema.schema` must be a JSON schema.', 'response_format');
  }
  return { kind: 'json-schema', schema, field: 'response_format' };
}

function readGuided(fields: JsonObject, prefix: string): (Constraint | undefined)[] {
  const guided = prefix === '' ? 'guided_' : '';
  const nameOf = (word: string): string => `${prefix}${guided}${word}`;
  for (const word of ['grammar', 'structural_tag']) {
    if (fields[`${guided}${word}`] !== undefined && fields[`${guided}${word}`] !== null) {
      throw badRequest(`\`${nameOf(word)}\` is not simulated; json, regex and choice are.`, nameOf(word));
    }
  }
  const choices = readTexts(fields, `${guided}choice`);
  if (Array.isArray(fields[`${guided}choice`]) && choices.length === 0) {
    throw badRequest(`\`${nameOf('choice')}\` must hold at least one choice.`, nameOf('choice'));
  }
  const pattern = readText(fields, `${guided}regex`);
  const json = fields[`${guided}json`];
  return [
    choices.length > 0 ? { kind: 'choice', choices } : undefined,
    pattern !== undefined ? { kind: 'regex', pattern, field: nameOf('regex') } : undefined,
    json !== undefined && json !== null
      ? { kind: 'json-schema', schema: schemaFrom(json, nameOf('json')), field: nameOf('json') }
      : undefined,
    fields[`${guided}json_object`] === true ? { kind: 'json-object' } : undefined,
  ];
}

function schemaFrom(value: JsonValue, field: string): JsonValue {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch (error) {
    throw badRequest(`\`${field}\` is a string that is not JSON: ${(error as Error).message}.`, field);
  }
}
