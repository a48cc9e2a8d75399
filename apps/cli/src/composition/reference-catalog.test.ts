import { formatDiagnostic, loadConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { vocabulary } from './vocabulary.ts';

const HEAD = `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small }] }
routing:
  signals:
    jailbreak: [{ name: attack }]
    preferences: [{ name: terse, description: wants short answers, examples: [keep it short] }]
  decisions:
    - name: guarded
      rules: { operator: OR, conditions: [{ type: jailbreak, name: attack }, { type: preference, name: terse }] }
      modelRefs: [{ model: small }]
global:
  model_catalog:
`;

async function load(catalog: string) {
  const text = HEAD + catalog.trim().replaceAll(/^/gm, '    ');
  const result = await loadConfig(text, { vocabulary, purpose: 'simulate', file: 'config.yaml' });
  expect(() => parse(text)).not.toThrow();
  return {
    heads: result.ok
      ? result.value.config.heads.map(({ head, adapter, options }) => ({ head, adapter, ...(options as object) }))
      : undefined,
    diagnostics: result.diagnostics.map((each) => ({
      ...each,
      text: formatDiagnostic(each),
      at: text.split('\n')[(each.line ?? 1) - 1]!.slice((each.column ?? 1) - 1),
    })),
  };
}

describe('the reference’s layout chooses heads', () => {
  test('a guard on a server is a chat model that picks a label', async () => {
    const { heads, diagnostics } = await load(`
external:
  - name: guard
    llm_provider: vllm
    model_role: guardrail
    llm_endpoint: { address: 10.0.0.7, port: 8800 }
    llm_model_name: Qwen3-4B
    llm_timeout_seconds: 2
    parser_type: json
    access_key: sk-test
    temperature: 0.1`);
    expect(diagnostics.map(({ text }) => text)).toEqual([]);
    expect(heads).toEqual([
      expect.objectContaining({
        head: 'jailbreak',
        adapter: 'llm_judge',
        base_url: 'http://10.0.0.7:8800/v1',
        model: 'Qwen3-4B',
        timeout: '2s',
        api_key: 'sk-test',
        temperature: 0.1,
      }),
    ]);
  });

  test('an external model for preferences knows the rules and what they mean', async () => {
    const { heads } = await load(`
external:
  - { model_role: preference, llm_endpoint: { address: "::1", protocol: https }, llm_model_name: m }
modules: { classifier: { preference: { use_contrastive: false } } }`);
    expect(heads).toEqual([
      expect.objectContaining({
        head: 'preference',
        base_url: 'https://[::1]/v1',
        labels: { terse: 'wants short answers', none: 'none of the others' },
      }),
    ]);
  });

  test('system names folders, and modules refer to them', async () => {
    const { heads, diagnostics } = await load(`
system: { prompt_guard: models/guard, domain_classifier: models/domain, hallucination_explainer: models/nli }
modules:
  prompt_guard: { enabled: true, model_ref: prompt_guard, threshold: 0.6, positive_labels: [INJECTION] }
  classifier: { domain: { threshold: 0.4 } }`);
    expect(diagnostics.map(({ text }) => text)).toEqual([]);
    expect(heads).toEqual([
      expect.objectContaining({
        head: 'jailbreak',
        adapter: 'onnx',
        path: 'models/guard',
        label_map: { INJECTION: 'jailbreak' },
      }),
      expect.objectContaining({ head: 'domain', path: 'models/domain' }),
      expect.objectContaining({ head: 'entailment', path: 'models/nli' }),
    ]);
  });

  test('an encoder comes from a folder or from a server', async () => {
    const local = await load(`
embeddings:
  semantic:
    qwen3_model_path: models/qwen3
    use_cpu: true
    embedding_config: { backend: candle, model_type: qwen3, target_dimension: 256, enable_soft_matching: false }`);
    expect(local.diagnostics).toEqual([]);
    expect(local.heads).toEqual([
      expect.objectContaining({ head: 'encoder', adapter: 'onnx', path: 'models/qwen3', dimensions: 256 }),
    ]);
    const remote = await load(`
embeddings:
  semantic:
    embedding_config: { backend: openai-compatible, top_k: 2 }
    endpoint: { base_url: "http://a/v1", model: m, dimensions: 8, timeout_seconds: 2.5 }`);
    expect(remote.diagnostics).toEqual([]);
    expect(remote.heads).toEqual([
      expect.objectContaining({ adapter: 'openai_embeddings', base_url: 'http://a/v1', timeout: '2.5s' }),
    ]);
  });

  test('what is switched off says nothing', async () => {
    const { heads, diagnostics } = await load(`
modules:
  prompt_compression: { enabled: false }
  feedback_detector: { enabled: false }
  complexity: { prototype_scoring: { enabled: false } }
  classifier: { mcp: { enabled: false } }`);
    expect([heads, diagnostics]).toEqual([[], []]);
  });
});

const GUARD = 'model_role: guardrail, llm_endpoint: { address: a, port: 1 }, llm_model_name: m';
const SERVER = 'endpoint: { base_url: "http://a/v1", model: m, dimensions: 8';

/** Name, catalog, severity, code, where it points, what message and hint say. */
const PROBLEMS: readonly (readonly [string, string, string, string, string, RegExp])[] = [
  [
    'a role without a head',
    `external: [{ model_role: classification, llm_endpoint: { address: a }, llm_model_name: m }]`,
    'error',
    'config.no_equal',
    'classification',
    /"classification"; expected one of guardrail, preference.*\n.*adapter: vllm/,
  ],
  [
    'a parser of its own',
    `external: [{ ${GUARD}, parser_type: qwen3guard }]`,
    'error',
    'config.no_equal',
    'qwen3guard',
    /not read as qwen3guard/,
  ],
  [
    'a threshold beside the module’s',
    `external: [{ ${GUARD}, threshold: 0.4 }]`,
    'error',
    'config.no_equal',
    '0.4',
    /set modules\.prompt_guard\.threshold/,
  ],
  [
    'a prompt of its own',
    `external: [{ model_role: guardrail, llm_endpoint: { address: a, prompt_template: "x %s" }, llm_model_name: m }]`,
    'error',
    'config.no_equal',
    '"x %s"',
    /instructions/,
  ],
  [
    'tokens of one label',
    `external: [{ ${GUARD}, max_tokens: 20 }]`,
    'warning',
    'config.no_effect',
    '20',
    /an answer is one label/,
  ],
  [
    'a head chosen twice',
    `system: { prompt_guard: models/guard }\nexternal: [{ ${GUARD} }]`,
    'error',
    'config.head_chosen_twice',
    '{ model_role',
    /"jailbreak" has a model already/,
  ],
  [
    'an external model without an address',
    `external: [{ model_role: guardrail, llm_endpoint: { port: 1 }, llm_model_name: m }]`,
    'error',
    'config.missing_key',
    '{ port',
    /address/,
  ],
  [
    'preferences without the model they need',
    `modules: { classifier: { preference: { use_contrastive: false } } }`,
    'error',
    'config.no_equal',
    'false',
    /no entry of external/,
  ],
  [
    'a preference model that nearness replaces',
    `external: [{ model_role: preference, llm_endpoint: { address: a }, llm_model_name: m }]\nmodules: { classifier: { preference: { use_contrastive: true } } }`,
    'warning',
    'config.no_effect',
    '{ model_role',
    /use_contrastive is true/,
  ],
  [
    'a reference to no model',
    `modules: { prompt_guard: { model_ref: promt_guard } }`,
    'error',
    'config.unknown_value',
    'promt_guard',
    /expected an entry of system.*\n.*known: prompt_guard, domain_classifier/,
  ],
  [
    'a reference to a model that would be fetched',
    `modules: { classifier: { pii: { model_ref: pii_classifier } } }`,
    'warning',
    'config.no_effect',
    'pii_classifier',
    /the embedded model answers\n.*set system\.pii_classifier/,
  ],
  [
    'a system model of no module',
    `system: { promt_guard: models/guard }`,
    'error',
    'config.unknown_key',
    'promt_guard',
    /did you mean "prompt_guard"/,
  ],
  [
    'a system model that nothing can ask',
    `system: { hallucination_detector: models/halu }`,
    'warning',
    'config.no_effect',
    'models/halu',
    /unsupported claims/,
  ],
  [
    'a module switched off beside its rules',
    `modules: { prompt_guard: { enabled: false } }`,
    'error',
    'config.no_equal',
    'false',
    /rules under signals\.jailbreak would be asked/,
  ],
  [
    'labels of a model that is not there',
    `modules: { prompt_guard: { positive_labels: [INJECTION] } }`,
    'error',
    'config.no_equal',
    '[INJECTION]',
    /set system\.prompt_guard/,
  ],
  [
    'a policy for failures',
    `modules: { prompt_guard: { on_error: block } }`,
    'error',
    'config.no_equal',
    'block',
    /on_unknown: match/,
  ],
  [
    'a fallback subject',
    `modules: { classifier: { domain: { fallback_category: other } } }`,
    'error',
    'config.no_equal',
    'other',
    /matches no domain rule/,
  ],
  [
    'a threshold of three probabilities',
    `modules: { hallucination_mitigation: { explainer: { threshold: 0.9 } } }`,
    'warning',
    'config.no_effect',
    '0.9',
    /all three probabilities/,
  ],
  [
    'labels in a file',
    `modules: { prompt_guard: { jailbreak_mapping_path: a.json } }`,
    'warning',
    'config.no_effect',
    'a.json',
    /read from the model’s folder/,
  ],
  [
    'an architecture',
    `modules: { classifier: { pii: { use_mmbert_32k: true } } }`,
    'warning',
    'config.no_effect',
    'true',
    /the folder says/,
  ],
  [
    'a GPU',
    `modules: { feedback_detector: { use_cpu: false } }`,
    'warning',
    'config.no_effect',
    'false',
    /run on the CPU/,
  ],
  [
    'an encoder that would be fetched',
    `embeddings: { semantic: { embedding_config: { model_type: gemma } } }`,
    'error',
    'config.no_equal',
    'gemma',
    /set embeddings\.semantic\.gemma_model_path/,
  ],
  [
    'a folder of another type',
    `embeddings: { semantic: { bert_model_path: a, qwen3_model_path: b, embedding_config: { model_type: bert } } }`,
    'warning',
    'config.no_effect',
    'b, ',
    /model_type is bert/,
  ],
  [
    'an early exit',
    `embeddings: { semantic: { mmbert_model_path: a, embedding_config: { target_layer: 6 } } }`,
    'error',
    'config.no_equal',
    '6 }',
    /export the model cut at that layer/,
  ],
  [
    'prototypes',
    `modules: { complexity: { prototype_scoring: { top_m: 2 } } }`,
    'error',
    'config.no_equal',
    '{ top_m',
    /enabled: false/,
  ],
  [
    'a server without the word that chooses it',
    `embeddings: { semantic: { ${SERVER} } } }`,
    'error',
    'config.no_backend_named',
    '{ base_url',
    /openai-compatible/,
  ],
  [
    'the word without a server',
    `embeddings: { semantic: { embedding_config: { backend: openai-compatible } } }`,
    'error',
    'config.no_endpoint',
    'openai-compatible',
    /needs embeddings\.semantic\.endpoint/,
  ],
  [
    'calls sent again',
    `embeddings: { semantic: { embedding_config: { backend: openai-compatible }, ${SERVER}, max_retries: 2 } } }`,
    'warning',
    'config.retries_unused',
    '2 }',
    /not sent again/,
  ],
  [
    'compressed prompts',
    `modules: { prompt_compression: { enabled: true, max_tokens: 512 } }`,
    'error',
    'config.no_equal',
    '{ enabled',
    /whole texts/,
  ],
  [
    'a classifier over MCP',
    `modules: { classifier: { mcp: { enabled: true } } }`,
    'error',
    'config.no_equal',
    '{ enabled',
    /over MCP/,
  ],
  [
    'knowledge bases without labels',
    `kbs: [{ name: docs }]`,
    'error',
    'kb.source',
    '{ name: docs }',
    /expected either source or labels, got none/,
  ],
  [
    'a detector',
    `modules: { hallucination_mitigation: { detector: { threshold: 0.8 } } }`,
    'warning',
    'config.no_effect',
    '{ threshold',
    /embedded model/,
  ],
];

test.each(PROBLEMS)('%s', async (_name, catalog, severity, code, at, says) => {
  const { heads, diagnostics } = await load(catalog);
  expect(diagnostics.map(({ text }) => text).join('\n')).toMatch(says);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({ severity, code, hint: expect.stringMatching(/\w/) });
  expect(diagnostics[0]!.at.startsWith(at), `points at ${diagnostics[0]!.at}`).toBe(true);
  expect(heads === undefined).toBe(severity === 'error');
});

test('the modality detector’s own model is the head’s', async () => {
  const { heads, diagnostics } = await load(`
modules: { modality_detector: { method: hybrid, keywords: [draw], classifier: { model_path: ./modality, use_cpu: true } } }`);
  expect(diagnostics.map(({ text }) => text)).toEqual([]);
  expect(heads).toMatchObject([{ head: 'modality', adapter: 'onnx', path: './modality' }]);
});

describe('models that rules of classifiers have for themselves', () => {
  const CLASSIFIERS = HEAD.replace(
    'preferences:',
    `classifiers:
      - { name: mood, type: llm, model: judge, labels: [calm, angry], instructions: Tell the mood. }
      - { name: topic, type: local, model_path: ./topic, labels: [sports], use_cpu: true }
    preferences:`,
  );
  const EXTERNAL = `    external:
      - { name: judge, model_role: classification, llm_endpoint: { address: 10.0.0.7 }, llm_model_name: small-judge }
`;
  const loadWhole = async (text: string) => {
    const result = await loadConfig(text, { vocabulary, purpose: 'simulate', file: 'config.yaml' });
    return { result, text: result.diagnostics.map(formatDiagnostic).join('\n') };
  };

  test('are opened from a folder and from an entry of external', async () => {
    const { result } = await loadWhole(CLASSIFIERS + EXTERNAL);
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    expect(result.value.config.heads).toMatchObject([
      {
        head: 'rule/mood',
        adapter: 'llm_judge',
        path: ['routing', 'signals', 'classifiers', 0],
        options: {
          base_url: 'http://10.0.0.7/v1',
          model: 'small-judge',
          labels: { calm: 'calm', angry: 'angry' },
          instructions: 'Tell the mood.',
        },
      },
      { head: 'rule/topic', adapter: 'onnx', options: { path: './topic' } },
    ]);
  });

  test('an entry that is not there is told at the rule', async () => {
    const { text } = await loadWhole(CLASSIFIERS + EXTERNAL.replace('name: judge', 'name: other'));
    expect(text).toMatch(
      /config\.yaml:7:41 error config\.unknown_external.*no external model "judge"\s+.*known: other/,
    );
  });

  test('two recipes that mean different models by one name are told', async () => {
    const recipes = `recipes:
  - name: second
    routing:
      signals: { classifiers: [{ name: topic, type: local, model_path: ./elsewhere, labels: [sports] }] }
      decisions: [{ name: d, rules: { type: classifier, name: topic, label: sports }, modelRefs: [{ model: small }] }]
entrypoints: [{ model_names: [x], recipe: second }]
`;
    const { text } = await loadWhole(CLASSIFIERS + EXTERNAL + recipes);
    expect(text).toMatch(/config\.model_of_rule {2}recipes\[0\]\.routing\.signals\.classifiers\[0\].*"topic"/);
  });
});

describe('an output contract, in the decision itself', () => {
  const withFields = (fields: string) =>
    HEAD.replace('    - name: guarded\n', `    - name: guarded\n      ${fields}\n`).replace(/global:[\s\S]*$/, '');

  test('is a use of its plugin', async () => {
    const result = await loadConfig(
      withFields(
        'output_contract: Say yes or no.\n      output_contract_spec: { type: choice, choice_set: { values: [yes, no] } }',
      ),
      { vocabulary, purpose: 'simulate' },
    );
    if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
    const [decision] = result.value.config.recipes[0]!.decisions;
    expect(decision!.plugins).toMatchObject([
      {
        type: 'output_contract',
        configuration: {
          output_contract: 'Say yes or no.',
          output_contract_spec: { choice_set: { values: ['yes', 'no'] } },
        },
        onError: 'open',
      },
    ]);
  });

  test('is checked, with its place', async () => {
    const text = withFields('output_contract_spec: { type: choice }');
    const result = await loadConfig(text, { vocabulary, purpose: 'simulate', file: 'config.yaml' });
    expect(result.diagnostics.map(formatDiagnostic).join('\n')).toMatch(
      /config\.yaml:9:29 error output_contract\.choice_set {2}routing\.decisions\[0\]\.output_contract_spec/,
    );
  });
});
