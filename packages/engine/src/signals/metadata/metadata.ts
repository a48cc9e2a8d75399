import { s } from '../../config/schema.ts';
import { defineSignalKind } from '../signal-kind.ts';

const LONGEST_EVIDENCE = 80;

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  key: s.string().min(1).describe('Key in the request body’s metadata.'),
  predicate: s
    .strictObject({
      equals: s.string().optional().describe('The value is exactly this.'),
      in: s.array(s.string()).min(1).optional().describe('The value is one of these.'),
      exists: s.boolean().optional().describe('true: the key is there, whatever its value; false: it is not.'),
    })
    .describe('Exactly one of equals, in and exists.'),
});

export type MetadataRule = ReturnType<typeof schema.parse>;

/** What the client says of itself. Anyone can write it: fit for preferences, not for permissions. */
export const metadata = defineSignalKind<MetadataRule>({
  kind: 'metadata',
  configKey: 'metadata',
  summary: 'A value in the request’s metadata, which the client sets and nobody vouches for.',
  schema,
  cost: () => 'free',
  traits: { alwaysCertain: true },
  examples: [
    { name: 'batch', key: 'workload', predicate: { equals: 'batch' } },
    { name: 'paying', key: 'plan', predicate: { in: ['pro', 'team'] } },
    { name: 'traced', key: 'trace_id', predicate: { exists: true } },
  ],
  check(rule, report) {
    const given = Object.entries(rule.predicate).flatMap(([word, value]) => (value === undefined ? [] : [word]));
    if (given.length === 1) return;
    report.error(
      'metadata.one_predicate',
      ['predicate'],
      `rule "${rule.name}": expected exactly one of equals, in and exists, got ${given.length === 0 ? 'none' : given.join(' and ')}`,
      'write one rule for each and combine them in the decision',
    );
  },
  compile(rules) {
    const compiled = rules.map((rule) => ({ rule, holds: compileTest(rule.predicate) }));
    return (facts) =>
      compiled.map(({ rule: { name, key }, holds }) => {
        // A key such as "constructor" is not there only because every object has one.
        const value = Object.hasOwn(facts.metadata, key) ? facts.metadata[key] : undefined;
        const matched = holds(value);
        const evidence = value === undefined ? undefined : `${key}=${value}`.slice(0, LONGEST_EVIDENCE);
        return { name, matched, confidence: matched ? 1 : 0, evidence };
      });
  },
});

function compileTest({ equals, in: members, exists }: MetadataRule['predicate']) {
  if (members !== undefined) {
    const known = new Set(members);
    return (value: string | undefined) => value !== undefined && known.has(value);
  }
  if (exists !== undefined) return (value: string | undefined) => (value !== undefined) === exists;
  return (value: string | undefined) => value === equals;
}
