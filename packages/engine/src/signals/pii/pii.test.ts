import { expect, test } from 'vitest';
import { loadEngine } from '../../load-engine.ts';
import type { SpanTagger } from '../../ports/index.ts';
import { aRequest, literalTagger, readSignal, testPorts, testVocabulary } from '../../testing/index.ts';
import { pii } from './pii.ts';

const tagger = literalTagger(['EMAIL_ADDRESS', 'PERSON', 'US_SSN'], {
  'ada@example.org': { label: 'EMAIL_ADDRESS', confidence: 0.99 },
  'bob@example.org': { label: 'EMAIL_ADDRESS', confidence: 0.99 },
  Ada: { label: 'PERSON', confidence: 0.85 },
  '078-05-1120': { label: 'US_SSN', confidence: 0.95 },
});
const ports = { taggers: { pii: tagger } };
const read = async (rule: Record<string, unknown>, request: Parameters<typeof readSignal>[2], settings = {}) =>
  (await readSignal(pii, [{ name: 'p', ...rule }], request, { ports, settings }))[0];

test('matches what is found and not allowed, with types and counts and never the data', async () => {
  const text = 'Write to ada@example.org and bob@example.org about 078-05-1120';
  const reading = await read({}, text);
  expect(reading).toEqual({
    name: 'p',
    matched: true,
    confidence: 1,
    value: 3,
    evidence: 'EMAIL_ADDRESS ×2, US_SSN in current turn',
  });
  expect(JSON.stringify(reading)).not.toMatch(/example|078/);
});

test('an allowed type does not count, another one beside it does', async () => {
  const rule = { pii_types_allowed: ['EMAIL_ADDRESS'] };
  expect(await read(rule, 'ada@example.org')).toMatchObject({ matched: false, value: 0, evidence: undefined });
  expect(await read(rule, 'ada@example.org 078-05-1120')).toMatchObject({ matched: true, value: 1 });
});

test('an entity below the threshold of the rule, or of all rules, does not count', async () => {
  expect(await read({}, 'Dear Ada')).toMatchObject({ matched: false });
  expect(await read({ threshold: 0.8 }, 'Dear Ada')).toMatchObject({ matched: true });
  expect(await read({}, 'Dear Ada', { threshold: 0.8 })).toMatchObject({ matched: true });
});

test('other messages are read where the rule says so, and named', async () => {
  const request = aRequest().tool('nothing').tool('ada@example.org').user('Mail them').build();
  expect(await read({}, request)).toMatchObject({ matched: false });
  expect(await read({ include_history: true }, request)).toMatchObject({
    matched: true,
    evidence: 'EMAIL_ADDRESS in tool result 2',
  });
});

test('what says little alone counts only where a rule names it', async () => {
  const places: SpanTagger = {
    ...literalTagger(['GPE', 'PERSON'], {
      France: { label: 'GPE', confidence: 0.99 },
      Ada: { label: 'PERSON', confidence: 0.99 },
    }),
    incidental: ['GPE'],
  };
  const readPlaces = async (rule: Record<string, unknown>, text: string) =>
    (await readSignal(pii, [{ name: 'p', ...rule }], text, { ports: { taggers: { pii: places } } }))[0];
  expect(await readPlaces({}, 'What is the capital of France?')).toMatchObject({ matched: false, value: 0 });
  expect(await readPlaces({}, 'Ada is in France')).toMatchObject({ matched: true, value: 1 });
  const counted = await readPlaces({ pii_types_counted: ['GPE'] }, 'What is the capital of France?');
  expect(counted).toMatchObject({ matched: true, evidence: 'GPE in current turn' });
});

test('a type that nobody knows is unavailable, with the one that was meant', () => {
  const rule = pii.schema.parse({ name: 'p', pii_types_allowed: ['EMAIL_ADRESS'] });
  expect(pii.unavailable!(rule, testPorts(ports))).toMatch(/no type "EMAIL_ADRESS".*did you mean "EMAIL_ADDRESS"/);
});

test('a known type that the tagger does not find is a caution, and the rule runs', () => {
  const rule = pii.schema.parse({ name: 'p', pii_types_allowed: ['NRP', 'PERSON', 'ZIP_CODE'] });
  expect(pii.unavailable!(rule, testPorts(ports))).toBeUndefined();
  expect(pii.caution!(rule, testPorts(ports))).toBe('the tagger test/literal-tagger does not find NRP, ZIP_CODE');
  const found = pii.schema.parse({ name: 'p', pii_types_allowed: ['PERSON'] });
  expect(pii.caution!(found, testPorts(ports))).toBeUndefined();
});

test('loading warns of such a type at its place, and refuses an unknown one', async () => {
  const config = (type: string) => `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }]
routing:
  signals:
    pii: [{ name: p, pii_types_allowed: [${type}] }]
  decisions:
    - { name: guard, rules: { type: pii, name: p }, modelRefs: [{ model: small }] }
`;
  const load = (type: string) =>
    loadEngine(config(type), { vocabulary: testVocabulary, ports: testPorts(ports), purpose: 'simulate' });
  const warned = await load('NRP');
  expect(warned.ok).toBe(true);
  expect(warned.diagnostics).toContainEqual(
    expect.objectContaining({ severity: 'warning', code: 'signal.partly_available', line: 7 }),
  );
  expect((await load('PERSN')).diagnostics).toContainEqual(
    expect.objectContaining({ severity: 'error', message: expect.stringMatching(/did you mean "PERSON"/) }),
  );
});
