import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

/**
 * A recipe with every backend replaced by one address: the routing stays, the models become the mock.
 *
 * @param {string} recipeFile
 * @param {string} baseUrl Origin and path prefix, e.g. `http://127.0.0.1:4000/v1`.
 * @returns {string} YAML
 */
export function createBenchConfig(recipeFile, baseUrl) {
  const config = parse(readFileSync(recipeFile, 'utf8'));
  const models = config?.providers?.models;
  if (!Array.isArray(models) || models.length === 0) {
    throw new Error(`${recipeFile}: expected a list of models under providers.models, got ${JSON.stringify(models)}`);
  }
  for (const model of models) model.backend_refs = [{ name: 'mock', base_url: baseUrl, provider: 'openai' }];
  return stringify(config);
}
