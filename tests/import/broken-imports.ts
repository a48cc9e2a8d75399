/** A config of the reference in which one thing is wrong. */
export interface BrokenImport {
  readonly name: string;
  /** The valid text that is edited: `canonical` is of v0.3, `flat` of v0.1; or a text of its own. */
  readonly base: 'canonical' | 'flat' | { readonly text: string };
  /** What is replaced, which stands once in the base, and by what. */
  readonly edit?: readonly [string, string];
  /** Where the error is: a piece of its line. */
  readonly at: string | undefined;
  /** What was found, and what was expected. */
  readonly says: RegExp;
  /** What to do. */
  readonly hint: RegExp;
}

export const VALID = {
  canonical: `version: v0.3
listeners:
  - { name: http, port: 8899 }
providers:
  defaults:
    default_model: small
    reasoning_families:
      qwen: { type: chat_template_kwargs, parameter: enable_thinking }
  models:
    - name: small
      reasoning_family: qwen
      backend_refs:
        - { endpoint: "small:8000" }
    - name: large
      backend_refs:
        - { base_url: "https://large.example.com/v1" }
routing:
  modelCards:
    - { name: large, loras: [{ name: legal }] }
  strategy: priority
  signals:
    keywords:
      - { name: code, operator: OR, keywords: [code] }
    embeddings:
      - { name: refund, threshold: 0.7, candidates: [I want my money back] }
      - { name: praise, threshold: 0.7, candidates: [well done] }
    context:
      - { name: short, min_tokens: 0, max_tokens: 1K }
    complexity:
      - { name: task, threshold: 0.1, hard: { candidates: [prove it] }, easy: { candidates: [say hello] } }
    jailbreak:
      - { name: attack, threshold: 0.7 }
    structure:
      - { name: questions, feature: { type: count, source: { type: regex, pattern: "[?]" } }, predicate: { gte: 2 } }
  projections:
    partitions:
      - { name: mood, semantics: exclusive, members: [refund, praise], default: praise }
    scores:
      - { name: load, method: weighted_sum, inputs: [{ type: keyword, name: code, weight: 1 }] }
    mappings:
      - { name: bands, source: load, outputs: [{ name: high, gte: 0.5 }, { name: low, lt: 0.5 }] }
  decisions:
    - name: coding
      priority: 10
      rules:
        operator: AND
        conditions:
          - { type: keyword, name: code }
          - { type: projection, name: high }
      modelRefs:
        - { model: large, lora_name: legal }
      plugins:
        - { type: system_prompt, configuration: { system_prompt: Be exact. } }
    - name: rest
      rules: { operator: AND, conditions: [] }
      modelRefs: [{ model: small }]
recipes:
  - name: lite
    routing:
      decisions:
        - { name: any, modelRefs: [{ model: small }] }
entrypoints:
  - { model_names: [mom-lite], recipe: lite }
global:
  router:
    auto_model_name: MoM
  model_catalog:
    modules:
      classifier: { domain: { threshold: 0.5 } }
`,
  flat: `version: v0.1
signals:
  keywords:
    - { name: code, operator: OR, keywords: [code] }
decisions:
  - name: coding
    priority: 10
    rules: { operator: AND, conditions: [{ type: keyword, name: code }] }
    modelRefs: [{ model: small }]
providers:
  models:
    - name: small
      endpoints:
        - { endpoint: "small:8000", protocol: http }
      access_key: abc
  default_model: small
`,
} as const;

const canonical = (
  name: string,
  edit: readonly [string, string],
  at: string,
  says: RegExp,
  hint: RegExp,
): BrokenImport => ({
  name,
  base: 'canonical',
  edit,
  at,
  says,
  hint,
});
const flat = (name: string, edit: readonly [string, string], at: string, says: RegExp, hint: RegExp): BrokenImport => ({
  name,
  base: 'flat',
  edit,
  at,
  says,
  hint,
});
const other = (name: string, text: string, says: RegExp, hint: RegExp): BrokenImport => ({
  name,
  base: { text },
  at: undefined,
  says,
  hint,
});

export const BROKEN_IMPORTS: readonly BrokenImport[] = [
  // Texts that are something else.
  other('nothing', '  \n', /the text is empty, expected a config/, /the file that the router was started with/),
  other('a comment alone', '# my config\n', /expected a mapping at the top, got nothing/, /name the file/),
  other('a word', 'config\n', /expected a mapping at the top, got a single value/, /name the file/),
  other('a list', '- a\n- b\n', /expected a mapping at the top, got a list/, /name the file/),
  other('a web page', '<!DOCTYPE html>\n<html><body>config</body></html>\n', /a web page, expected YAML/, /raw file/),
  other('a policy', 'SIGNAL keyword code { keywords: ["x"] }\n', /a policy, expected YAML/, /signalbox compile/),
  other(
    'a Kubernetes resource',
    'apiVersion: v1\nkind: ConfigMap\ndata: {}\n',
    /Kubernetes resource \(ConfigMap\)/,
    /out of its ConfigMap/,
  ),
  other(
    'probes',
    'name: probes\nacceptance: {}\n',
    /expected the keys of a router’s config .*got name, acceptance/,
    /config\.yaml/,
  ),
  other(
    'an open bracket',
    'version: v0.3\nproviders: { models: [\n',
    /./,
    /quote or bracket is not closed|indentation/,
  ),
  other('a tab', 'version: v0.3\nproviders:\n\tmodels: []\n', /[Tt]ab/, /indent with spaces/),
  // Both of one key, both of one name.
  canonical(
    'a key twice',
    ['  strategy: priority\n', '  strategy: priority\n  strategy: confidence\n'],
    'strategy: confidence',
    /unique/,
    /keep one of the two/,
  ),
  canonical(
    'a model twice',
    ['    - name: large\n', '    - name: small\n'],
    '    - name: small',
    /duplicate model "small"/,
    /rename one/,
  ),
  canonical(
    'a rule twice',
    ['{ name: praise,', '{ name: refund,'],
    'candidates: [well done]',
    /duplicate embedding rule "refund"/,
    /rename one/,
  ),
  canonical(
    'a decision twice',
    ['    - name: rest', '    - name: coding'],
    '- name: coding',
    /duplicate decision "coding"/,
    /rename one/,
  ),
  canonical(
    'a band twice',
    ['{ name: low, lt', '{ name: high, lt'],
    '- { name: bands',
    /duplicate output "high"/,
    /unique over all mappings/,
  ),
  canonical(
    'a recipe called default beside the routing',
    ['  - name: lite\n', '  - name: default\n'],
    '- name: default',
    /"default" is the name of the top-level routing/,
    /rename this recipe/,
  ),
  canonical(
    'an entry point that is a model',
    ['[mom-lite]', '[small]'],
    '[small]',
    /"small" is both a model and a name that asks to be routed/,
    /rename one/,
  ),
  // Names that lead nowhere.
  canonical(
    'an unknown default model',
    ['default_model: small', 'default_model: smal'],
    'default_model: smal',
    /unknown model "smal"/,
    /did you mean "small"/,
  ),
  canonical(
    'an unknown candidate',
    ['[{ model: small }]\nrecipes', '[{ model: tiny }]\nrecipes'],
    'model: tiny',
    /decision "rest": unknown model "tiny"/,
    /known: small, large/,
  ),
  canonical(
    'an unknown adapter',
    ['lora_name: legal', 'lora_name: leagl'],
    'lora_name: leagl',
    /unknown adapter "leagl"/,
    /did you mean "legal"/,
  ),
  canonical(
    'a card of no model',
    ['{ name: large, loras', '{ name: lrge, loras'],
    'name: lrge',
    /card for a model that providers\.models does not have: "lrge"/,
    /did you mean "large"/,
  ),
  canonical(
    'an unknown reasoning family',
    ['reasoning_family: qwen', 'reasoning_family: qwn'],
    'reasoning_family: qwn',
    /unknown reasoning family "qwn"/,
    /did you mean "qwen"/,
  ),
  canonical(
    'an unknown rule',
    ['{ type: keyword, name: code }\n', '{ type: keyword, name: coed }\n'],
    'name: coed',
    /unknown signal "keyword:coed"/,
    /did you mean "code"/,
  ),
  canonical(
    'an unknown kind',
    ['{ type: keyword, name: code }\n', '{ type: keywrd, name: code }\n'],
    'type: keywrd',
    /unknown signal kind "keywrd"/,
    /did you mean "keyword"/,
  ),
  canonical(
    'an unknown band',
    ['name: high }\n', 'name: hihg }\n'],
    'name: hihg',
    /unknown signal "projection:hihg"/,
    /did you mean "high"/,
  ),
  canonical(
    'an unknown member',
    ['members: [refund, praise]', 'members: [refund, prais]'],
    'members:',
    /unknown member "embedding:prais"/,
    /did you mean "praise"/,
  ),
  canonical(
    'a default that is no member',
    ['default: praise', 'default: other'],
    'default: other',
    /the default "other" is not a member/,
    /known: refund, praise/,
  ),
  canonical(
    'an unknown score',
    ['source: load', 'source: laod'],
    'source: laod',
    /unknown score "laod"/,
    /did you mean "load"/,
  ),
  canonical(
    'an unknown input',
    ['name: code, weight: 1', 'name: cod, weight: 1'],
    'name: cod,',
    /unknown signal "keyword:cod"/,
    /did you mean "code"/,
  ),
  canonical(
    'an unknown recipe',
    ['recipe: lite', 'recipe: light'],
    'recipe: light',
    /unknown recipe "light"/,
    /known: default, lite/,
  ),
  // Values.
  canonical(
    'an operator of another language',
    ['operator: OR, keywords', 'operator: or, keywords'],
    'operator: or',
    /expected one of OR, AND, NOR, got "or"/,
    /did you mean "OR"/,
  ),
  canonical(
    'a junction that does not exist',
    ['        operator: AND\n', '        operator: XOR\n'],
    'operator: XOR',
    /expected one of AND, OR, NOT, got "XOR"/,
    /did you mean/,
  ),
  canonical(
    'a NOT over two',
    ['        operator: AND\n', '        operator: NOT\n'],
    '      rules:',
    /NOT takes exactly one condition, got 2/,
    /put several into one AND or OR/,
  ),
  canonical(
    'a threshold in percent',
    ['threshold: 0.7, candidates: [I', 'threshold: 70, candidates: [I'],
    'threshold: 70',
    /at most 1, got 70/,
    /write 70 % as 0\.7/,
  ),
  canonical(
    'a threshold in words',
    ['threshold: 0.7, candidates: [I', 'threshold: high, candidates: [I'],
    'threshold: high',
    /expected a number, got "high"/,
    /number|write/,
  ),
  canonical(
    'no examples',
    ['candidates: [I want my money back]', 'candidates: []'],
    'candidates: []',
    /at least 1 entry/,
    /add an entry/,
  ),
  canonical(
    'a length that is none',
    ['max_tokens: 1K', 'max_tokens: 1KB'],
    'max_tokens: 1KB',
    /expected a number of tokens, got "1KB"/,
    /write 999, 32K or 1M/,
  ),
  canonical(
    'a band of lengths upside down',
    ['min_tokens: 0,', 'min_tokens: 2K,'],
    'min_tokens: 2K',
    /max_tokens 1K is below min_tokens 2K/,
    /swap them/,
  ),
  canonical(
    'an example of both hard and easy',
    ['candidates: [say hello]', 'candidates: [prove it]'],
    'name: task',
    /"prove it" is an example of both/,
    /keep it in one/,
  ),
  canonical('a pattern that is none', ['pattern: "[?]"', 'pattern: "[?"'], 'pattern: "[?"', /pattern|\[/, /./),
  canonical(
    'an unreachable band',
    ['{ name: low, lt: 0.5 }', '{ name: low, gt: 0.6 }'],
    'name: bands',
    /no score gives "low"/,
    /mend its bounds/,
  ),
  canonical(
    'a priority that is no number',
    ['priority: 10', 'priority: high'],
    'priority: high',
    /expected a number, got "high"|expected a whole number/,
    /./,
  ),
  canonical('a negative tier', ['priority: 10', 'tier: -1'], 'tier: -1', /at least 0, got -1/, /raise it/),
  canonical(
    'no candidates',
    ['modelRefs: [{ model: small }]\nrecipes', 'modelRefs: []\nrecipes'],
    'modelRefs: []',
    /at least 1 entry/,
    /add an entry/,
  ),
  canonical(
    'a decision without a name',
    ['    - name: coding\n      priority: 10', '    - priority: 10'],
    'priority: 10',
    /is missing: expected a string/,
    /add it/,
  ),
  canonical(
    'a plugin that does not exist',
    ['type: system_prompt, configuration', 'type: sytem_prompt, configuration'],
    'sytem_prompt',
    /got "sytem_prompt"/,
    /did you mean "system_prompt"/,
  ),
  canonical(
    'a server without an address',
    ['{ endpoint: "small:8000" }', '{ name: small }'],
    '- { name: small }',
    /expected either endpoint or base_url/,
    /endpoint: "127\.0\.0\.1:8000"/,
  ),
  canonical(
    'an address that is none',
    ['https://large.example.com/v1', 'large/v1'],
    'base_url: "large/v1"',
    /expected an http or https address, got "large\/v1"/,
    /e\.g\. https/,
  ),
  canonical(
    'a guard that this version cannot run',
    [
      '{ type: system_prompt, configuration: { system_prompt: Be exact. } }',
      '{ type: response_jailbreak, configuration: { enabled: true } }',
    ],
    'response_jailbreak',
    /cannot run the plugin "response_jailbreak"/,
    /take it out for now/,
  ),
  canonical(
    'a typing error that the reference would pass over',
    ['  strategy: priority', '  stratgy: confidence'],
    'stratgy',
    /unknown key "stratgy"; the reference ignores keys/,
    /did you mean "strategy"/,
  ),
  canonical(
    'Router Learning',
    ['    auto_model_name: MoM', '    auto_model_name: MoM\n    learning: { enabled: true }'],
    'learning:',
    /there is no Router Learning/,
    /routed by itself/,
  ),
  flat(
    'a decision both old and new',
    ['decisions:\n', 'routing: { decisions: [{ name: any, modelRefs: [{ model: small }] }] }\ndecisions:\n'],
    'decisions:',
    /routing\.decisions says it already/,
    /keep one of the two/,
  ),
  flat(
    'a rule of the flat layout that is not there',
    ['name: code }]', 'name: coed }]'],
    'name: coed',
    /unknown signal "keyword:coed"/,
    /did you mean "code"/,
  ),
  flat(
    'a model of the flat layout that is not there',
    ['[{ model: small }]', '[{ model: smal }]'],
    'model: smal',
    /unknown model "smal"/,
    /did you mean "small"/,
  ),
];
