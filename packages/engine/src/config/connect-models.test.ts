import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { connectModels, type ModelConnection } from './connect-models.ts';

const CONFIG = `version: v0.3
providers:
  defaults:
    default_model: small # answers when nothing matches
    reasoning_families:
      qwen3: { type: chat_template_kwargs, parameter: enable_thinking }
      gpt-oss: { type: top_level_reasoning_effort, parameter: reasoning_effort }
  models:
    - name: small
      provider_model_id: openai/gpt-oss-20b
      reasoning_family: gpt-oss
      pricing: { currency: USD, prompt_per_1m: 1 }
      backend_refs: [{ name: old, endpoint: "127.0.0.1:8000" }]
    - name: Qwen3-235B # for hard questions
      reasoning_family: qwen3
      backend_refs: [{ endpoint: "127.0.0.1:8001" }]
routing:
  modelCards:
    - { name: small, param_size: 20B, description: Quick }
    - { name: Qwen3-235B, param_size: 235B, description: Thorough }
`;
const OLLAMA = { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1' };

function connected(connections: Record<string, ModelConnection>) {
  const result = connectModels(CONFIG, connections);
  if ('problem' in result) throw new Error(result.problem);
  return { text: result.text, ...parse(result.text) };
}

describe('a config whose models are connected', () => {
  test('names the server and what it calls the model, and loses what was true of another', () => {
    const { providers, routing, text } = connected({ small: { ...OLLAMA, model: 'llama3.2:3b' } });
    expect(providers.models[0]).toEqual({
      name: 'small',
      provider_model_id: 'llama3.2:3b',
      backend_refs: [{ provider: 'ollama', base_url: 'http://127.0.0.1:11434/v1' }],
    });
    expect(routing.modelCards[0]).toEqual({ name: 'small', description: 'Quick' });
    expect(text).toContain('# answers when nothing matches');
  });

  test('leaves the others as they were', () => {
    const { providers, routing } = connected({ small: { ...OLLAMA, model: 'llama3.2:3b' } });
    expect(providers.models[1]).toEqual(parse(CONFIG).providers.models[1]);
    expect(routing.modelCards[1]).toEqual(parse(CONFIG).routing.modelCards[1]);
  });

  test('keeps what is known of the same model on another server', () => {
    const { providers, routing } = connected({
      'Qwen3-235B': { provider: 'openrouter', keyVariable: 'OPENROUTER_KEY', model: 'qwen/qwen3-235b' },
      small: { ...OLLAMA, model: 'gpt-oss-20b' },
    });
    expect(providers.models[1]).toEqual({
      name: 'Qwen3-235B',
      provider_model_id: 'qwen/qwen3-235b',
      reasoning_family: 'qwen3',
      backend_refs: [{ provider: 'openrouter', api_key_env: 'OPENROUTER_KEY' }],
    });
    expect(routing.modelCards[1].param_size).toBe('235B');
    expect(providers.models[0].pricing).toEqual({ currency: 'USD', prompt_per_1m: 1 });
  });

  test('tells a model to think as its family does', () => {
    const { providers } = connected({ small: { ...OLLAMA, model: 'qwen3:8b' } });
    expect(providers.models[0].reasoning_family).toBe('qwen3');
  });
});

test.each([
  ['a: [', /no valid YAML/],
  ['version: v0.3', /no list of models/],
  [CONFIG, /no model "large" under providers.models: small, Qwen3-235B/],
])('what cannot be connected says why', (text, problem) => {
  expect(connectModels(text, { large: { ...OLLAMA, model: 'x' } })).toEqual({
    problem: expect.stringMatching(problem),
  });
});
