import { isRecord, type JsonRecord } from '../json/json-record.ts';

/** Keywords whose values are schemas by name. */
const BY_NAME: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);

/** Keywords whose values are schemas, or lists of them. */
const NESTED: ReadonlySet<string> = new Set(['items', 'prefixItems', 'anyOf', 'allOf', 'oneOf']);

/** A schema in which objects hold nothing but their named properties, as vendors with guaranteed answers ask for. */
export function closedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedSchema);
  if (!isRecord(schema)) return schema;
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (BY_NAME.has(key) && isRecord(value)) closed[key] = closedByName(value);
    else closed[key] = NESTED.has(key) ? closedSchema(value) : value;
  }
  const isObject = closed.type === 'object' || isRecord(closed.properties);
  return isObject ? { ...closed, additionalProperties: false } : closed;
}

function closedByName(schemas: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closedSchema(schema)]));
}
