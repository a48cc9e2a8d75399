import { suggest } from '../../config/nearest.ts';
import { s } from '../../config/schema.ts';
import type { Span, SpanTagger } from '../../ports/index.ts';
import { whenAllReady } from '../../ports/when-ready.ts';
import { checkGuardedTexts, contentsOf, guardedTexts, guardScope } from '../contents.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { KNOWN_PII_TYPES } from './known-pii-types.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Least confidence of an entity; default the threshold of all pii rules.'),
  pii_types_allowed: s
    .array(s.string().min(1))
    .default([])
    .describe('Types of personal data that may occur; any other one matches.'),
  pii_types_counted: s
    .array(s.string().min(1))
    .default([])
    .describe('Types that say little alone and match only when named here, such as GPE and ORGANIZATION.'),
  ...guardedTexts,
});

const settings = s.strictObject({
  threshold: s
    .number()
    .positive()
    .max(1)
    .default(0.9)
    .describe('Least confidence of an entity, where a rule names none.'),
});

/** Types that taggers may call incidental, and that the reference counts like all others. */
const INCIDENTAL_TYPES = ['GPE', 'ORGANIZATION'];

export type PiiRule = ReturnType<typeof schema.parse>;
type PiiSettings = ReturnType<typeof settings.parse>;

/** A match means that personal data of a type that is not allowed was found. Traces never hold the data itself. */
export const pii = defineSignalKind<PiiRule, PiiSettings>({
  kind: 'pii',
  configKey: 'pii',
  summary: 'Personal data of a type that is not allowed.',
  schema,
  settings: { path: ['modules', 'classifier', 'pii'], schema: settings },
  cost: (_rule, ports) => ports.taggers.pii?.cost ?? 'local',
  unavailable(rule, { taggers: { pii: tagger } }) {
    if (tagger === undefined) return 'no pii tagger is installed';
    const known = [...new Set([...tagger.labels, ...KNOWN_PII_TYPES])];
    const unknown = typesOf(rule).find((type) => !known.includes(type));
    return unknown && `there is no type "${unknown}" of personal data; ${suggest(unknown, known, 'type')}`;
  },
  caution(rule, { taggers: { pii: tagger } }) {
    const missing = typesOf(rule).filter((type) => !tagger?.labels.includes(type));
    if (missing.length > 0) return `the tagger ${tagger?.id} does not find ${missing.join(', ')}`;
    const always = rule.pii_types_counted.filter((type) => !tagger?.incidental?.includes(type));
    return always.length > 0 ? `${always.join(', ')} in pii_types_counted always counts` : undefined;
  },
  traits: { readsHistory: true, alwaysCertain: true },
  calibration: {
    head: 'pii',
    inRule: true,
    inSettings: true,
    labels(rule, tagger) {
      const passed = passedTypes(rule ?? schema.parse({ name: 'pii' }), tagger);
      return tagger.labels.filter((type) => !passed.has(type));
    },
  },
  examples: [
    { name: 'personal_data', pii_types_allowed: [], pii_types_counted: [], include_history: false },
    {
      name: 'contact_data',
      threshold: 0.8,
      pii_types_allowed: ['EMAIL_ADDRESS'],
      pii_types_counted: ['GPE'],
      include_history: true,
    },
  ],
  reference: {
    rule: ({ pii_types_counted: counted, pii_types_allowed: allowed }) =>
      counted === undefined
        ? [
            {
              field: 'pii_types_counted',
              value: INCIDENTAL_TYPES.filter((type) => !(Array.isArray(allowed) && allowed.includes(type))),
              reason: 'every type counts there, whatever it says about a person',
            },
          ]
        : [],
  },
  check(rule, report) {
    checkGuardedTexts(rule, 'pii', report);
    const both = rule.pii_types_counted.find((type) => rule.pii_types_allowed.includes(type));
    if (both !== undefined) {
      report.error(
        'pii.allowed_and_counted',
        ['pii_types_counted'],
        `rule "${rule.name}": ${both} is both allowed and counted`,
        'name it in one of the two lists',
      );
    }
    if (rule.threshold !== 0) return;
    report.error(
      'pii.zero_threshold',
      ['threshold'],
      `rule "${rule.name}": a threshold of 0 takes every guess for personal data`,
      'leave it out for the default, or set one above 0',
    );
  },
  compile(rules, { ports, settings: { threshold } }) {
    const tagger = ports.taggers.pii!;
    const compiled = rules.map((rule) => ({
      name: rule.name,
      threshold: rule.threshold ?? threshold,
      passed: passedTypes(rule, tagger),
    }));
    const scopes = [...new Set(rules.map(guardScope))];
    const scopeOf = rules.map((rule) => scopes.indexOf(guardScope(rule)));
    return (facts, run) => {
      const seen = scopes.map((scope) => {
        const contents = contentsOf(facts, run, scope);
        return whenAllReady(
          contents.map(({ text }) => tagger.tag(text, run)),
          (spans) => contents.map(({ place }, index) => ({ place, spans: spans[index]! })),
        );
      });
      return whenAllReady(seen, (found) => compiled.map((rule, index) => readRule(rule, found[scopeOf[index]!]!)));
    };
  },
});

function typesOf({ pii_types_allowed: allowed, pii_types_counted: counted }: PiiRule): readonly string[] {
  return [...allowed, ...counted];
}

function passedTypes(rule: PiiRule, { incidental = [] }: Pick<SpanTagger, 'incidental'>): ReadonlySet<string> {
  return new Set([...rule.pii_types_allowed, ...incidental.filter((type) => !rule.pii_types_counted.includes(type))]);
}

interface CompiledRule {
  readonly name: string;
  readonly threshold: number;
  /** Types that may occur. */
  readonly passed: ReadonlySet<string>;
}

interface Found {
  readonly place: string;
  readonly spans: readonly Span[];
}

function readRule({ name, threshold, passed }: CompiledRule, found: readonly Found[]): Reading {
  const counts = new Map<string, number>();
  const places: string[] = [];
  let total = 0;
  for (const { place, spans } of found) {
    const violations = spans.filter(({ label, confidence }) => confidence >= threshold && !passed.has(label));
    for (const { label } of violations) counts.set(label, (counts.get(label) ?? 0) + 1);
    if (violations.length > 0) places.push(place);
    total += violations.length;
  }
  const matched = total > 0;
  return {
    name,
    matched,
    confidence: matched ? 1 : 0,
    value: total,
    evidence: matched ? `${describeCounts(counts)} in ${places.join(', ')}` : undefined,
  };
}

/** `EMAIL_ADDRESS ×2, PERSON` */
function describeCounts(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([type, count]) => (count === 1 ? type : `${type} ×${count}`)).join(', ');
}
