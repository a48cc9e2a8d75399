import type { BrokenConfig } from './broken-config.ts';

type Edits = Pick<BrokenConfig, 'edits'>;

/** Puts a text behind a line of the valid config that stands there once. */
const behind =
  (line: string, indent: string) =>
  (text: string): Edits => ({ edits: [[line, `${line}${indent}${text}\n`]] });
const before =
  (line: string, indent: string) =>
  (text: string): Edits => ({ edits: [[line, `${indent}${text}\n${line}`]] });

/** Where a broken part goes. */
const into = {
  keywords: behind('    keywords:\n', '      - '),
  language: behind('    language:\n', '      - '),
  context: behind('    context:\n', '      - '),
  structure: behind('    structure:\n', '      - '),
  decisions: behind('  decisions:\n', '    - '),
  models: behind('  models:\n', '    - '),
  cards: behind('  modelCards:\n', '    - '),
  global: behind('global:\n', '  '),
  defaults: behind('    default_model: small\n', '    '),
  projections: before('  decisions:\n', '  projections: '),
  recipes: before('global:\n', 'recipes:\n  - '),
  entrypoints: before('global:\n', 'entrypoints:\n  - '),
  listener: (text: string): Edits => ({ edits: [['timeout: 30s', text]] }),
  /** A list of rules that the valid config does not have, with one rule: `pii: { … }`. */
  signals: (text: string): Edits => before('    context:\n', '    ')(text.replace(/^([a-z_]+): /, '$1:\n      - ')),
};

/** One thing wrong in one part, section by section; each says what was found, what is expected, and what to do. */
export const BROKEN_PARTS: readonly BrokenConfig[] = [
  {
    name: 'a BM25 keyword of words that say nothing',
    ...into.keywords('{ name: k, operator: OR, method: bm25, keywords: [the] }'),
    problems: [
      {
        code: 'keyword.no_terms',
        at: 'the] }',
        says: ['rule "k": "the" has only words that every text has', 'add a telling word, or use method: literal'],
      },
    ],
  },
  {
    name: 'a keyword that cannot be seen',
    ...into.keywords('{ name: k, operator: OR, keywords: ["\\u200b"] }'),
    problems: [
      { code: 'keyword.empty', at: '"\\u200', says: ['rule "k": the keyword has no visible character', 'take it out'] },
    ],
  },
  {
    name: 'an n-gram of one letter',
    ...into.keywords('{ name: k, operator: OR, method: ngram, ngram_arity: 1, keywords: [abc] }'),
    problems: [
      { code: 'config.out_of_range', at: '1, key', says: ['expected a number of at least 2, got 1', 'raise it'] },
    ],
  },
  {
    name: 'a method that does not exist',
    ...into.keywords('{ name: k, operator: OR, method: embeding, keywords: [abc] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'embedi',
        says: [
          'expected one of literal, regex, fuzzy, bm25, ngram, got "embeding"',
          'known: literal, regex, fuzzy, bm25, ngram',
        ],
      },
    ],
  },
  {
    name: 'a scope that does not exist',
    ...into.keywords('{ name: k, operator: OR, keywords: [abc], reads: history }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'histor',
        says: [
          'expected one of current_turn, user_turns, conversation, got "history"',
          'known: current_turn, user_turns, conversation',
        ],
      },
    ],
  },
  {
    name: 'a number among the words',
    ...into.keywords('{ name: k, operator: OR, keywords: [404] }'),
    problems: [{ code: 'config.wrong_type', at: '404] }', says: ['expected a string, got 404', 'quote it: "404"'] }],
  },
  {
    name: 'an edit distance below nothing',
    ...into.keywords('{ name: k, operator: OR, method: fuzzy, fuzzy_threshold: -1, keywords: [abc] }'),
    problems: [
      { code: 'config.out_of_range', at: '-1, ke', says: ['expected a number of at least 0, got -1', 'raise it'] },
    ],
  },
  {
    name: 'a keyword rule without operator',
    ...into.keywords('{ name: k, keywords: [abc] }'),
    problems: [{ code: 'config.missing_key', at: '{ name: k', says: ['is missing', 'one of: OR, AND, NOR'] }],
  },
  {
    name: 'no examples',
    ...into.signals('embeddings: { name: e, threshold: 0.5, candidates: [] }'),
    problems: [
      { code: 'config.out_of_range', at: '[] }', says: ['expected at least 1 entry, got a list of 0', 'add an entry'] },
    ],
  },
  {
    name: 'no threshold',
    ...into.signals('embeddings: { name: e, candidates: [a] }'),
    problems: [{ code: 'config.missing_key', at: '{ name: e,', says: ['is missing: expected a number', 'add it'] }],
  },
  {
    name: 'a threshold in percent',
    ...into.signals('embeddings: { name: e, threshold: 70, candidates: [a] }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '70, ca',
        says: ['expected a number of at most 1, got 70', 'write 70 % as 0.7'],
      },
    ],
  },
  {
    name: 'an aggregation that does not exist',
    ...into.signals('embeddings: { name: e, threshold: 0.5, candidates: [a], aggregation_method: avg }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'avg }',
        says: ['expected one of best, mean, max, any, got "avg"', 'did you mean "any"? known: best, mean, max, any'],
      },
    ],
  },
  {
    name: 'one example where a list belongs',
    ...into.signals('embeddings: { name: e, threshold: 0.5, candidates: refund }'),
    problems: [
      { code: 'config.wrong_type', at: 'refund', says: ['expected a list, got "refund"', 'make it a list: [refund]'] },
    ],
  },
  {
    name: 'a name that is empty',
    ...into.signals('domains: { name: "" }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '"" }',
        says: ['expected a text that is not empty, got ""', 'give it a text'],
      },
    ],
  },
  {
    name: 'categories under a wrong key',
    ...into.signals('domains: { name: d, categories: [math] }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'catego',
        says: ['unknown key "categories"', 'keys here: name, description, mmlu_categories, threshold, reads'],
      },
    ],
  },
  {
    name: 'an answer that does not exist',
    ...into.signals('fact_check: { name: check_facts }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'check_',
        says: [
          'expected one of needs_fact_check, no_fact_check_needed, got "check_facts"',
          'known: needs_fact_check, no_fact_check_needed',
        ],
      },
    ],
  },
  {
    name: 'a feedback that does not exist',
    ...into.signals('user_feedbacks: { name: angry }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'angry ',
        says: [
          'expected one of satisfied, need_clarification, wrong_answer, want_different, got "angry"',
          'known: satisfied, need_clarification, wrong_answer, want_different',
        ],
      },
    ],
  },
  {
    name: 'a look back of no turns',
    ...into.signals('reasks: { name: r, lookback_turns: 0 }'),
    problems: [
      { code: 'config.out_of_range', at: '0 }', says: ['expected a number of at least 1, got 0', 'raise it'] },
    ],
  },
  {
    name: 'a preference without description',
    ...into.signals('preferences: { name: p, examples: [a] }'),
    problems: [{ code: 'config.missing_key', at: '{ name: p', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'a language in capitals',
    ...into.language('{ name: DE }'),
    problems: [
      {
        code: 'language.invalid_code',
        at: 'DE }',
        says: ['"DE" is not a language code', 'write the ISO 639-1 code in lower case, e.g. en, zh, de'],
      },
    ],
  },
  {
    name: 'a language by its name',
    ...into.language('{ name: german }'),
    problems: [
      {
        code: 'language.invalid_code',
        at: 'german',
        says: ['"german" is not a language code', 'write the ISO 639-1 code in lower case, e.g. en, zh, de'],
      },
    ],
  },
  {
    name: 'tokens with a unit that is none',
    ...into.context('{ name: c, min_tokens: 8 kB }'),
    problems: [
      {
        code: 'context.invalid_count',
        at: '8 kB }',
        says: ['expected a number of tokens, got "8 kB"', 'write 999, 32K or 1M'],
      },
    ],
  },
  {
    name: 'negative tokens',
    ...into.context('{ name: c, min_tokens: -5 }'),
    problems: [
      { code: 'config.out_of_range', at: '-5 }', says: ['expected a number of at least 0, got -5', 'raise it'] },
      {
        code: 'context.invalid_count',
        at: '-5 }',
        says: ['expected a number of tokens, got -5', 'write 999, 32K or 1M'],
      },
    ],
  },
  {
    name: 'a structure rule that names no source',
    ...into.structure('{ name: s, feature: { type: count } }'),
    problems: [{ code: 'config.missing_key', at: '{ type: co', says: ['is missing: expected a mapping', 'add it'] }],
  },
  {
    name: 'a structure source that does not exist',
    ...into.structure('{ name: s, feature: { type: count, source: { type: words, keywords: [a] } } }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'words,',
        says: [
          'expected one of regex, keyword_set, sequence, text_bytes, got "words"',
          'known: regex, keyword_set, sequence, text_bytes',
        ],
      },
    ],
  },
  {
    name: 'a sequence of one marker',
    ...into.structure('{ name: s, feature: { type: sequence, source: { type: sequence, sequences: [[a]] } } }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '[a]] }',
        says: ['expected at least 2 entries, got a list of 1', 'add an entry'],
      },
    ],
  },
  {
    name: 'a keyword set with a pattern',
    ...into.structure('{ name: s, feature: { type: count, source: { type: keyword_set, pattern: a } } }'),
    problems: [
      { code: 'config.missing_key', at: '{ type: k', says: ['is missing: expected a list', 'add it'] },
      {
        code: 'config.unknown_key',
        at: 'patter',
        says: ['unknown key "pattern"', 'keys here: type, case_sensitive, keywords, sequences'],
      },
    ],
  },
  {
    name: 'a bound that is a text',
    ...into.structure(
      '{ name: s, feature: { type: count, source: { type: text_bytes } }, predicate: { gte: "many" } }',
    ),
    problems: [{ code: 'config.wrong_type', at: '"many"', says: ['expected a number, got "many"'] }],
  },
  {
    name: 'a complexity rule without easy examples',
    ...into.signals('complexity: { name: c, hard: { candidates: [a] } }'),
    problems: [{ code: 'config.missing_key', at: '{ name: c,', says: ['is missing: expected a mapping', 'add it'] }],
  },
  {
    name: 'one example both hard and easy',
    ...into.signals('complexity: { name: c, hard: { candidates: [a] }, easy: { candidates: [a] } }'),
    problems: [
      {
        code: 'complexity.ambiguous',
        at: 'a] } }',
        says: ['rule "c": "a" is an example of both hard and easy', 'keep it in one of the two'],
      },
    ],
  },
  {
    name: 'a composer over a rule that does not exist',
    ...into.signals(
      'complexity: { name: c, hard: { candidates: [a] }, easy: { candidates: [b] }, composer: { type: keyword, name: codng } }',
    ),
    problems: [
      {
        code: 'config.unknown_signal',
        at: 'codng ',
        says: ['complexity rule "c": unknown signal "keyword:codng"', 'did you mean "coding"? known: coding, ticket'],
      },
    ],
  },
  {
    name: 'a jailbreak threshold that matches everything',
    ...into.signals('jailbreak: { name: j, threshold: 0 }'),
    problems: [
      {
        code: 'jailbreak.zero_threshold',
        at: '0 }',
        says: ['rule "j": a threshold of 0 matches every request', 'leave it out for the default, or set one above 0'],
      },
    ],
  },
  {
    name: 'contrast without patterns',
    ...into.signals('jailbreak: { name: j, method: contrastive }'),
    problems: [
      {
        code: 'jailbreak.no_patterns',
        at: '{ name: j',
        says: [
          'rule "j": method contrastive compares with jailbreak_patterns, and there are none',
          'list some, or use method: classifier',
        ],
      },
    ],
  },
  {
    name: 'a jailbreak method that does not exist',
    ...into.signals('jailbreak: { name: j, method: llm }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'llm }',
        says: ['expected one of classifier, contrastive, hybrid, got "llm"', 'known: classifier, contrastive, hybrid'],
      },
    ],
  },
  {
    name: 'a personal data threshold of nothing',
    ...into.signals('pii: { name: p, threshold: 0 }'),
    problems: [
      {
        code: 'pii.zero_threshold',
        at: '0 }',
        says: [
          'rule "p": a threshold of 0 takes every guess for personal data',
          'leave it out for the default, or set one above 0',
        ],
      },
    ],
  },
  {
    name: 'allowed types as one text',
    ...into.signals('pii: { name: p, pii_types_allowed: EMAIL_ADDRESS }'),
    problems: [
      {
        code: 'config.wrong_type',
        at: 'EMAIL_',
        says: ['expected a list, got "EMAIL_ADDRESS"', 'make it a list: [EMAIL_ADDRESS]'],
      },
    ],
  },
  {
    name: 'a conversation role where none belongs',
    ...into.signals(
      'conversation: { name: c, feature: { type: count, source: { type: tool_definition, role: user } } }',
    ),
    problems: [
      {
        code: 'conversation.role_unused',
        at: 'user }',
        says: [
          'rule "c": tool_definition has no role to choose by',
          'take role out; it goes with message and image_content',
        ],
      },
    ],
  },
  {
    name: 'a conversation source that does not exist',
    ...into.signals('conversation: { name: c, feature: { type: count, source: { type: turns } } }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'turns ',
        says: [
          'expected one of message, tool_definition, assistant_tool_call, assistant_tool_cycle, active_tool_loop, image_content, got "turns"',
          'known: message, tool_definition, assistant_tool_call, assistant_tool_cycle, active_tool_loop, image_content',
        ],
      },
    ],
  },
  {
    name: 'metadata asked twice',
    ...into.signals('metadata: { name: m, key: tier, predicate: { equals: gold, exists: true } }'),
    problems: [
      {
        code: 'metadata.one_predicate',
        at: '{ equa',
        says: [
          'rule "m": expected exactly one of equals, in and exists, got equals and exists',
          'write one rule for each and combine them in the decision',
        ],
      },
    ],
  },
  {
    name: 'metadata without a key',
    ...into.signals('metadata: { name: m, predicate: { exists: true } }'),
    problems: [{ code: 'config.missing_key', at: '{ name: m,', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'a latency without bounds',
    ...into.signals('latency: { name: l, model: small, metric: ttft, predicate: {} }'),
    problems: [
      {
        code: 'latency.no_bounds',
        at: '{} }',
        says: ['rule "l": expected at least one of gt, gte, lt and lte', 'e.g. predicate: { gt: 2000 }'],
      },
    ],
  },
  {
    name: 'an error rate in percent',
    ...into.signals('latency: { name: l, model: small, metric: error_rate, predicate: { gt: 5 } }'),
    problems: [
      {
        code: 'latency.rate_out_of_range',
        at: '{ gt: ',
        says: ['rule "l": an error rate lies between 0 and 1', 'write 5 % as 0.05'],
      },
    ],
  },
  {
    name: 'a latency of a model that does not exist',
    ...into.signals('latency: { name: l, model: smal, metric: ttft, predicate: { gt: 5 } }'),
    problems: [
      {
        code: 'config.unknown_model',
        at: 'smal, ',
        says: ['latency rule "l": unknown model "smal"', 'did you mean "small"? known: small, large'],
      },
    ],
  },
  {
    name: 'a metric that does not exist',
    ...into.signals('latency: { name: l, model: small, metric: p99, predicate: { gt: 5 } }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'p99, p',
        says: ['expected one of ttft, tpot, error_rate, got "p99"', 'known: ttft, tpot, error_rate'],
      },
    ],
  },
  {
    name: 'a role without subjects',
    ...into.signals('role_bindings: { name: r, role: admin, subjects: [] }'),
    problems: [
      { code: 'config.out_of_range', at: '[] }', says: ['expected at least 1 entry, got a list of 0', 'add an entry'] },
    ],
  },
  {
    name: 'a subject of an unknown kind',
    ...into.signals('role_bindings: { name: r, role: admin, subjects: [{ kind: user, name: ada }] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'user, ',
        says: ['expected one of User, Group, got "user"', 'did you mean "User"? known: User, Group'],
      },
    ],
  },
  {
    name: 'one role bound twice',
    ...into.signals(
      'role_bindings: { name: r, role: admin, subjects: [{ kind: User, name: ada }] }\n      - { name: r, role: admin, subjects: [{ kind: User, name: bob }] }',
    ),
    problems: [
      {
        code: 'config.duplicate_name',
        at: 'r, role: admin, subjects: [{ kind: User, name: b',
        says: ['duplicate authz rule "r"; the first is entry 1 of this list', 'names must be unique: rename one'],
      },
    ],
  },
  {
    name: 'a kind under the name that conditions use',
    ...into.signals('keyword: { name: k, operator: OR, keywords: [a] }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'keyword:',
        says: ['unknown key "keyword"', 'did you mean "keywords"? keys here: keywords'],
      },
    ],
  },
  {
    name: 'a decision without a name',
    ...into.decisions('{ modelRefs: [{ model: small }] }'),
    problems: [{ code: 'config.missing_key', at: '{ mode', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'a priority with a fraction',
    ...into.decisions('{ name: d, priority: 1.5, modelRefs: [{ model: small }] }'),
    problems: [{ code: 'config.wrong_type', at: '1.5, m', says: ['expected a whole number, got 1.5'] }],
  },
  {
    name: 'a tier below nothing',
    ...into.decisions('{ name: d, tier: -1, modelRefs: [{ model: small }] }'),
    problems: [
      { code: 'config.out_of_range', at: '-1, mo', says: ['expected a number of at least 0, got -1', 'raise it'] },
    ],
  },
  {
    name: 'models as names',
    ...into.decisions('{ name: d, modelRefs: [small] }'),
    problems: [
      {
        code: 'config.wrong_type',
        at: 'small]',
        says: ['expected a mapping, got "small"', 'write it as a mapping: { key: value }'],
      },
    ],
  },
  {
    name: 'no models at all',
    ...into.decisions('{ name: d }'),
    problems: [{ code: 'config.missing_key', at: '{ name: d', says: ['is missing: expected a list', 'add it'] }],
  },
  {
    name: 'a condition without a name',
    ...into.decisions('{ name: d, rules: { type: keyword }, modelRefs: [{ model: small }] }'),
    problems: [{ code: 'config.missing_key', at: '{ type: k', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'an OR of nothing',
    ...into.decisions('{ name: d, rules: { operator: OR, conditions: [] }, modelRefs: [{ model: small }] }'),
    problems: [
      {
        code: 'config.empty_or',
        at: '{ oper',
        says: [
          'decision "d": OR without conditions never matches',
          'add a condition, or use AND with none to match always',
        ],
      },
    ],
  },
  {
    name: 'conditions under a wrong key',
    ...into.decisions(
      '{ name: d, rules: { operator: AND, rules: [{ type: keyword, name: coding }] }, modelRefs: [{ model: small }] }',
    ),
    problems: [
      { code: 'config.missing_key', at: '{ oper', says: ['is missing: expected a list', 'add it'] },
      {
        code: 'config.unknown_key',
        at: 'rules: [',
        says: ['unknown key "rules"', 'keys here: type, name, label, predicate, on_error, operator, conditions'],
      },
    ],
  },
  {
    name: 'an operator that does not exist',
    ...into.decisions(
      '{ name: d, rules: { operator: XOR, conditions: [{ type: keyword, name: coding }] }, modelRefs: [{ model: small }] }',
    ),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'XOR, c',
        says: ['expected one of AND, OR, NOT, got "XOR"', 'did you mean "OR"? known: AND, OR, NOT'],
      },
    ],
  },
  {
    name: 'an unknown way with the unknown',
    ...into.decisions('{ name: d, on_unknown: allow, modelRefs: [{ model: small }] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'allow,',
        says: ['expected one of no_match, match, refuse, got "allow"', 'known: no_match, match, refuse'],
      },
    ],
  },
  {
    name: 'an algorithm that does not exist',
    ...into.decisions('{ name: d, algorithm: { type: statik }, modelRefs: [{ model: small }] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'statik',
        says: ['expected one of static, escalation, got "statik"', 'did you mean "static"? known: static, escalation'],
      },
    ],
  },
  {
    name: 'an option that the algorithm does not have',
    ...into.decisions('{ name: d, algorithm: { type: escalation, otherwize: last }, modelRefs: [{ model: small }] }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'otherw',
        says: ['unknown key "otherwize"', 'did you mean "otherwise"? keys here: type, otherwise'],
      },
    ],
  },
  {
    name: 'an effort that does not exist',
    ...into.decisions('{ name: d, modelRefs: [{ model: small, use_reasoning: true, reasoning_effort: maximum }] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'maximu',
        says: ['expected one of low, medium, high, got "maximum"', 'known: low, medium, high'],
      },
    ],
  },
  {
    name: 'yes for a switch',
    ...into.decisions('{ name: d, modelRefs: [{ model: small, use_reasoning: "yes" }] }'),
    problems: [
      {
        code: 'config.wrong_type',
        at: '"yes" ',
        says: ['expected a boolean, got "yes"', 'write true or false, without quotes'],
      },
    ],
  },
  {
    name: 'a directive of an unknown kind',
    ...into.decisions('{ name: d, modelRefs: [{ model: small }], emits: [{ kind: cache, retention: {} }] }'),
    problems: [
      { code: 'config.unknown_value', at: 'cache,', says: ['expected "retention", got "cache"', 'known: retention'] },
    ],
  },
  {
    name: 'a requirement that does not exist',
    ...into.decisions('{ name: d, modelRefs: [{ model: small }], require: { region: eu } }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'region',
        says: ['unknown key "region"', 'keys here: tags, residency, max_retention_days, licences, on_premises'],
      },
    ],
  },
  {
    name: 'a plugin without configuration',
    ...into.decisions('{ name: d, modelRefs: [{ model: small }], plugins: [{ type: fast_response }] }'),
    problems: [{ code: 'config.missing_key', at: '{ type: f', says: ['is missing: expected a mapping', 'add it'] }],
  },
  {
    name: 'a partition whose default is no member',
    ...into.projections('{ partitions: [{ name: p, type: keyword, members: [coding, ticket], default: code }] }'),
    problems: [
      {
        code: 'config.partition_default',
        at: 'code }',
        says: ['partition "p": the default "code" is not a member', 'known: coding, ticket'],
      },
    ],
  },
  {
    name: 'a softmax without temperature',
    ...into.projections(
      '{ partitions: [{ name: p, type: keyword, semantics: softmax_exclusive, members: [coding, ticket], default: coding }] }',
    ),
    problems: [
      {
        code: 'config.partition_temperature',
        at: '{ name: p',
        says: ['partition "p": softmax_exclusive needs a temperature', 'e.g. temperature: 0.1'],
      },
    ],
  },
  {
    name: 'a partition member that does not exist',
    ...into.projections('{ partitions: [{ name: p, type: keyword, members: [coding, tickets], default: coding }] }'),
    problems: [
      {
        code: 'config.unknown_signal',
        at: 'tickets',
        says: [
          'partition "p": unknown member "keyword:tickets"; members are rules of one kind',
          'did you mean "ticket"? known: coding, ticket',
        ],
      },
    ],
  },
  {
    name: 'a rule in two partitions',
    ...into.projections(
      '{ partitions: [{ name: p, type: keyword, members: [coding, ticket], default: coding }, { name: q, type: keyword, members: [ticket, coding], default: coding }] }',
    ),
    problems: [
      {
        code: 'config.partition_overlap',
        at: 'ticket, c',
        says: ['"ticket" is already a member of the partition "p"', 'a rule belongs to one partition, once'],
      },
      {
        code: 'config.partition_overlap',
        at: 'coding]',
        says: ['"coding" is already a member of the partition "p"', 'a rule belongs to one partition, once'],
      },
    ],
  },
  {
    name: 'a score over nothing',
    ...into.projections('{ scores: [{ name: s, method: weighted_sum, inputs: [] }] }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '[] }] ',
        says: ['expected at least 1 entry, got a list of 0', 'add an entry'],
      },
    ],
  },
  {
    name: 'a score over a rule that does not exist',
    ...into.projections(
      '{ scores: [{ name: s, method: weighted_sum, inputs: [{ type: keyword, name: codng, weight: 1 }] }] }',
    ),
    problems: [
      {
        code: 'config.unknown_signal',
        at: 'codng,',
        says: ['score "s": unknown signal "keyword:codng"', 'did you mean "coding"? known: coding, ticket'],
      },
    ],
  },
  {
    name: 'a score without weights',
    ...into.projections('{ scores: [{ name: s, method: weighted_sum, inputs: [{ type: keyword, name: coding }] }] }'),
    problems: [{ code: 'config.missing_key', at: '{ type: k', says: ['is missing: expected a number', 'add it'] }],
  },
  {
    name: 'a scoring method that does not exist',
    ...into.projections(
      '{ scores: [{ name: s, method: mean, inputs: [{ type: keyword, name: coding, weight: 1 }] }] }',
    ),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'mean, ',
        says: ['expected "weighted_sum", got "mean"', 'known: weighted_sum'],
      },
    ],
  },
  {
    name: 'scores in a circle',
    ...into.projections(
      '{ scores: [{ name: a, method: weighted_sum, inputs: [{ type: projection, name: b, weight: 1 }] }, { name: b, method: weighted_sum, inputs: [{ type: projection, name: a, weight: 1 }] }] }',
    ),
    problems: [
      {
        code: 'config.projection_cycle',
        at: '[{ name: a',
        says: ['projections depend on each other in a circle: a → b → a', 'take one of these inputs out'],
      },
    ],
  },
  {
    name: 'bands over a score that does not exist',
    ...into.projections(
      '{ mappings: [{ name: m, source: sum, method: threshold_bands, outputs: [{ name: low, lt: 1 }] }] }',
    ),
    problems: [
      { code: 'config.unknown_score', at: 'sum, m', says: ['mapping "m": unknown score "sum"', 'no score is defined'] },
    ],
  },
  {
    name: 'a band that nothing reaches',
    ...into.projections(
      '{ scores: [{ name: s, method: weighted_sum, inputs: [{ type: keyword, name: coding, weight: 1 }] }], mappings: [{ name: m, source: s, method: threshold_bands, outputs: [{ name: all, lt: 9 }, { name: high, lt: 2 }, { name: rest, gte: 9 }] }] }',
    ),
    problems: [
      {
        code: 'config.unreachable_band',
        at: '{ name: h',
        says: ['mapping "m": no score gives "high"; outputs before it take them all', 'mend its bounds, or the order'],
      },
    ],
  },
  {
    name: 'multi_emit with one band',
    ...into.projections(
      '{ scores: [{ name: s, method: weighted_sum, inputs: [{ type: keyword, name: coding, weight: 1 }] }], mappings: [{ name: m, source: s, method: multi_emit, outputs: [{ name: low }] }] }',
    ),
    problems: [
      {
        code: 'config.multi_emit',
        at: '[{ name: lo',
        says: ['mapping "m": multi_emit needs at least two outputs', 'use threshold_bands for one'],
      },
    ],
  },
  {
    name: 'one band in two mappings',
    ...into.projections(
      '{ scores: [{ name: s, method: weighted_sum, inputs: [{ type: keyword, name: coding, weight: 1 }] }], mappings: [{ name: m, source: s, outputs: [{ name: low }] }, { name: n, source: s, outputs: [{ name: low }] }] }',
    ),
    problems: [
      {
        code: 'config.duplicate_name',
        at: 'low }] }]',
        says: ['duplicate output "low"; the mapping "m" has it too', 'names of outputs are unique over all mappings'],
      },
    ],
  },
  {
    name: 'a model without a name',
    ...into.models('{ backend_refs: [{ endpoint: "h:1" }] }'),
    problems: [{ code: 'config.missing_key', at: '{ back', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'a port in a protocol',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "http://h:1" }] }'),
    problems: [
      {
        code: 'config.invalid_address',
        at: '"http:',
        says: ['expected host:port, got "http://h:1"', 'a full address with a protocol goes into base_url'],
      },
    ],
  },
  {
    name: 'a price below nothing',
    ...into.models(
      '{ name: m, pricing: { prompt_per_1m: -1, completion_per_1m: 1 }, backend_refs: [{ endpoint: "h:1" }] }',
    ),
    problems: [
      { code: 'config.out_of_range', at: '-1, co', says: ['expected a number of at least 0, got -1', 'raise it'] },
    ],
  },
  {
    name: 'half a price',
    ...into.models('{ name: m, pricing: { prompt_per_1m: 1 }, backend_refs: [{ endpoint: "h:1" }] }'),
    problems: [{ code: 'config.missing_key', at: '{ prom', says: ['is missing: expected a number', 'add it'] }],
  },
  {
    name: 'a header that is none',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1", extra_headers: { "x y": a } }] }'),
    problems: [
      {
        code: 'config.invalid_header',
        at: 'a } }]',
        says: ['"x y" is not a header name', 'use letters, digits and dashes'],
      },
    ],
  },
  {
    name: 'a header with a line break',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1", extra_headers: { x-y: "a\\nb" } }] }'),
    problems: [
      { code: 'config.invalid_header', at: '"a\\nb"', says: ['the value has a line break', 'write it on one line'] },
    ],
  },
  {
    name: 'a duration in words',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1", idle_timeout: soon }] }'),
    problems: [
      {
        code: 'config.invalid_duration',
        at: 'soon }',
        says: ['expected a duration, got "soon"', 'write a number and a unit: 250ms, 30s, 5m or 1h'],
      },
    ],
  },
  {
    name: 'a protocol that does not exist',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1", protocol: grpc }] }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'grpc }',
        says: ['expected one of http, https, got "grpc"', 'known: http, https'],
      },
    ],
  },
  {
    name: 'a share of backends beyond all of them',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1" }], reliability: { max_ejection_percent: 101 } }'),
    problems: [
      { code: 'config.out_of_range', at: '101 }', says: ['expected a number of at most 100, got 101', 'lower it'] },
    ],
  },
  {
    name: 'more retries than make sense',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1" }], reliability: { retry_count: 6 } }'),
    problems: [{ code: 'config.out_of_range', at: '6 }', says: ['expected a number of at most 5, got 6', 'lower it'] }],
  },
  {
    name: 'failures to retry that do not exist',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1" }], reliability: { retry_on: "5xx, resets" } }'),
    problems: [
      {
        code: 'config.invalid_retry_on',
        at: '"5xx, resets"',
        says: ['expected failures to retry, separated by commas, got "5xx, resets"', 'connect-failure, reset, timeout'],
      },
    ],
  },
  {
    name: 'a health check at no path',
    ...into.models('{ name: m, backend_refs: [{ endpoint: "h:1" }], reliability: { health_check_path: health } }'),
    problems: [{ code: 'config.invalid_value', at: 'health }', says: ['expected a path that begins with /'] }],
  },
  {
    name: 'a balancing policy that does not exist',
    ...into.defaults('reliability: { lb_policy: random }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'random }',
        says: ['expected one of least_request, round_robin, got "random"'],
      },
    ],
  },
  {
    name: 'a model that reads what no client can send',
    ...into.cards('{ name: small, input_modalities: [text, smell] }'),
    problems: [
      { code: 'config.unknown_value', at: 'smell]', says: ['expected one of text, image, audio, file, got "smell"'] },
    ],
  },
  {
    name: 'a card twice',
    ...into.cards('{ name: large }'),
    problems: [
      {
        code: 'config.duplicate_name',
        at: 'large,',
        says: ['duplicate model card "large"; the first is entry 1 of this list', 'names must be unique: rename one'],
      },
    ],
  },
  {
    name: 'a quality in percent',
    ...into.cards('{ name: small, quality_score: 80 }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '80 }',
        says: ['expected a number of at most 1, got 80', 'write 80 % as 0.8'],
      },
    ],
  },
  {
    name: 'a window as a text',
    ...into.cards('{ name: small, context_window_size: 128K }'),
    problems: [
      { code: 'config.wrong_type', at: '128K }', says: ['expected a number, got "128K"', 'write it out: 128000'] },
    ],
  },
  {
    name: 'a safety tier below nothing',
    ...into.cards('{ name: small, safety_tier: -1 }'),
    problems: [
      { code: 'config.out_of_range', at: '-1 }', says: ['expected a number of at least 0, got -1', 'raise it'] },
    ],
  },
  {
    name: 'a modality that does not exist',
    ...into.cards('{ name: small, modality: text }'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'text }',
        says: ['expected one of ar, diffusion, omni, got "text"', 'known: ar, diffusion, omni'],
      },
    ],
  },
  {
    name: 'a recipe with models of its own',
    ...into.recipes('{ name: r, routing: { modelCards: [] } }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'modelCards: ',
        says: ['unknown key "modelCards"', 'keys here: strategy, signals, projections, decisions'],
      },
    ],
  },
  {
    name: 'a recipe without routing',
    ...into.recipes('{ name: r }'),
    problems: [{ code: 'config.missing_key', at: '{ name: r', says: ['is missing: expected a mapping', 'add it'] }],
  },
  {
    name: 'an entry point without names',
    ...into.entrypoints('{ model_names: [], recipe: default }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '[], re',
        says: ['expected at least 1 entry, got a list of 0', 'add an entry'],
      },
    ],
  },
  {
    name: 'an entry point without recipe',
    ...into.entrypoints('{ model_names: [vault] }'),
    problems: [{ code: 'config.missing_key', at: '{ model_', says: ['is missing: expected a string', 'add it'] }],
  },
  {
    name: 'a setting of a kind under a wrong name',
    ...into.global('model_catalog: { modules: { classifier: { domian: { threshold: 0.4 } } } }'),
    problems: [
      {
        code: 'config.unknown_key',
        at: 'domian',
        says: ['unknown key "domian"', 'did you mean "domain"? keys here: domain, preference, pii'],
      },
    ],
  },
  {
    name: 'a setting out of its range',
    ...into.global('model_catalog: { modules: { classifier: { domain: { threshold: 4 } } } }'),
    problems: [
      {
        code: 'config.out_of_range',
        at: '4 } } ',
        says: ['expected a number of at most 1, got 4', 'write 4 % as 0.04'],
      },
    ],
  },
  {
    name: 'a default effort that does not exist',
    ...into.defaults('default_reasoning_effort: max'),
    problems: [
      {
        code: 'config.unknown_value',
        at: 'max',
        says: ['expected one of low, medium, high, got "max"', 'known: low, medium, high'],
      },
    ],
  },
  {
    name: 'a reasoning family as a text',
    ...into.models('{ name: m, reasoning_family: [qwen3], backend_refs: [{ endpoint: "h:1" }] }'),
    problems: [{ code: 'config.wrong_type', at: '[qwen3', says: ['expected a string, got a list of 1'] }],
  },
  {
    name: 'a timeout without a unit',
    ...into.listener('timeout: 30'),
    problems: [
      { code: 'config.wrong_type', at: '30 }', says: ['expected a duration, got 30', 'write a number and a unit'] },
    ],
  },
  {
    name: 'a body limit of nothing',
    ...into.listener('max_body_bytes: 0'),
    problems: [
      { code: 'config.out_of_range', at: '0 }', says: ['expected a number of at least 1024, got 0', 'raise it'] },
    ],
  },
];
