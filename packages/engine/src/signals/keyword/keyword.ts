import { s } from '../../config/schema.ts';
import { compileKeywordMatcher, foldKeyword, type Keyword } from '../../text/keyword-matcher.ts';
import { compileLinearRegexSet, regexProblem } from '../../text/linear-regex.ts';
import { defineSignalKind } from '../signal-kind.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  operator: s.enum(['OR', 'AND', 'NOR']).describe('OR: any keyword; AND: all of them; NOR: none.'),
  keywords: s.array(s.string().min(1)).min(1).describe('Words and phrases, or patterns when method is regex.'),
  method: s
    .enum(['literal', 'regex'])
    .default('literal')
    .describe('literal: whole words, anywhere in scripts without spaces; regex: RE2 patterns, linear in time.'),
  case_sensitive: s.boolean().default(false).describe('Whether case must agree.'),
});

export type KeywordRule = ReturnType<typeof schema.parse>;

/** Patterns on one side, literals of all rules in one automaton on the other. */
export const keyword = defineSignalKind<KeywordRule>({
  kind: 'keyword',
  configKey: 'keywords',
  summary: 'Words, phrases or patterns in the current turn.',
  schema,
  cost: () => 'free',
  examples: [
    {
      name: 'urgent',
      operator: 'OR',
      keywords: ['urgent', 'as soon as possible', '马上'],
      method: 'literal',
      case_sensitive: false,
    },
    { name: 'ticket', operator: 'OR', keywords: ['[A-Z]{2,5}-\\d+'], method: 'regex', case_sensitive: true },
  ],
  check(rule, report) {
    for (const [index, text] of rule.keywords.entries()) {
      const path = ['keywords', index];
      if (rule.method === 'regex') {
        const problem = regexProblem(text);
        if (problem !== undefined) {
          report.error(
            'keyword.invalid_regex',
            path,
            `rule "${rule.name}": ${problem}`,
            'patterns follow RE2: no look-around, no back-references',
          );
        }
      } else if (foldKeyword({ text, caseSensitive: rule.case_sensitive }) === '') {
        report.error('keyword.empty', path, `rule "${rule.name}": the keyword has no visible character`, 'take it out');
      }
    }
  },
  compile(rules) {
    // Keywords of one method, over all rules, are looked for together; each rule then reads its own stretch.
    const literals: Keyword[] = [];
    const patterns: { pattern: string; caseSensitive: boolean }[] = [];
    const compiled = rules.map((rule) => {
      const { method, case_sensitive: caseSensitive, keywords } = rule;
      const first = method === 'regex' ? patterns.length : literals.length;
      if (method === 'regex') patterns.push(...keywords.map((pattern) => ({ pattern, caseSensitive })));
      else literals.push(...keywords.map((text) => ({ text, caseSensitive })));
      return { rule, first };
    });
    const matcher = compileKeywordMatcher(literals);
    const regexes = compileLinearRegexSet(patterns);
    return (_facts, run) => {
      const text = run.text('current_turn');
      const counts = matcher.count(text);
      const found = regexes.find(text.plain);
      return compiled.map(({ rule, first }) =>
        read(rule, hitsOf(rule, first, rule.method === 'regex' ? found : counts)),
      );
    };
  },
});

/** Positions of the rule's keywords that occur; the rule's stretch of `occurrences` begins at `first`. */
function hitsOf(rule: KeywordRule, first: number, occurrences: ArrayLike<number>): readonly number[] {
  const hits: number[] = [];
  for (let i = 0; i < rule.keywords.length; i++) if (occurrences[first + i]! > 0) hits.push(i);
  return hits;
}

function read(rule: KeywordRule, hits: readonly number[]) {
  const matched =
    rule.operator === 'OR'
      ? hits.length > 0
      : rule.operator === 'AND'
        ? hits.length === rule.keywords.length
        : hits.length === 0;
  return {
    name: rule.name,
    matched,
    confidence: matched ? 1 : 0,
    value: hits.length,
    evidence:
      hits.length === 0
        ? undefined
        : hits
            .slice(0, 3)
            .map((hit) => rule.keywords[hit])
            .join(', '),
  };
}
