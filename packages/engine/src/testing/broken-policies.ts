/** A valid policy whose parts the broken ones edit. */
export const VALID_POLICY = `# A small policy.
LISTENER main { address: "127.0.0.1", port: 8899, timeout: "30s" }

PROVIDERS {
  defaults: { default_model: "small" }
  models: [
    { name: "small", backend_refs: [{ endpoint: "127.0.0.1:8000" }] },
    { name: "large", backend_refs: [{ endpoint: "127.0.0.1:8001" }] },
  ]
}

MODEL large { loras: [{ name: "legal-lora" }], safety_tier: 2 }

SIGNAL keyword coding { operator: "OR", keywords: ["code", "bug"] }
SIGNAL keyword ticket { operator: "OR", method: "regex", keywords: ['[A-Z]+-\\d+'] }
SIGNAL language en
SIGNAL context long { min_tokens: "8K", max_tokens: "32K" }
SIGNAL domain "computer science" { threshold: 0.5 }

PROJECTION score load {
  inputs: [
    { type: "keyword", name: "coding", weight: 0.5 },
    { type: "context", name: "long", weight: 0.25 },
  ]
}
PROJECTION mapping load_bands {
  source: "load"
  outputs: [{ name: "heavy", gte: 0.5 }, { name: "light", lt: 0.5 }]
}

ROUTING { strategy: "priority" }

ROUTE code (description = "Programs.") {
  PRIORITY 100
  WHEN (keyword("coding") OR domain("computer science")) AND NOT language("en", on_error = "match")
  MODEL "large" (reasoning = true, effort = "high"), "small"
}

ROUTE tickets {
  PRIORITY 90
  on_unknown: "no_match"
  WHEN keyword("ticket") OR projection("heavy") OR projection("light")
  MODEL "small"
  EMIT retention { drop: true }
}

DECISION_TREE rest {
  IF context("long") {
    NAME long_texts
    MODEL "large"
  }
  ELSE {
    MODEL "small"
  }
}

RECIPE plain (description = "No rules.") {
  ROUTE all { MODEL "small" }
}
ENTRYPOINT { model_names: ["plain"], recipe: "plain" }

TEST routes {
  "fix the bug" -> code
  "hello" -> rest_2
}

GLOBAL { router: { auto_model_name: "MoM" } }
`;

/** One edit of the valid policy and every error that must be told, in the order of their places. */
export interface BrokenPolicy {
  /** Stands exactly once in the valid policy. */
  readonly from: string;
  readonly to: string;
  readonly problems: readonly {
    readonly code: string;
    /** Line and column. */
    readonly at: string;
    /** Parts of the message and the hint. */
    readonly says: readonly string[];
  }[];
}

export const BROKEN_POLICIES: readonly BrokenPolicy[] = [
  {
    from: 'LISTENER main {',
    to: 'LISTNER main {',
    problems: [
      {
        code: 'dsl.unknown_block',
        at: '2:1',
        says: ['no block "LISTNER" at the top of a file', 'did you mean "LISTENER"'],
      },
    ],
  },
  {
    from: 'LISTENER main {',
    to: 'LISTENER main',
    problems: [
      {
        code: 'dsl.syntax',
        at: '2:15',
        says: ['expected "{" to begin the body of LISTENER, got "address"', 'LISTENER name { … }'],
      },
    ],
  },
  {
    from: 'LISTENER main {',
    to: 'LISTENER main extra {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '2:15',
        says: ['expected "{" to begin the body of LISTENER, got "extra"', 'LISTENER name { … }'],
      },
    ],
  },
  {
    from: 'ROUTING {',
    to: 'Routing {',
    problems: [
      {
        code: 'dsl.unknown_block',
        at: '31:1',
        says: ['no block "Routing" at the top of a file', 'did you mean "ROUTING"'],
      },
    ],
  },
  {
    from: 'ROUTING {',
    to: 'routing: {',
    problems: [
      {
        code: 'dsl.unknown_field',
        at: '31:1',
        says: ['no field "routing" at the top of a file', 'one of LISTENER, PROVIDERS'],
      },
    ],
  },
  {
    from: 'MODEL large {',
    to: 'MODEL {',
    problems: [{ code: 'dsl.syntax', at: '12:7', says: ['expected a name after MODEL, got "{"', 'MODEL name { … }'] }],
  },
  {
    from: 'SIGNAL language en\n',
    to: 'SIGNAL language\n',
    problems: [
      {
        code: 'dsl.syntax',
        at: '17:1',
        says: ['expected the rule after language, got "SIGNAL"', 'SIGNAL kind rule { … }'],
      },
      {
        code: 'config.unknown_signal',
        at: '35:75',
        says: ['unknown signal "language:en"', 'no language rule is defined'],
      },
    ],
  },
  {
    from: 'SIGNAL language en\n',
    to: 'SIGNAL lanugage en\n',
    problems: [
      { code: 'dsl.unknown_kind', at: '16:8', says: ['unknown signal kind "lanugage"', 'did you mean "language"'] },
      {
        code: 'config.unknown_signal',
        at: '35:75',
        says: ['unknown signal "language:en"', 'no language rule is defined'],
      },
    ],
  },
  {
    from: 'SIGNAL keyword ticket',
    to: 'SIGNAL keywrod ticket',
    problems: [
      { code: 'dsl.unknown_kind', at: '15:8', says: ['unknown signal kind "keywrod"', 'did you mean "keyword"'] },
      { code: 'config.unknown_signal', at: '42:16', says: ['unknown signal "keyword:ticket"', 'known: coding'] },
    ],
  },
  {
    from: 'SIGNAL domain "computer science" {',
    to: 'SIGNAL domain computer science {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '18:24',
        says: ['expected "{" or the end of the line, got "science"', 'names with spaces need quotes'],
      },
      {
        code: 'config.unknown_signal',
        at: '35:37',
        says: ['unknown signal "domain:computer science"', 'known: computer'],
      },
    ],
  },
  {
    from: 'SIGNAL domain "computer science" {',
    to: 'SIGNAL domain "" {',
    problems: [
      { code: 'dsl.syntax', at: '18:15', says: ['the name of the rule is empty', 'give it a name'] },
      {
        code: 'config.unknown_signal',
        at: '35:37',
        says: ['unknown signal "domain:computer science"', 'no domain rule is defined'],
      },
    ],
  },
  {
    from: 'SIGNAL domain "computer science" {',
    to: 'SIGNAL domain "computer science {',
    problems: [
      {
        code: 'dsl.unclosed_text',
        at: '18:15',
        says: [
          'the text that begins here is not closed: "computer science { threshold: 0.5 }',
          'add " at its end; a line break is written \\n',
        ],
      },
      {
        code: 'config.unknown_signal',
        at: '35:37',
        says: ['unknown signal "domain:computer science"', 'known: computer science { threshold: 0.5 }'],
      },
    ],
  },
  {
    from: 'SIGNAL domain "computer science" {',
    to: 'SIGNAL domain \'computer science" {',
    problems: [
      {
        code: 'dsl.unclosed_text',
        at: '18:15',
        says: [
          'the text that begins here is not closed: \'computer science" { threshold: 0.5 }',
          "add ' at its end; a line break is written \\n",
        ],
      },
      {
        code: 'config.unknown_signal',
        at: '35:37',
        says: ['unknown signal "domain:computer science"', 'known: computer science" { threshold: 0.5 }'],
      },
    ],
  },
  {
    from: 'PROVIDERS {',
    to: '}\nPROVIDERS {',
    problems: [{ code: 'dsl.syntax', at: '4:1', says: ['expected a block, got "}"', 'one of LISTENER, PROVIDERS'] }],
  },
  {
    from: 'GLOBAL {',
    to: 'GLOBAL = {',
    problems: [
      { code: 'dsl.syntax', at: '67:8', says: ['expected "{" to begin the body of GLOBAL, got "="', 'GLOBAL { … }'] },
    ],
  },
  {
    from: 'GLOBAL {',
    to: 'GLOBAL {}\nGLOBAL {',
    problems: [{ code: 'dsl.duplicate_block', at: '68:1', says: ['a second GLOBAL', 'put its fields into the first'] }],
  },
  {
    from: 'GLOBAL {',
    to: 'GLOBAL main {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '67:8',
        says: ['expected "{" to begin the body of GLOBAL, got "main"', 'GLOBAL { … }'],
      },
    ],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '39:7',
        says: ['expected a name after ROUTE, got "{"', 'ROUTE name { … }'],
      },
    ],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE tickets (',
    problems: [
      {
        code: 'dsl.syntax',
        at: '40:12',
        says: ['expected ":" after "PRIORITY", got "90"', 'fields are written PRIORITY: value'],
      },
    ],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE tickets (description: ) {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '39:29',
        says: ['expected a value, got ")"', 'a "text", a number, true, false, null, [a, list] or { key: value }'],
      },
    ],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE tickets (description = "a" priority = 3) {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '39:34',
        says: ['expected ")" after the options, got "priority"', 'options are written (name = value, name = value)'],
      },
    ],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE tickets (description = "a", description = "b") {',
    problems: [{ code: 'dsl.duplicate_field', at: '39:35', says: ['a second "description"', 'keep one of the two'] }],
  },
  {
    from: 'ROUTE tickets {',
    to: 'ROUTE tickets (name = "a") {',
    problems: [
      { code: 'dsl.duplicate_field', at: '39:16', says: ['a second "name"', 'it stands before the brace already'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY ninety',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '40:12',
        says: ['expected a value, got the word ninety', 'a text needs quotes: "ninety"'],
      },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY "90"',
    problems: [{ code: 'dsl.wrong_type', at: '40:12', says: ['PRIORITY takes a number', 'PRIORITY 10'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY',
    problems: [
      { code: 'dsl.syntax', at: '41:3', says: ['expected a number after PRIORITY, got "on_unknown"', 'PRIORITY 10'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY: 90',
    problems: [{ code: 'config.unknown_key', at: '40:3', says: ['unknown key "PRIORITY"', 'did you mean "priority"'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'priority 90',
    problems: [
      { code: 'dsl.syntax', at: '40:3', says: ['expected ":" after "priority"', 'fields are written priority: value'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORTY 90',
    problems: [
      { code: 'dsl.unknown_block', at: '40:3', says: ['no block "PRIORTY" in ROUTE', 'did you mean "PRIORITY"'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY 90\n  PRIORITY 91',
    problems: [{ code: 'dsl.duplicate_field', at: '41:3', says: ['a second PRIORITY', 'keep one of the two'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY 9.5',
    problems: [{ code: 'config.wrong_type', at: '40:12', says: ['expected a whole number, got 9.5'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'PRIORITY 90%',
    problems: [
      { code: 'dsl.not_a_number', at: '40:12', says: ['"90%" is not a number', 'a text needs quotes: "90%"'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'TIER -1',
    problems: [
      { code: 'config.out_of_range', at: '40:8', says: ['expected a number of at least 0, got -1', 'raise it'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'DESCRIPTION 90',
    problems: [
      { code: 'dsl.wrong_type', at: '40:15', says: ['DESCRIPTION takes a text', 'DESCRIPTION "what it is for"'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'WEIGHT 90',
    problems: [
      {
        code: 'dsl.unknown_block',
        at: '40:3',
        says: [
          'no block "WEIGHT" in ROUTE',
          'known: DESCRIPTION, PRIORITY, TIER, WHEN, MODEL, ALGORITHM, PLUGIN, EMIT, FOR',
        ],
      },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN models { MODEL m }',
    problems: [{ code: 'config.iteration', at: '40:3', says: ['a loop over models needs some'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m ["small"] { MODEL m }',
    problems: [
      {
        code: 'dsl.syntax',
        at: '40:9',
        says: ['expected IN after FOR and its variable, got "["', 'FOR model IN ["small", "large"] { MODEL model }'],
      },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN { MODEL m }',
    problems: [{ code: 'dsl.syntax', at: '40:12', says: ['expected a list of models after IN'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["small", 3] { MODEL m }',
    problems: [{ code: 'dsl.wrong_type', at: '40:22', says: ['FOR goes over names of models'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["small"] { MODEL }',
    problems: [{ code: 'dsl.syntax', at: '40:30', says: ['expected the variable of the loop after MODEL'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["small"] {}',
    problems: [{ code: 'dsl.loop', at: '40:3', says: ['FOR needs one MODEL, got none'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["small"] { MODEL x }',
    problems: [{ code: 'config.iteration', at: '40:30', says: ['the loop knows "m", got "x"', 'write m'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["smal"] { MODEL m }',
    problems: [{ code: 'config.unknown_model', at: '40:13', says: ['unknown model "smal"', 'did you mean "small"'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN candidates { MODEL m }',
    problems: [
      {
        code: 'config.unknown_value',
        at: '40:12',
        says: ['expected one of decision.candidates, models, got "candidates"'],
      },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN decision.candidates { MODEL m (effort = "low") }',
    problems: [{ code: 'dsl.loop', at: '40:43', says: ['these models have their options already'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'FOR m IN ["small"] { MODEL m (efort = "low") }',
    problems: [{ code: 'config.unknown_key', at: '40:33', says: ['"efort"'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'PLUGIN {}',
    problems: [
      { code: 'dsl.syntax', at: '40:10', says: ['expected a name after PLUGIN, got "{"', 'PLUGIN name { … }'] },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'PLUGIN cache',
    problems: [{ code: 'config.wrong_type', at: '40:3', says: ['expected a never, got a mapping'] }],
  },
  {
    from: 'PRIORITY 90',
    to: 'ALGORITHM',
    problems: [
      {
        code: 'dsl.syntax',
        at: '41:3',
        says: ['expected a name after ALGORITHM, got "on_unknown"', 'ALGORITHM name { … }'],
      },
    ],
  },
  {
    from: 'PRIORITY 90',
    to: 'ALGORITHM statc',
    problems: [
      {
        code: 'config.unknown_value',
        at: '40:13',
        says: ['expected one of static, escalation, got "statc"', 'did you mean "static"'],
      },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown "no_match"',
    problems: [
      {
        code: 'dsl.syntax',
        at: '41:3',
        says: ['expected ":" after "on_unknown"', 'fields are written on_unknown: value'],
      },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown: no_match',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '41:15',
        says: ['expected a value, got the word no_match', 'a text needs quotes: "no_match"'],
      },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown:',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '42:3',
        says: ['expected a value, got the word WHEN', 'a text needs quotes: "WHEN"'],
      },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknwon: "no_match"',
    problems: [
      { code: 'config.unknown_key', at: '41:3', says: ['unknown key "on_unknwon"', 'did you mean "on_unknown"'] },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown: "nomatch"',
    problems: [
      {
        code: 'config.unknown_value',
        at: '41:15',
        says: ['expected one of no_match, match, refuse, got "nomatch"', 'did you mean "no_match"'],
      },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown: "no_match"; tier: 1',
    problems: [
      { code: 'dsl.syntax', at: '41:25', says: ['unexpected ;', 'fields are separated by line breaks or commas'] },
    ],
  },
  {
    from: 'on_unknown: "no_match"',
    to: '// a comment',
    problems: [{ code: 'dsl.syntax', at: '41:3', says: ['unexpected // a comment', 'comments begin with #'] }],
  },
  {
    from: 'on_unknown: "no_match"',
    to: 'on_unknown: “no_match”',
    problems: [
      {
        code: 'dsl.syntax',
        at: '41:15',
        says: ['unexpected “no_match”', 'texts stand in "double" or \'single\' quotes'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket") or',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:26',
        says: ['"or" does not join conditions here', 'write OR between two conditions'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket") ||',
    problems: [{ code: 'dsl.syntax', at: '42:26', says: ['unexpected ||', 'conditions are joined with OR'] }],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket") OR OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:32',
        says: ['expected "(" after OR, got "projection"', 'a condition stands on both sides of OR'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:11',
        says: ['expected "(" after OR, got "projection"', 'a condition stands on both sides of OR'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("tickt") OR',
    problems: [
      { code: 'config.unknown_signal', at: '42:16', says: ['unknown signal "keyword:tickt"', 'did you mean "ticket"'] },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keywrd("ticket") OR',
    problems: [
      {
        code: 'config.unknown_signal_kind',
        at: '42:8',
        says: ['unknown signal kind "keywrd"', 'did you mean "keyword"'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket" OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:25',
        says: ['expected ")" after keyword("ticket", got "OR"', 'close the parenthesis'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword "ticket" OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:16',
        says: ['expected "(" after keyword, got the text "ticket"', 'conditions are written keyword("name")'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword() OR',
    problems: [
      { code: 'dsl.syntax', at: '42:16', says: ['expected the name of a keyword rule, got ")"', 'keyword("name")'] },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword(12) OR',
    problems: [
      { code: 'dsl.syntax', at: '42:16', says: ['expected the name of a keyword rule, got "12"', 'keyword("name")'] },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket", gte) OR',
    problems: [
      { code: 'dsl.syntax', at: '42:29', says: ['expected ":" after "gte", got ")"', 'fields are written gte: value'] },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket", gte = "high") OR',
    problems: [{ code: 'config.wrong_type', at: '42:32', says: ['expected a number, got "high"'] }],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket", gte = 1, gte = 2) OR',
    problems: [{ code: 'dsl.duplicate_field', at: '42:35', says: ['a second "gte"', 'keep one of the two'] }],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket") > 0.5 OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:26',
        says: ['unexpected >', 'bounds are written inside the parentheses: embedding("name", gte = 0.5)'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket", on_eror = "match") OR',
    problems: [{ code: 'config.unknown_key', at: '42:26', says: ['unknown key "on_eror"', 'did you mean "on_error"'] }],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN (keyword("ticket") OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '43:3',
        says: ['expected ")" to close the parenthesis, got "MODEL"', 'each ( needs its )'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN keyword("ticket")) OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:25',
        says: [
          'expected a field, got ")"',
          'fields are written name: value; blocks here: DESCRIPTION, PRIORITY, TIER, WHEN, MODEL, ALGORITHM, PLUGIN, EMIT, FOR',
        ],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN OR(keyword("ticket"), ) AND NOT OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:43',
        says: ['expected "(" after OR, got "projection"', 'a condition stands on both sides of OR'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR',
    to: 'WHEN if keyword("ticket") OR',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:11',
        says: ['expected "(" after if, got "keyword"', 'conditions are written if("name")'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR projection("heavy") OR projection("light")',
    to: 'WHEN',
    problems: [
      {
        code: 'dsl.syntax',
        at: '43:3',
        says: [
          'expected a condition after WHEN, got "MODEL"',
          'conditions are written kind("name"), joined with AND, OR, NOT',
        ],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR projection("heavy") OR projection("light")',
    to: 'WHEN AND(keyword("ticket") keyword("coding"))',
    problems: [
      {
        code: 'dsl.syntax',
        at: '42:30',
        says: ['expected ")" to close AND(, got "keyword"', 'conditions in it are separated by commas'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR projection("heavy") OR projection("light")',
    to: 'WHEN keyword("ticket")\n  WHEN keyword("coding")',
    problems: [{ code: 'dsl.duplicate_field', at: '43:3', says: ['a second WHEN', 'keep one of the two'] }],
  },
  {
    from: 'WHEN keyword("ticket") OR projection("heavy") OR projection("light")',
    to: 'WHEN projection("heavy", gte = 0.4)',
    problems: [
      {
        code: 'config.predicate_on_band',
        at: '42:28',
        says: ['a band has no bounds of its own', 'set the bounds in the mapping that gives the band'],
      },
    ],
  },
  {
    from: 'WHEN keyword("ticket") OR projection("heavy") OR projection("light")',
    to: 'rules: { type: "keyword", name: "ticket" }\n  WHEN keyword("ticket")',
    problems: [{ code: 'dsl.duplicate_field', at: '43:3', says: ['a second WHEN', 'keep one of the two'] }],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL small\n  EMIT',
    problems: [
      {
        code: 'dsl.syntax',
        at: '43:9',
        says: [
          'expected a model in quotes after MODEL, got "small"',
          'MODEL "name" (reasoning = true, effort = "high"), "another"',
        ],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "smal"\n  EMIT',
    problems: [{ code: 'config.unknown_model', at: '43:9', says: ['unknown model "smal"', 'did you mean "small"'] }],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "small" (effort = hard)\n  EMIT',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '43:27',
        says: ['expected a value, got the word hard', 'a text needs quotes: "hard"'],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "small" (reasoning = true, effort = "hard")\n  EMIT',
    problems: [
      {
        code: 'config.unknown_value',
        at: '43:45',
        says: ['expected one of low, medium, high, got "hard"', 'known: low, medium, high'],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "small" (wait = 3)\n  EMIT',
    problems: [
      {
        code: 'config.unknown_key',
        at: '43:18',
        says: [
          'unknown key "wait"',
          'keys here: model, lora_name, use_reasoning, reasoning_effort, reasoning_description',
        ],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "small" (lora = "legal")\n  EMIT',
    problems: [
      {
        code: 'config.unknown_lora',
        at: '43:25',
        says: ['unknown adapter "legal"', 'no adapter (loras of the card "small") is defined'],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL "small" (reasoning = true\n  EMIT',
    problems: [
      {
        code: 'dsl.syntax',
        at: '44:3',
        says: ['expected ")" after the options, got "EMIT"', 'options are written (name = value, name = value)'],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL\n  EMIT',
    problems: [
      {
        code: 'dsl.syntax',
        at: '44:3',
        says: [
          'expected a model in quotes after MODEL, got "EMIT"',
          'MODEL "name" (reasoning = true, effort = "high"), "another"',
        ],
      },
    ],
  },
  {
    from: 'EMIT retention { drop: true }',
    to: 'EMIT retention',
    problems: [
      { code: 'dsl.syntax', at: '45:1', says: ['expected "{" to begin the body of EMIT, got "}"', 'EMIT name { … }'] },
    ],
  },
  {
    from: 'EMIT retention { drop: true }',
    to: 'EMIT retentoin { drop: true }',
    problems: [
      { code: 'config.missing_key', at: '44:3', says: ['expected a mapping', 'add it'] },
      { code: 'config.unknown_key', at: '44:3', says: ['unknown key "retentoin"', 'did you mean "retention"'] },
      {
        code: 'config.unknown_value',
        at: '44:8',
        says: ['expected "retention", got "retentoin"', 'did you mean "retention"'],
      },
    ],
  },
  {
    from: 'EMIT retention { drop: true }',
    to: 'EMIT retention { drop: yes }',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '44:26',
        says: ['expected a value, got the word yes', 'a text needs quotes: "yes"'],
      },
    ],
  },
  {
    from: 'EMIT retention { drop: true }',
    to: 'EMIT retention { drop true }',
    problems: [
      { code: 'dsl.syntax', at: '44:20', says: ['expected ":" after "drop"', 'fields are written drop: value'] },
    ],
  },
  {
    from: 'EMIT retention { drop: true }\n}',
    to: 'EMIT retention { drop: true }\n',
    problems: [{ code: 'dsl.unclosed_block', at: '39:1', says: ['ROUTE tickets is not closed', 'add } at its end'] }],
  },
  {
    from: 'EMIT retention { drop: true }',
    to: 'EMIT retention { drop: true',
    problems: [{ code: 'dsl.unclosed_block', at: '39:1', says: ['ROUTE tickets is not closed', 'add } at its end'] }],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code" "bug"]',
    problems: [
      {
        code: 'dsl.syntax',
        at: '14:59',
        says: ['expected "," or "]" in the list, got the text "bug"', 'entries are separated by commas'],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code", "bug"',
    problems: [
      {
        code: 'dsl.syntax',
        at: '14:66',
        says: ['expected "," or "]" in the list, got "}"', 'entries are separated by commas'],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: [code, bug]',
    problems: [
      {
        code: 'dsl.unquoted_text',
        at: '14:52',
        says: ['expected a value, got the word code', 'a text needs quotes: "code"'],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: "code"',
    problems: [
      { code: 'config.wrong_type', at: '14:51', says: ['expected a list, got "code"', 'make it a list: [code]'] },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: []',
    problems: [
      {
        code: 'config.out_of_range',
        at: '14:51',
        says: ['expected at least 1 entry, got a list of 0', 'add an entry'],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code", "b\\ug"]',
    problems: [
      {
        code: 'dsl.unknown_escape',
        at: '14:62',
        says: [
          'unknown escape \\u in a text',
          'write \\\\ for a backslash, or put the text in single quotes, where nothing is escaped',
        ],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code", "bug]',
    problems: [
      {
        code: 'dsl.unclosed_text',
        at: '14:60',
        says: ['the text that begins here is not closed: "bug] }', 'add " at its end; a line break is written \\n'],
      },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keyword: ["code", "bug"]',
    problems: [
      { code: 'config.missing_key', at: '14:1', says: ['expected a list', 'add it'] },
      { code: 'config.unknown_key', at: '14:41', says: ['unknown key "keyword"', 'did you mean "keywords"'] },
    ],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code"], keywords: ["bug"]',
    problems: [{ code: 'dsl.duplicate_field', at: '14:61', says: ['a second "keywords"', 'keep one of the two'] }],
  },
  {
    from: 'keywords: ["code", "bug"]',
    to: 'keywords: ["code"], name: "x"',
    problems: [
      { code: 'dsl.duplicate_field', at: '14:61', says: ['a second "name"', 'it stands before the brace already'] },
    ],
  },
  {
    from: 'min_tokens: "8K"',
    to: 'min_tokens: 8K',
    problems: [{ code: 'dsl.not_a_number', at: '17:35', says: ['"8K" is not a number', 'a text needs quotes: "8K"'] }],
  },
  {
    from: 'min_tokens: "8K"',
    to: 'min_tokens: .5',
    problems: [{ code: 'dsl.syntax', at: '17:35', says: ['unexpected .5', 'begin the number with 0'] }],
  },
  {
    from: 'min_tokens: "8K"',
    to: 'min_tokens: ',
    problems: [
      {
        code: 'dsl.syntax',
        at: '17:35',
        says: ['expected a value, got ","', 'a "text", a number, true, false, null, [a, list] or { key: value }'],
      },
    ],
  },
  {
    from: 'PROJECTION score load {',
    to: 'PROJECTION scores load {',
    problems: [
      { code: 'dsl.unknown_projection', at: '20:12', says: ['unknown projection "scores"', 'did you mean "score"'] },
      { code: 'config.unknown_score', at: '27:11', says: ['unknown score "load"', 'no score is defined'] },
    ],
  },
  {
    from: 'PROJECTION score load {',
    to: 'PROJECTION load {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '20:17',
        says: ['expected the name after load, got "{"', 'PROJECTION projection name { … }'],
      },
      { code: 'config.unknown_score', at: '27:11', says: ['unknown score "load"', 'no score is defined'] },
    ],
  },
  {
    from: 'source: "load"',
    to: 'source: "laod"',
    problems: [{ code: 'config.unknown_score', at: '27:11', says: ['unknown score "laod"', 'did you mean "load"'] }],
  },
  {
    from: '{ name: "heavy", gte: 0.5 }',
    to: '{ name: "heavy", gte 0.5 }',
    problems: [
      {
        code: 'dsl.syntax',
        at: '28:34',
        says: ['expected ":" after "gte", got "0.5"', 'fields are written gte: value'],
      },
      { code: 'config.unknown_signal', at: '42:40', says: ['unknown signal "projection:heavy"', 'known: …'] },
      { code: 'config.unknown_signal', at: '42:63', says: ['unknown signal "projection:light"', 'known: …'] },
    ],
  },
  {
    from: '{ name: "heavy", gte: 0.5 }',
    to: '{ name: "heavy", gte: >0.5 }',
    problems: [
      {
        code: 'dsl.syntax',
        at: '28:35',
        says: ['unexpected >', 'bounds are written inside the parentheses: embedding("name", gte = 0.5)'],
      },
    ],
  },
  {
    from: '{ name: "heavy", gte: 0.5 }',
    to: '( name: "heavy", gte: 0.5 )',
    problems: [
      {
        code: 'dsl.syntax',
        at: '28:13',
        says: ['expected a value, got "("', 'a "text", a number, true, false, null, [a, list] or { key: value }'],
      },
      { code: 'config.unknown_signal', at: '42:40', says: ['unknown signal "projection:heavy"', 'known: …'] },
      { code: 'config.unknown_signal', at: '42:63', says: ['unknown signal "projection:light"', 'known: …'] },
    ],
  },
  {
    from: 'strategy: "priority"',
    to: 'strategy: "prioritty"',
    problems: [
      {
        code: 'config.unknown_value',
        at: '31:21',
        says: ['expected one of priority, confidence, got "prioritty"', 'did you mean "priority"'],
      },
    ],
  },
  {
    from: 'strategy: "priority"',
    to: 'signals: {}',
    problems: [
      { code: 'dsl.duplicate_field', at: '31:11', says: ['"signals" does not stand here', 'SIGNAL kind name { … }'] },
    ],
  },
  {
    from: 'strategy: "priority"',
    to: 'strategy: "priority", strategy: "confidence"',
    problems: [
      { code: 'dsl.duplicate_field', at: '31:33', says: ['"strategy" does not stand here', 'keep one of the two'] },
    ],
  },
  {
    from: '  IF context',
    to: '  ELSE IF context',
    problems: [
      {
        code: 'dsl.branch_order',
        at: '48:3',
        says: ['ELSE IF does not stand here', 'a tree is IF, then any number of ELSE IF, then ELSE'],
      },
    ],
  },
  {
    from: '  IF context',
    to: '  WHEN context',
    problems: [
      { code: 'dsl.unknown_block', at: '48:3', says: ['no block "WHEN" in DECISION_TREE', 'known: IF, ELSE IF, ELSE'] },
    ],
  },
  {
    from: '  IF context("long") {',
    to: '  IF {',
    problems: [
      {
        code: 'dsl.syntax',
        at: '48:6',
        says: [
          'expected a condition after IF, got "{"',
          'conditions are written kind("name"), joined with AND, OR, NOT',
        ],
      },
    ],
  },
  {
    from: '    NAME long_texts',
    to: '    NAME',
    problems: [{ code: 'dsl.syntax', at: '50:5', says: ['expected a name after NAME, got "MODEL"', 'NAME name'] }],
  },
  {
    from: '    NAME long_texts',
    to: '    NAME long_texts\n    PRIORITY 3',
    problems: [{ code: 'dsl.duplicate_field', at: '50:5', says: ['a second PRIORITY', 'it is given already'] }],
  },
  {
    from: '    NAME long_texts',
    to: '    NAME tickets',
    problems: [
      {
        code: 'config.duplicate_name',
        at: '49:10',
        says: ['duplicate decision "tickets"; the first is entry 2 of this list', 'names must be unique: rename one'],
      },
    ],
  },
  {
    from: '  ELSE {\n    MODEL "small"\n  }\n',
    to: '',
    problems: [
      {
        code: 'dsl.no_else',
        at: '47:15',
        says: ['DECISION_TREE rest has no ELSE at its end', 'say what remains: ELSE { MODEL "…" }'],
      },
      {
        code: 'dsl.unknown_route',
        at: '61:14',
        says: ['TEST routes: unknown route "rest_2"', 'known: code, tickets, long_texts'],
      },
    ],
  },
  {
    from: '  ELSE {\n',
    to: '  ELSE context("long") {\n',
    problems: [
      { code: 'dsl.syntax', at: '52:8', says: ['expected "{" to begin the body of ELSE, got "context"', 'ELSE { … }'] },
    ],
  },
  {
    from: '  ELSE {\n',
    to: '  ELSE {}\n  ELSE {\n',
    problems: [
      { code: 'config.missing_key', at: '52:3', says: ['expected a list', 'add it'] },
      {
        code: 'dsl.branch_order',
        at: '52:3',
        says: ['ELSE does not stand here', 'a tree is IF, then any number of ELSE IF, then ELSE'],
      },
    ],
  },
  {
    from: 'RECIPE plain (',
    to: 'RECIPE (',
    problems: [
      {
        code: 'dsl.syntax',
        at: '57:8',
        says: ['expected a name after RECIPE, got "("', 'RECIPE name { … }'],
      },
      { code: 'config.unknown_recipe', at: '60:46', says: ['unknown recipe "plain"', 'known: default'] },
    ],
  },
  {
    from: 'RECIPE plain (',
    to: 'RECIPE default (',
    problems: [
      {
        code: 'config.name_collision',
        at: '57:8',
        says: ['"default" is the name of the top-level routing', 'rename this recipe, or move its content there'],
      },
      { code: 'config.unknown_recipe', at: '60:46', says: ['unknown recipe "plain"', 'known: default, default'] },
    ],
  },
  {
    from: 'ROUTE all { MODEL "small" }',
    to: 'MODEL small {}',
    problems: [
      {
        code: 'dsl.unknown_block',
        at: '58:3',
        says: ['no block "MODEL" in RECIPE', 'known: ROUTING, SIGNAL, PROJECTION, PLUGIN, ROUTE, DECISION_TREE, TEST'],
      },
    ],
  },
  {
    from: 'ROUTE all { MODEL "small" }',
    to: 'ROUTE all { MODEL "small" ',
    problems: [{ code: 'dsl.unclosed_block', at: '57:1', says: ['RECIPE plain is not closed', 'add } at its end'] }],
  },
  {
    from: 'recipe: "plain" }',
    to: 'recipe: "plan" }',
    problems: [{ code: 'config.unknown_recipe', at: '60:46', says: ['unknown recipe "plan"', 'did you mean "plain"'] }],
  },
  {
    from: '"hello" -> rest_2',
    to: '"hello" -> rest_3',
    problems: [
      {
        code: 'dsl.unknown_route',
        at: '64:14',
        says: ['TEST routes: unknown route "rest_3"', 'did you mean "rest_2"'],
      },
    ],
  },
  {
    from: '"hello" -> rest_2',
    to: '"hello" rest_2',
    problems: [
      {
        code: 'dsl.syntax',
        at: '64:11',
        says: ['expected "->" after the query, got "rest_2"', 'cases are written "query" -> route'],
      },
    ],
  },
  {
    from: '"hello" -> rest_2',
    to: '"hello" ->',
    problems: [
      {
        code: 'dsl.syntax',
        at: '65:1',
        says: ['expected the name of the route, got "}"', 'names with spaces need quotes'],
      },
    ],
  },
  {
    from: '"hello" -> rest_2',
    to: 'hello -> rest_2',
    problems: [
      {
        code: 'dsl.unknown_block',
        at: '64:3',
        says: ['no block "hello" in TEST', 'cases are written "query" -> route'],
      },
    ],
  },
  {
    from: '"hello" -> rest_2',
    to: '"hello" => rest_2',
    problems: [{ code: 'dsl.syntax', at: '64:11', says: ['unexpected =>', 'write ->'] }],
  },
  {
    from: 'TEST routes {',
    to: 'TEST {',
    problems: [{ code: 'dsl.syntax', at: '62:6', says: ['expected a name after TEST, got "{"', 'TEST name { … }'] }],
  },
  {
    from: 'auto_model_name: "MoM"',
    to: 'auto_model_name: ${MODEL',
    problems: [{ code: 'dsl.unclosed_block', at: '67:1', says: ['GLOBAL is not closed', 'add } at its end'] }],
  },
  {
    from: "'[A-Z]+-\\d+'",
    to: '"[A-Z]+-\\d+"',
    problems: [
      {
        code: 'dsl.unknown_escape',
        at: '15:77',
        says: [
          'unknown escape \\d in a text',
          'write \\\\ for a backslash, or put the text in single quotes, where nothing is escaped',
        ],
      },
    ],
  },
  {
    from: "'[A-Z]+-\\d+'",
    to: '`[A-Z]+-[0-9]+`',
    problems: [
      {
        code: 'dsl.syntax',
        at: '15:69',
        says: ['unexpected `[A-Z]+-[0-9]+`', 'texts stand in "double" or \'single\' quotes'],
      },
    ],
  },
  {
    from: "'[A-Z]+-\\d+'",
    to: '"[A-Z+-"',
    problems: [
      {
        code: 'keyword.invalid_regex',
        at: '15:69',
        says: ['`[A-Z+-`', 'patterns follow RE2: no look-around, no back-references'],
      },
    ],
  },
  {
    from: 'MODEL "small"\n  EMIT',
    to: 'MODEL small\n  EMIT',
    problems: [
      {
        code: 'dsl.syntax',
        at: '43:9',
        says: [
          'expected a model in quotes after MODEL, got "small"',
          'MODEL "name" (reasoning = true, effort = "high"), "another"',
        ],
      },
    ],
  },
];
