import { describe, expect, test } from 'vitest';
import { completion, stream } from '../../testing/fake-backend.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { compileContract } from './apply-contract.ts';
import { contractSpec } from './contract-spec.ts';
import { outputContract } from './output-contract.ts';

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'output_contract', configuration }];
const CHOICE = { type: 'choice', choice_set: { values: ['Approve', 'Reject'] } };
const keep = (spec: object, content: string, reasoning = '') =>
  compileContract(contractSpec.parse(spec))({ content, reasoning_content: reasoning });

describe('a choice', () => {
  test.each([
    ['Approve', 'Approve'],
    [' "approve." \n', 'Approve'],
    ['**REJECT**', 'Reject'],
    ['I approve', undefined],
    ['', undefined],
  ])('%j is %s', (content, expected) => {
    expect(keep(CHOICE, content)).toEqual({ text: expected ?? content, isMet: expected !== undefined });
  });

  test('is taken from an object, from the thinking, and put into a text', () => {
    const inObject = { ...CHOICE, extract: { mode: 'json_object' } };
    expect(keep(inObject, 'Sure: {"verdict": "reject"}')).toEqual({ text: 'Reject', isMet: true });
    expect(keep(inObject, '{"a": "reject", "b": "approve"}')).toMatchObject({ isMet: false });
    const anywhere = { ...CHOICE, extract: { sources: ['content', 'reasoning_content'] } };
    expect(keep(anywhere, 'hm', 'approve')).toEqual({ text: 'Approve', isMet: true });
    const shown = { ...CHOICE, render: { mode: 'template', template: 'Verdict: {value}, {other}' } };
    expect(keep(shown, 'approve')).toEqual({ text: 'Verdict: Approve, {other}', isMet: true });
  });

  test('that is none is the fallback, where there is one', () => {
    expect(keep({ ...CHOICE, on_violation: { fallback: 'Reject' } }, 'who knows')).toEqual({
      text: 'Reject',
      isMet: false,
    });
  });
});

describe('an object', () => {
  const OBJECT = { type: 'structured_json', normalize: { field_order: ['b', 'a'], defaults: { a: '1' } } };

  test.each([
    ['{"b": 2, "c": {"x": "}"}}', '{"b":2,"a":"1","c":{"x":"}"}}'],
    ['Here you are:\n```json\n{"a": 3, "b": "{"}\n```', '{"b":"{","a":3}'],
    ['{not} {"b": []}', '{"b":[],"a":"1"}'],
    ['{"a": 3}', undefined],
    ['{"b": 2', undefined],
    ['[]', undefined],
  ])('%j is %s', (content, expected) => {
    expect(keep(OBJECT, content)).toEqual({ text: expected ?? content, isMet: expected !== undefined });
  });

  test('may have to be the whole text, and may be put into one', () => {
    expect(keep({ ...OBJECT, extract: { mode: 'exact' } }, 'Here: {"b": 1}')).toMatchObject({ isMet: false });
    const shown = { ...OBJECT, render: { mode: 'template', template: '{a} of {b}' } };
    expect(keep(shown, '{"b": [7]}')).toEqual({ text: '1 of [7]', isMet: true });
  });

  test('is not looked for without end', () => {
    expect(keep(OBJECT, '{'.repeat(200_000))).toMatchObject({ isMet: false });
  });
});

describe('in the gateway', () => {
  const body = { model: 'MoM', messages: [{ role: 'user', content: 'May she?' }] };

  test('the model is told, the answer is what the contract makes of it, and the record says so', async () => {
    const { bodies, response, text, ran } = await send(
      use({ output_contract: 'Say Approve or Reject.', output_contract_spec: CHOICE }),
      body,
      { respond: completion(' approve. ') },
    );
    expect(bodies[0]!.messages[0]).toEqual({ role: 'system', content: 'Say Approve or Reject.' });
    expect(JSON.parse(text).choices[0].message.content).toBe('Approve');
    expect(response.headers.get('x-vsr-output-contract')).toBe('kept');
    expect(ran.flatMap(({ notes }) => notes)).toContain('output contract kept');
  });

  test('a violated one is told, and the answer left alone without a fallback', async () => {
    const { response, text } = await send(use({ output_contract_spec: CHOICE }), body, {
      respond: completion('maybe'),
    });
    expect(JSON.parse(text).choices[0].message.content).toBe('maybe');
    expect(response.headers.get('x-vsr-output-contract')).toBe('violated');
  });

  test('a streamed answer is held back until it is whole', async () => {
    const { text, ran } = await send(
      use({ output_contract_spec: CHOICE }),
      { ...body, stream: true },
      { respond: stream(['app', 'ro', 've']) },
    );
    const contents = text
      .split('\n')
      .filter((line) => line.startsWith('data: {'))
      .flatMap((line) => JSON.parse(line.slice(6)).choices)
      .flatMap(({ delta }) => delta?.content ?? []);
    expect(contents.filter((content) => content !== '')).toEqual(['Approve']);
    expect(text).toMatch(/"finish_reason":"stop"[\s\S]*\[DONE\]/);
    expect(ran.flatMap(({ notes }) => notes)).toContain('output contract kept');
  });
});

test.each([
  [{ type: 'reference_selection' }, 'error output_contract.references'],
  [{ ...CHOICE, extract: { sources: ['candidate_responses'] } }, 'error output_contract.references'],
  [{ type: 'choice' }, 'error output_contract.choice_set'],
  [{ type: 'structured_json', choice_set: { values: ['a'] } }, 'error output_contract.choice_set'],
  [{ ...CHOICE, render: { mode: 'template' } }, 'error output_contract.template'],
  [{ type: 'structured_json', json_schema: { schema_ref: 'x' } }, 'warning output_contract.schema'],
  [{ ...CHOICE, on_violation: { repair: true } }, 'warning output_contract.repair'],
  [CHOICE, undefined],
])('%j: %s', (spec, expected) => {
  const said: string[] = [];
  const surroundings = { decision: 'd', decisions: ['d'], safetyTiers: [] };
  outputContract.check!({ output_contract_spec: contractSpec.parse(spec) }, surroundings, {
    error: (code) => void said.push(`error ${code}`),
    warning: (code) => void said.push(`warning ${code}`),
  });
  expect(said).toEqual(expected === undefined ? [] : [expected]);
});
