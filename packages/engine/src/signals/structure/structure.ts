import { compilePredicate, predicateSchema } from '../../config/predicate.ts';
import { s } from '../../config/schema.ts';
import { compileKeywordMatcher, foldKeyword } from '../../text/keyword-matcher.ts';
import { compileLinearRegex, patternSize, regexProblem } from '../../text/linear-regex.ts';
import type { TextView } from '../../text/text-view.ts';
import { countTextUnits } from '../../text/word-boundary.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { readsJoined } from '../turn-evidence.ts';

const caseSensitive = s.boolean().default(false).describe('Whether case must agree.');
const source = s.discriminatedUnion('type', [
  s.strictObject({
    type: s.literal('regex').describe('Matches of an RE2 pattern.'),
    pattern: s.string().min(1).describe('The pattern.'),
    case_sensitive: caseSensitive,
  }),
  s.strictObject({
    type: s.literal('keyword_set').describe('Occurrences of keywords, as whole words.'),
    keywords: s.array(s.string().min(1)).min(1).describe('Words and phrases.'),
    case_sensitive: caseSensitive,
  }),
  s.strictObject({
    type: s.literal('sequence').describe('Markers that occur in this order.'),
    sequences: s
      .array(s.array(s.string().min(1)).min(2))
      .min(1)
      .describe('Lists of markers; any one list is enough.'),
    case_sensitive: caseSensitive,
  }),
  s.strictObject({ type: s.literal('text_bytes').describe('Length of the text in UTF-8 bytes.') }),
]);

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  feature: s
    .strictObject({
      type: s
        .enum(['exists', 'count', 'density', 'sequence'])
        .describe(
          'exists: 0 or 1; count: occurrences; density: occurrences per word (or CJK character); sequence: 0 or 1.',
        ),
      source,
    })
    .describe('What is measured.'),
  predicate: predicateSchema.optional().describe('Bounds on the measure; left out: above 0.'),
  reads: readsJoined('current_turn'),
});

/** Steps from which a pattern that counts is slow: below, 10,000 characters took at most 80 ms where it was measured. */
const SLOW_PATTERN = 1_000;

export type StructureRule = ReturnType<typeof schema.parse>;
type Source = StructureRule['feature']['source'];
type Measure = (text: TextView) => number;

/** Slope of the confidence over the distance to the nearest bound. */
const CONFIDENCE_SLOPE = 4;

/** Shape of the turn's text: counts, densities, order of markers. */
export const structure = defineSignalKind<StructureRule>({
  kind: 'structure',
  configKey: 'structure',
  summary: 'The shape of the current turn: counts, densities, sequences.',
  schema,
  cost: () => 'free',
  traits: { readsHistory: true },
  examples: [
    {
      name: 'numbered_steps',
      feature: { type: 'count', source: { type: 'regex', pattern: '(?m)^\\s*\\d+[.)]\\s', case_sensitive: false } },
      predicate: { gte: 2 },
      reads: 'current_turn',
    },
    {
      name: 'first_then',
      feature: {
        type: 'sequence',
        source: {
          type: 'sequence',
          sequences: [
            ['first', 'then'],
            ['先', '再'],
          ],
          case_sensitive: false,
        },
      },
      reads: 'current_turn',
    },
  ],
  check(rule, report) {
    const { type, source: from } = rule.feature;
    if ((type === 'sequence') !== (from.type === 'sequence')) {
      report.error(
        'structure.mismatch',
        ['feature', 'source', 'type'],
        `rule "${rule.name}": feature "${type}" cannot measure a source of type "${from.type}"`,
        'sequence goes with sequence, the other features with regex, keyword_set or text_bytes',
      );
    }
    if (from.type === 'regex') {
      const problem = regexProblem(from.pattern, { caseSensitive: from.case_sensitive });
      if (problem !== undefined) {
        report.error(
          'structure.invalid_regex',
          ['feature', 'source', 'pattern'],
          `rule "${rule.name}": ${problem}`,
          'patterns follow RE2: no look-around, no back-references',
        );
      }
    }
    const { gt, gte, lt, lte } = rule.predicate ?? {};
    const floor = Math.max(gt ?? Number.NEGATIVE_INFINITY, gte ?? Number.NEGATIVE_INFINITY);
    const ceiling = Math.min(lt ?? Number.POSITIVE_INFINITY, lte ?? Number.POSITIVE_INFINITY);
    if (floor > ceiling) {
      report.error(
        'structure.impossible_bounds',
        ['predicate'],
        `rule "${rule.name}": no number is above ${floor} and below ${ceiling}`,
        'widen the bounds',
      );
    }
  },
  lint(rule, report) {
    const { type, source: from } = rule.feature;
    if (from.type !== 'regex' || type === 'exists') return;
    const size = patternSize(from.pattern);
    if (size < SLOW_PATTERN) return;
    report.warning(
      'lint.slow_pattern',
      ['feature', 'source', 'pattern'],
      `rule "${rule.name}": the pattern becomes ${size} steps, each of which may be taken for every character of a text that is counted`,
      'repeat with smaller bounds, or with * and + instead',
    );
  },
  compile(rules) {
    const compiled = rules.map((rule) => ({
      rule,
      measure: compileMeasure(rule.feature.type, rule.feature.source),
      holds: compilePredicate(rule.predicate ?? { gt: 0 }),
    }));
    return (_facts, run) =>
      compiled.map(({ rule, measure, holds }) => {
        const value = measure(run.text(rule.reads));
        const matched = holds(value);
        return { name: rule.name, matched, confidence: matched ? confidenceOf(value, rule.predicate) : 0, value };
      });
  },
});

function compileMeasure(feature: StructureRule['feature']['type'], from: Source): Measure {
  const count = compileCount(from);
  if (feature === 'exists') return (text) => (count(text) > 0 ? 1 : 0);
  if (feature === 'density') {
    return (text) => {
      const occurrences = count(text);
      return occurrences === 0 ? 0 : occurrences / Math.max(1, countTextUnits(text.folded));
    };
  }
  return count;
}

function compileCount(from: Source): Measure {
  switch (from.type) {
    case 'regex': {
      const regex = compileLinearRegex(from.pattern, { caseSensitive: from.case_sensitive });
      // Line structure matters to patterns and folding makes white space single, so the text as it came is read.
      return (text) => regex.count(text.raw);
    }
    case 'keyword_set': {
      const matcher = compileKeywordMatcher(
        from.keywords.map((text) => ({ text, caseSensitive: from.case_sensitive })),
      );
      return (text) => matcher.count(text).reduce((sum, count) => sum + count, 0);
    }
    case 'sequence': {
      const sequences = from.sequences.map((markers) =>
        markers.map((text) => foldKeyword({ text, caseSensitive: from.case_sensitive })),
      );
      return (text) => {
        const within = from.case_sensitive ? text.plain : text.folded;
        return sequences.some((markers) => occurInOrder(within, markers)) ? 1 : 0;
      };
    }
    case 'text_bytes':
      return (text) => utf8Length(text.raw);
  }
}

function occurInOrder(text: string, markers: readonly string[]): boolean {
  let from = 0;
  for (const marker of markers) {
    const at = text.indexOf(marker, from);
    if (at === -1) return false;
    from = at + marker.length;
  }
  return true;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // A surrogate pair is four bytes, two for each half.
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
  }
  return bytes;
}

/** Rises from 0.5 at the bound towards 1. */
function confidenceOf(value: number, predicate: StructureRule['predicate']): number {
  const bound = predicate?.gt ?? predicate?.gte ?? predicate?.lt ?? predicate?.lte ?? 0;
  return 1 / (1 + Math.exp(-CONFIDENCE_SLOPE * Math.abs(value - bound)));
}
