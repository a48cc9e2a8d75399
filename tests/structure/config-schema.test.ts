import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VALID_CONFIG } from '@signalbox/engine/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './source-files.ts';

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/reference/config.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
const configs = readdirSync(join(ROOT, 'recipes'), { recursive: true })
  .map(String)
  .filter((path) => /(config|rocm)\.yaml$/.test(path));

describe('the JSON Schema for editors', () => {
  test.each(configs)('accepts recipes/%s', (path) => {
    validate(parse(readFileSync(join(ROOT, 'recipes', path), 'utf8')));
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['listners:', 'listeners:'],
    ['operator: or,', 'operator: OR,'],
    ['modelRef:', 'modelRefs:'],
  ])('refuses %j', (wrong, right) => {
    expect(validate(parse(VALID_CONFIG))).toBe(true);
    expect(VALID_CONFIG).toContain(right);
    expect(validate(parse(VALID_CONFIG.replace(right, wrong)))).toBe(false);
  });
});
