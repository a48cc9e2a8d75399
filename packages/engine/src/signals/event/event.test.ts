import { expect, test } from 'vitest';
import { aRequest, engineFromYaml, readSignal } from '../../testing/index.ts';
import { event } from './event.ts';

const read = async (rule: object, text: string) => (await readSignal(event, [{ name: 'e', ...rule }], text))[0]!;

test.each([
  [{ event_types: ['payment_failed'] }, 'We saw payment_failed twice', true],
  [{ event_types: ['payment_failed'] }, 'The payment failed again', true],
  [{ event_types: ['payment_failed'] }, 'the prepayment failed', false],
  [{ severities: ['critical', 'high'] }, 'Severity: CRITICAL', true],
  [{ severities: ['high'] }, 'the highest of them', false],
  [{ action_codes: ['ERR-1042'] }, 'what is err-1042?', true],
  [{ action_codes: ['ERR-1042'] }, 'what is err-10421?', false],
  [{ temporal: true }, 'I need this asap', true],
  [{ temporal: true }, '请尽快处理', true],
  [{ temporal: true }, 'We know it', false],
])('%j in %j: %s', async (rule, text, matched) => {
  expect(await read(rule, text)).toMatchObject({ matched });
});

test('one criterion is enough, and each further one makes it surer', async () => {
  const rule = { event_types: ['outage'], severities: ['critical'], action_codes: ['P1'], temporal: true };
  expect(await read(rule, 'an outage')).toMatchObject({ matched: true, confidence: 0.625, evidence: 'outage' });
  expect(await read(rule, 'a critical outage')).toMatchObject({ confidence: 0.75, value: 2 });
  expect(await read(rule, 'critical outage P1, urgent')).toMatchObject({ confidence: 1, value: 4 });
  expect(await read(rule, 'all is well')).toMatchObject({ matched: false, confidence: 0, value: 0 });
});

test('rules do not take each other’s words', async () => {
  const rules = [
    { name: 'a', severities: ['low'], action_codes: ['A1'] },
    { name: 'b', severities: ['high'] },
  ];
  const readings = await readSignal(event, rules, 'high');
  expect(readings).toMatchObject([{ matched: false }, { matched: true, evidence: 'high' }]);
});

test('rules of different scopes read different texts', async () => {
  const rules = [
    { name: 'now', severities: ['critical'] },
    { name: 'ever', severities: ['critical'], reads: 'conversation' },
  ];
  const facts = aRequest().user('critical').assistant('Seen.').user('thanks').build();
  expect(await readSignal(event, rules, facts)).toMatchObject([{ matched: false }, { matched: true }]);
});

test.each([
  ['{ name: e }', /event\.no_criterion.*got none/],
  ['{ name: e, event_types: [" "] }', /event\.empty_word.*nothing can be found/],
  ['{ name: e, severities: [fatal] }', /critical/],
])('%s is an error', async (rule, message) => {
  const routing = `signals:
  events: [${rule}]
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: event, name: e }] }, modelRefs: [{ model: large }] }
`;
  await expect(engineFromYaml(routing)).rejects.toThrow(message);
});
