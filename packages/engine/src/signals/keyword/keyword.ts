import type { Report } from '../../config/diagnostic.ts';
import { foldKeyword } from '../../text/keyword-matcher.ts';
import { regexProblem } from '../../text/linear-regex.ts';
import { hasTerms } from '../../text/relevance-index.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { type KeywordRule, keywordSchema as schema } from './keyword-rule.ts';
import { compileSearch, methodOf } from './search.ts';

/** Each setting that belongs to one method. */
const OWN_SETTINGS = {
  fuzzy_threshold: 'fuzzy',
  bm25_threshold: 'bm25',
  ngram_threshold: 'ngram',
  ngram_arity: 'ngram',
} as const;

/** Longer ones are often meant as the beginning of several words. */
const SHORT_WORD = /^[A-Za-z]{1,5}$/;

/** Keywords of one method and scope, over all rules, are looked for together. */
export const keyword = defineSignalKind<KeywordRule>({
  kind: 'keyword',
  configKey: 'keywords',
  summary: 'Words, phrases or patterns in the current turn.',
  schema,
  cost: () => 'free',
  traits: { readsHistory: true, alwaysCertain: true },
  examples: [
    {
      name: 'urgent',
      operator: 'OR',
      keywords: ['urgent', 'as soon as possible', '马上'],
      method: 'literal',
      case_sensitive: false,
      reads: 'current_turn',
    },
    {
      name: 'ticket',
      operator: 'OR',
      keywords: ['[A-Z]{2,5}-\\d+'],
      method: 'regex',
      case_sensitive: true,
      reads: 'conversation',
    },
    {
      name: 'database',
      operator: 'OR',
      keywords: ['postgres', 'query optimizer'],
      method: 'fuzzy',
      case_sensitive: false,
      reads: 'current_turn',
    },
  ],
  reference: {
    rule: (rule) =>
      rule.fuzzy_match === true && rule.fuzzy_threshold === undefined
        ? [{ field: 'fuzzy_threshold', value: 2, reason: '2 edits are allowed there, however short the word' }]
        : [],
  },
  check(rule, report) {
    checkKeywords(rule, report);
    checkSettings(rule, report);
  },
  lint(rule, report) {
    if (methodOf(rule) !== 'regex') return;
    for (const [index, pattern] of rule.keywords.entries()) {
      if (!SHORT_WORD.test(pattern)) continue;
      report.warning(
        'lint.inside_words',
        ['keywords', index],
        `rule "${rule.name}": the pattern "${pattern}" also matches inside longer words`,
        `write \\b${pattern}\\b, or use method: literal, which looks for whole words`,
      );
    }
  },
  compile(rules) {
    const scopes = [...new Set(rules.map((rule) => rule.reads))];
    const searches = scopes.map((reads) => ({
      reads,
      search: compileSearch(new Map([...rules.entries()].filter(([, rule]) => rule.reads === reads))),
    }));
    // What rules say of most texts.
    const withoutHits = rules.map((rule) => read(rule, []));
    return (_facts, run) => {
      const readings = new Array<Reading>(rules.length);
      const visit = (rule: number, hits: readonly number[]) => {
        readings[rule] = hits.length === 0 ? withoutHits[rule]! : read(rules[rule]!, hits);
      };
      for (const { reads, search } of searches) search(run.text(reads), visit);
      return readings;
    };
  },
});

function checkKeywords(rule: KeywordRule, report: Report): void {
  const method = methodOf(rule);
  for (const [index, text] of rule.keywords.entries()) {
    const path = ['keywords', index];
    const problem = method === 'regex' ? regexProblem(text, { caseSensitive: rule.case_sensitive }) : undefined;
    if (problem !== undefined) {
      report.error(
        'keyword.invalid_regex',
        path,
        `rule "${rule.name}": ${problem}`,
        'patterns follow RE2: no look-around, no back-references',
      );
    } else if (method !== 'regex' && foldKeyword({ text, caseSensitive: rule.case_sensitive }) === '') {
      report.error('keyword.empty', path, `rule "${rule.name}": the keyword has no visible character`, 'take it out');
    } else if (method === 'bm25' && !hasTerms(text)) {
      report.error(
        'keyword.no_terms',
        path,
        `rule "${rule.name}": "${text}" has only words that every text has`,
        'add a telling word, or use method: literal',
      );
    }
  }
}

function checkSettings(rule: KeywordRule, report: Report): void {
  const method = methodOf(rule);
  if (rule.fuzzy_match === true && method !== 'fuzzy') {
    report.error(
      'keyword.fuzzy_conflict',
      ['fuzzy_match'],
      `rule "${rule.name}": fuzzy_match goes with literal keywords, not with method: ${method}`,
      'take one of the two out',
    );
  }
  for (const [setting, owner] of Object.entries(OWN_SETTINGS)) {
    if (rule[setting as keyof typeof OWN_SETTINGS] === undefined || owner === method) continue;
    report.warning(
      'keyword.unused_setting',
      [setting],
      `rule "${rule.name}": ${setting} has no effect with method: ${method}`,
      `set method: ${owner}, or take it out`,
    );
  }
  const shortest = Math.min(...rule.keywords.flatMap((text) => text.split(/\s+/).map((word) => word.length)));
  if (method === 'fuzzy' && rule.fuzzy_threshold !== undefined && rule.fuzzy_threshold >= shortest) {
    report.error(
      'keyword.fuzzy_threshold',
      ['fuzzy_threshold'],
      `rule "${rule.name}": with ${rule.fuzzy_threshold} edits a keyword's word of ${shortest} letters becomes any other`,
      'it counts wrong letters (1 or 2), not percent',
    );
  }
}

function read(rule: KeywordRule, hits: readonly number[]): Reading {
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
