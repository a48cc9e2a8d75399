import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const ajv = new Ajv({ allErrors: true, discriminator: true, allowUnionTypes: true });
const known = new Set<string>();

/**
 * What is wrong with a value by a definition of a vendor's published schema; empty when nothing is. `file` is a file of
 * this folder without its ending.
 */
export function problemsBy(file: string, definition: string, value: unknown): readonly string[] {
  if (!known.has(file)) {
    ajv.addSchema(JSON.parse(readFileSync(new URL(`./${file}.json`, import.meta.url), 'utf8')));
    known.add(file);
  }
  const isValid = ajv.getSchema(`${file}#/definitions/${definition}`)!;
  if (isValid(value)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}
