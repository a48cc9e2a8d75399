import type { JsonSchema } from '@signalbox/gateway/contract';

type Fields = Readonly<Record<string, JsonSchema>>;

/** A schema with its reference followed, if it is one. */
export function resolved(schema: JsonSchema | undefined, root: JsonSchema): JsonSchema | undefined {
  let current = schema;
  for (let steps = 0; steps < 20 && typeof current?.$ref === 'string'; steps++) {
    const path = current.$ref.replace(/^#\/?/, '').split('/').filter(Boolean);
    current = path.reduce<unknown>((at, step) => (at as Fields | undefined)?.[decodeURIComponent(step)], root) as
      | JsonSchema
      | undefined;
  }
  return current;
}

/** The ways that a value may be; one for most. */
export function branchesOf(schema: JsonSchema | undefined, root: JsonSchema): readonly JsonSchema[] {
  const found = resolved(schema, root);
  if (found === undefined) return [];
  const branches = (found.anyOf ?? found.oneOf) as readonly JsonSchema[] | undefined;
  return branches === undefined ? [found] : branches.flatMap((branch) => branchesOf(branch, root));
}

/** What may stand at a place of a config, by its schema. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let current: readonly JsonSchema[] = branchesOf(root, root);
  for (const step of path) {
    current = current.flatMap((schema) => {
      const next = typeof step === 'number' ? (schema.items as JsonSchema | undefined) : fieldOf(schema, step);
      return branchesOf(next, root);
    });
  }
  return current;
}

function fieldOf(schema: JsonSchema, key: string): JsonSchema | undefined {
  const own = (schema.properties as Fields | undefined)?.[key];
  if (own !== undefined) return own;
  return typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as JsonSchema) : undefined;
}

/** Fields of all branches; the first that has one says what it is. */
export function fieldsOf(schemas: readonly JsonSchema[]): ReadonlyMap<string, JsonSchema> {
  const fields = new Map<string, JsonSchema>();
  for (const schema of schemas) {
    for (const [name, field] of Object.entries((schema.properties as Fields | undefined) ?? {})) {
      if (!fields.has(name)) fields.set(name, field);
    }
  }
  return fields;
}

/** Words that a value may be. */
export function wordsOf(schemas: readonly JsonSchema[]): readonly string[] {
  return schemas.flatMap((schema) => {
    if (Array.isArray(schema.enum)) return schema.enum.map(String);
    if (schema.const !== undefined) return [String(schema.const)];
    return schema.type === 'boolean' ? ['true', 'false'] : [];
  });
}

export function describe(schema: JsonSchema | undefined): string {
  return typeof schema?.description === 'string' ? schema.description : '';
}
