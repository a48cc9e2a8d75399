import { badRequest } from '../api-error.ts';
import { shown } from '../chat/request-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** A 400 for fields that the vendor does not know. */
export function onlyFields(value: JsonObject, allowed: readonly string[], where: string): void {
  for (const field of Object.keys(value)) {
    if (!allowed.includes(field)) {
      throw badRequest(`${where === '' ? field : `${where}.${field}`}: this field is not known here.`, field);
    }
  }
}

/** The objects of a list that must be there; a 400 for anything else. */
export function objectsOf(value: JsonValue | undefined, where: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw badRequest(`${where} must be a list, got ${shown(value)}.`, where);
  return (value as readonly JsonValue[]).map((item, index) => objectOf(item, `${where}[${index}]`));
}

/** An object that must be there. */
export function objectOf(value: JsonValue | undefined, where: string): JsonObject {
  if (!isJsonObject(value)) throw badRequest(`${where} must be an object, got ${shown(value)}.`, where);
  return value;
}

/** A text that must be there. */
export function textOf(value: JsonValue | undefined, where: string): string {
  if (typeof value !== 'string') throw badRequest(`${where} must be a string, got ${shown(value)}.`, where);
  return value;
}

/** A 400 for a schema with an object that leaves open what else it may hold. */
export function onlyClosedObjects(schema: JsonValue | undefined, where: string): void {
  if (Array.isArray(schema)) {
    for (const [index, item] of (schema as readonly JsonValue[]).entries())
      onlyClosedObjects(item, `${where}[${index}]`);
    return;
  }
  if (!isJsonObject(schema)) return;
  if ((schema.type === 'object' || isJsonObject(schema.properties)) && schema.additionalProperties !== false) {
    throw badRequest(`${where}: 'additionalProperties' must be false for an object.`, where);
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' || key === '$defs') {
      for (const [name, inner] of Object.entries(isJsonObject(value) ? value : {})) {
        onlyClosedObjects(inner, `${where}.${key}.${name}`);
      }
    } else if (key === 'items' || key === 'anyOf' || key === 'allOf' || key === 'oneOf') {
      onlyClosedObjects(value, `${where}.${key}`);
    }
  }
}
