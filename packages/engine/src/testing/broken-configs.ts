import { BROKEN_ACCESS } from './broken-access.ts';
import type { BrokenConfig } from './broken-config.ts';
import { BROKEN_PARTS } from './broken-parts.ts';
import { BROKEN_STORES } from './broken-stores.ts';

/** A valid config whose parts the broken ones edit. */
export const VALID_CONFIG = `version: v0.3
listeners:
  - { name: main, address: 127.0.0.1, port: 8899, timeout: 30s }
providers:
  defaults:
    default_model: small
    reasoning_families:
      qwen3: { type: chat_template_kwargs, parameter: enable_thinking }
  models:
    - name: small
      reasoning_family: qwen3
      backend_refs:
        - { endpoint: 127.0.0.1:8000, weight: 2 }
    - name: large
      pricing: { prompt_per_1m: 1, completion_per_1m: 2 }
      backend_refs:
        - { base_url: https://models.example/v1, api_key: sk-inline }
routing:
  modelCards:
    - { name: large, loras: [{ name: legal-lora }] }
  strategy: priority
  signals:
    keywords:
      - { name: coding, operator: OR, keywords: [code, bug] }
      - { name: ticket, operator: OR, method: regex, keywords: ['[A-Z]+-[0-9]+'] }
    language:
      - { name: en }
    context:
      - { name: long, min_tokens: 8K, max_tokens: 32K }
    structure:
      - name: steps
        feature: { type: count, source: { type: regex, pattern: '[0-9]+[.]' } }
        predicate: { gte: 2 }
  decisions:
    - name: code
      priority: 100
      rules:
        operator: AND
        conditions:
          - { type: keyword, name: coding }
          - { type: language, name: en }
      modelRefs:
        - { model: large, use_reasoning: true, reasoning_effort: high }
    - name: tickets
      priority: 90
      rules:
        operator: OR
        conditions:
          - { type: keyword, name: ticket }
          - { type: context, name: long }
          - { type: structure, name: steps }
      modelRefs:
        - { model: small }
    - name: rest
      modelRefs:
        - { model: small }
global:
  router: { auto_model_name: MoM }
  services:
    management_api: { port: 8700 }
`;

export const BROKEN_CONFIGS: readonly BrokenConfig[] = [
  ...BROKEN_PARTS,
  ...BROKEN_ACCESS,
  ...BROKEN_STORES,
  {
    name: 'typo in a top-level key',
    edits: [['listeners:', 'listners:']],
    problems: [{ code: 'config.unknown_key', at: 'listners:', says: ['"listners"', 'did you mean "listeners"?'] }],
  },
  {
    name: 'typo in a listener key',
    edits: [['timeout: 30s', 'timout: 30s']],
    problems: [{ code: 'config.unknown_key', at: 'timout', says: ['"timout"', 'did you mean "timeout"?'] }],
  },
  {
    name: 'wrong types in the listener',
    edits: [
      ['port: 8899', 'port: "8899"'],
      ['timeout: 30s', 'timeout: 30'],
    ],
    problems: [
      { code: 'config.wrong_type', at: '"8899"', says: ['expected a number', 'got "8899"', 'without quotes: 8899'] },
      {
        code: 'config.wrong_type',
        at: '30 }',
        says: ['expected a duration', 'got 30', 'a number and a unit: 250ms, 30s'],
      },
    ],
  },
  {
    name: 'port out of range and a duration without a unit',
    edits: [
      ['port: 8899', 'port: 88990'],
      ['timeout: 30s', 'timeout: "30"'],
    ],
    problems: [
      { code: 'config.out_of_range', at: '88990', says: ['at most 65535', 'got 88990'] },
      { code: 'config.invalid_duration', at: '"30"', says: ['duration', '250ms, 30s, 5m or 1h'] },
    ],
  },
  {
    name: 'wrong version',
    edits: [['version: v0.3', 'version: v0.1']],
    problems: [{ code: 'config.unknown_value', at: 'v0.1', says: ['"v0.3"', 'got "v0.1"'] }],
  },
  {
    name: 'unknown default model and reasoning family',
    edits: [
      ['default_model: small', 'default_model: smal'],
      ['reasoning_family: qwen3', 'reasoning_family: qwen'],
    ],
    problems: [
      { code: 'config.unknown_model', at: 'smal\n', says: ['"smal"', 'did you mean "small"?'] },
      { code: 'config.unknown_reasoning_family', at: 'qwen\n', says: ['"qwen"', 'did you mean "qwen3"?'] },
    ],
  },
  {
    name: 'unknown reasoning family type',
    edits: [['type: chat_template_kwargs', 'type: chat_template']],
    problems: [
      {
        code: 'config.unknown_value',
        at: 'chat_template,',
        says: ['one of chat_template_kwargs', 'got "chat_template"'],
      },
    ],
  },
  {
    name: 'duplicate model names',
    edits: [
      ['- name: large\n', '- name: small\n'],
      ['name: large, loras', 'name: small, loras'],
      ['model: large', 'model: small'],
      ['loras: [{ name: legal-lora }]', 'loras: []'],
    ],
    problems: [
      { code: 'config.duplicate_name', at: 'small\n      pricing', says: ['duplicate model "small"', 'rename'] },
    ],
  },
  {
    name: 'a backend with no address, one with two, and a bad one',
    edits: [
      ['endpoint: 127.0.0.1:8000, weight: 2', 'weight: 2'],
      ['base_url: https://models.example/v1', 'base_url: models.example'],
    ],
    problems: [
      { code: 'config.backend_address', at: '{ weight: 2 }', says: ['either endpoint or base_url'] },
      { code: 'config.invalid_address', at: 'models.example', says: ['http or https address', '"models.example"'] },
    ],
  },
  {
    name: 'a weight of zero and an unknown provider',
    edits: [['weight: 2', 'weight: 0, provider: opnai']],
    problems: [
      { code: 'config.out_of_range', at: '0, provider', says: ['more than 0', 'got 0'] },
      { code: 'config.unknown_value', at: 'opnai', says: ['"opnai"', 'openai'] },
    ],
  },
  {
    name: 'a card for a model that does not exist',
    edits: [['name: large, loras', 'name: larg, loras']],
    problems: [{ code: 'config.unknown_model', at: 'larg,', says: ['"larg"', 'did you mean "large"?'] }],
  },
  {
    name: 'unknown strategy',
    edits: [['strategy: priority', 'strategy: prioriti']],
    problems: [
      { code: 'config.unknown_value', at: 'prioriti', says: ['priority, confidence', 'did you mean "priority"?'] },
    ],
  },
  {
    name: 'a signal list under its singular name',
    edits: [['    keywords:\n', '    keyword:\n']],
    problems: [
      { code: 'config.unknown_key', at: 'keyword:', says: ['did you mean "keywords"?'] },
      {
        code: 'config.unknown_signal',
        at: 'coding }\n          - { type: language',
        says: ['keyword:coding', 'no keyword rule'],
      },
      {
        code: 'config.unknown_signal',
        at: 'ticket }\n          - { type: context',
        says: ['keyword:ticket', 'no keyword rule'],
      },
    ],
  },
  {
    name: 'rules with a wrong operator, no keywords and a broken pattern',
    edits: [
      ['operator: OR, keywords: [code, bug]', 'operator: or, keywords: []'],
      ["'[A-Z]+-[0-9]+'", "'[A-Z+-('"],
    ],
    problems: [
      { code: 'config.unknown_value', at: 'or, keywords', says: ['one of OR, AND, NOR', 'did you mean "OR"?'] },
      { code: 'config.out_of_range', at: '[]', says: ['at least 1 entry'] },
      { code: 'keyword.invalid_regex', at: "'[A-Z+-('", says: ['ticket', 'RE2'] },
    ],
  },
  {
    name: 'a pattern with look-ahead',
    edits: [["'[A-Z]+-[0-9]+'", "'foo(?=bar)'"]],
    problems: [{ code: 'keyword.invalid_regex', at: "'foo(?=bar)'", says: ['ticket', 'no look-around'] }],
  },
  {
    name: 'a language that is no code and an empty context band',
    edits: [
      ['- { name: en }', '- { name: English }'],
      ['{ type: language, name: en }', '{ type: language, name: English }'],
      ['max_tokens: 32K', 'max_tokens: 4K'],
    ],
    problems: [
      { code: 'language.invalid_code', at: 'English }\n    context', says: ['not a language code', 'en, zh, de'] },
      { code: 'context.empty_band', at: '4K', says: ['max_tokens 4K is below min_tokens 8K'] },
    ],
  },
  {
    name: 'a structure rule that measures the wrong thing within impossible bounds',
    edits: [
      ['feature: { type: count', 'feature: { type: sequence'],
      ['predicate: { gte: 2 }', 'predicate: { gte: 2, lte: 1 }'],
    ],
    problems: [
      { code: 'structure.mismatch', at: "regex, pattern: '[0-9]", says: ['"sequence" cannot measure', 'regex'] },
      { code: 'structure.impossible_bounds', at: '{ gte: 2, lte: 1 }', says: ['no number'] },
    ],
  },
  {
    name: 'duplicate rules and duplicate decisions',
    edits: [
      ['name: ticket, operator', 'name: coding, operator'],
      ['keyword, name: ticket', 'keyword, name: coding'],
      ['- name: tickets', '- name: code'],
    ],
    problems: [
      { code: 'config.duplicate_name', at: 'coding, operator: OR, method', says: ['duplicate keyword rule "coding"'] },
      { code: 'config.duplicate_name', at: 'code\n      priority: 90', says: ['duplicate decision "code"'] },
    ],
  },
  {
    name: 'conditions with an unknown kind, an unknown rule and a typo in a key',
    edits: [
      ['{ type: keyword, name: coding }', '{ type: keywrd, name: coding }'],
      ['{ type: language, name: en }', '{ type: language, name: eng }'],
      ['{ type: keyword, name: ticket }', '{ type: keyword, nam: ticket }'],
    ],
    problems: [
      { code: 'config.unknown_signal_kind', at: 'keywrd', says: ['"keywrd"', 'did you mean "keyword"?'] },
      { code: 'config.unknown_signal', at: 'eng }', says: ['language:eng', 'did you mean "en"?'] },
      { code: 'config.missing_key', at: '{ type: keyword, nam: ticket }', says: ['is missing', 'expected a string'] },
      { code: 'config.unknown_key', at: 'nam: ticket', says: ['did you mean "name"?'] },
    ],
  },
  {
    name: 'NOT over two conditions and a lower-case operator',
    edits: [
      ['operator: AND', 'operator: NOT'],
      [
        'operator: OR\n        conditions:\n          - { type: keyword, name: ticket }',
        'operator: any\n        conditions:\n          - { type: keyword, name: ticket }',
      ],
    ],
    problems: [
      { code: 'config.not_takes_one', at: 'operator: NOT', says: ['exactly one condition, got 2'] },
      { code: 'config.unknown_value', at: 'any\n', says: ['one of AND, OR, NOT', 'got "any"'] },
    ],
  },
  {
    name: 'a decision without models, one with an unknown one, and an unknown effort',
    edits: [
      ['reasoning_effort: high', 'reasoning_effort: extreme'],
      [
        '      modelRefs:\n        - { model: small }\n    - name: rest',
        '      modelRefs:\n        - { model: smoll }\n    - name: rest',
      ],
      ['    - name: rest\n      modelRefs:\n        - { model: small }', '    - name: rest\n      modelRefs: []'],
    ],
    problems: [
      { code: 'config.unknown_value', at: 'extreme', says: ['one of low, medium, high', 'got "extreme"'] },
      { code: 'config.unknown_model', at: 'smoll', says: ['"smoll"', 'did you mean "small"?'] },
      { code: 'config.out_of_range', at: '[]', says: ['at least 1 entry'] },
    ],
  },
  {
    name: 'an unknown adapter and a plugin that does not exist',
    edits: [
      ['model: large, use_reasoning', 'model: large, lora_name: legal, use_reasoning'],
      ['    - name: rest\n', '    - name: rest\n      plugins: [{ type: fast_respons, configuration: {} }]\n'],
    ],
    problems: [
      { code: 'config.unknown_lora', at: 'legal,', says: ['"legal"', 'legal-lora'] },
      { code: 'config.unknown_value', at: 'fast_respons', says: ['fast_response', 'got "fast_respons"'] },
    ],
  },
  {
    name: 'an auto name that is also a model, and an unset variable',
    edits: [
      ['auto_model_name: MoM', 'auto_model_name: large'],
      ['api_key: sk-inline', 'api_key: "$' + '{NO_SUCH_VARIABLE}"'],
    ],
    problems: [
      { code: 'config.name_collision', at: 'large }\n  services', says: ['both a model and a name'] },
      {
        code: 'config.environment_unset',
        at: '"$' + '{NO_SUCH_VARIABLE}',
        says: ['NO_SUCH_VARIABLE is not set', 'default'],
      },
    ],
  },
  {
    name: 'a duplicate key',
    edits: [['    management_api: { port: 8700 }', '    management_api: { port: 8700, port: 8701 }']],
    problems: [{ code: 'config.duplicate_key', at: 'port: 8701', says: ['unique', 'keep one'] }],
  },
  {
    name: 'an environment reference that YAML takes for a mapping',
    edits: [['api_key: sk-inline', 'api_key: $' + '{KEY}']],
    problems: [{ code: 'config.syntax', at: '{KEY}', says: ['quotes around it'] }],
  },
  {
    name: 'a bracket that is not closed',
    edits: [['keywords: [code, bug] }', 'keywords: [code, bug }']],
    problems: [{ code: 'config.syntax', at: '}\n      - { name: ticket', says: ['hint'] }],
  },
  {
    name: 'recipes and entry points that clash or lead nowhere',
    edits: [
      [
        'global:\n',
        `recipes:
  - { name: default, routing: { decisions: [{ name: d, modelRefs: [{ model: large }] }] } }
  - { name: vault, routing: { decisions: [{ name: d, rules: { type: keyword, name: coding }, modelRefs: [{ model: lage }] }] } }
entrypoints:
  - { model_names: [large, legal-lora, MoM, safe], recipe: valt }
global:
`,
      ],
    ],
    problems: [
      {
        code: 'config.name_collision',
        at: 'default, routing',
        says: ['"default" is the name of the top-level routing'],
      },
      { code: 'config.unknown_signal', at: 'coding }, modelRefs', says: ['"keyword:coding"'] },
      { code: 'config.unknown_model', at: 'lage }', says: ['did you mean "large"?'] },
      { code: 'config.name_collision', at: 'large, legal-lora', says: ['"large" is both a model and'] },
      { code: 'config.name_collision', at: 'legal-lora, MoM', says: ['an adapter of "large"'] },
      { code: 'config.name_collision', at: 'MoM, safe', says: ['another name that asks to be routed'] },
      { code: 'config.unknown_recipe', at: 'valt }', says: ['did you mean "vault"?'] },
    ],
  },
  {
    name: 'requirements that no model, or not every model, meets',
    edits: [
      [
        'name: large, loras',
        'name: large, safety_tier: 1, tags: [eu], data: { residency: [eu, us], retention_days: 30 }, loras',
      ],
      ['    - name: code\n', '    - name: code\n      safety_tier: 2\n'],
      [
        '    - name: tickets\n',
        '    - name: tickets\n      require: { tags: [eu], residency: [eu], max_retention_days: 7, licences: [mit], on_premises: true }\n',
      ],
    ],
    problems: [
      {
        code: 'config.no_candidate',
        at: '- { model: large, use_reasoning',
        says: ['"large" lacks a safety_tier of at least 2'],
      },
      {
        code: 'config.no_candidate',
        at: '- { model: small }',
        says: [
          '"small" lacks the tag "eu" and data.residency within eu and data.retention_days of at most 7 and data.licence mit and data.on_premises: true',
        ],
      },
    ],
  },
];
