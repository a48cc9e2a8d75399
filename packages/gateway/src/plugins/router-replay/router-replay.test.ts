import { literalTagger } from '@signalbox/engine/testing';
import { describe, expect, test } from 'vitest';
import { STAGES } from '../../exchange/stages.ts';
import { completion, event } from '../../testing/fake-backend.ts';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';

const { send } = withPlugins();
const EMAIL = 'ada@example.org';
const pii = literalTagger(['EMAIL_ADDRESS'], { [EMAIL]: { label: 'EMAIL_ADDRESS', confidence: 0.99 } });
const ports = { classifiers: {}, taggers: { pii } };
const use = (configuration: object) => [{ type: 'router_replay', configuration }];
const both = { capture_request_body: true, capture_response_body: true };

describe('router_replay', () => {
  test('keeps both bodies as they were, but for what is to be hidden', async () => {
    const { record, text } = await send(use(both), ask(`I am ${EMAIL}`), {
      ports,
      respond: completion(`Hello ${EMAIL}`),
    });
    expect(text).toContain(EMAIL);
    expect(record).toMatchObject({
      has_request_body: true,
      request_body_truncated: false,
      request_body_redacted: 1,
      response_body_redacted: 1,
    });
    expect(JSON.parse(record.request_body).messages[0].content).toBe('I am [EMAIL_ADDRESS_1]');
    expect(JSON.parse(record.response_body).choices[0].message.content).toBe('Hello [EMAIL_ADDRESS_1]');
  });

  test('keeps of a stream the completion that its events come to', async () => {
    const { record, text } = await send(use(both), ask('x', { stream: true }), {
      ports,
      respond(response) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(event({ content: 'I know ada@exam' }) + event({ content: 'ple.org' }));
        response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
      },
    });
    expect(text).toContain('ada@exam');
    expect(JSON.parse(record.response_body).choices[0]).toMatchObject({
      message: { content: 'I know [EMAIL_ADDRESS_1]' },
      finish_reason: 'stop',
    });
  });

  test('keeps the body that other protocols send and get', async () => {
    const body = { model: 'MoM', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] };
    const { record } = await send(use(both), body, { ports, path: '/v1/messages' });
    expect(JSON.parse(record.request_body)).toEqual(body);
    expect(JSON.parse(record.response_body)).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'hi' }],
    });
  });

  test('keeps none where nothing is asked for', async () => {
    const { record } = await send(use({}), ask('x'), { ports });
    expect(record).toMatchObject({
      request_body: null,
      response_body: null,
      tool_trace: null,
      has_request_body: false,
    });
  });

  test('off: no record, and no header that names one', async () => {
    const { response, record } = await send(use({ enabled: false }), ask('x'), { ports });
    expect(response.status).toBe(200);
    expect(response.headers.has('x-vsr-replay-id')).toBe(false);
    expect(record.error.code).toBe('not_found');
  });

  test('a config that hides what nobody finds is refused, one that hides nothing is not', async () => {
    const none = { classifiers: {}, taggers: {} };
    await expect(send(use(both), ask('x'), { ports: none })).rejects.toThrow('no model finds it');
    const { record } = await send(use({ ...both, redact: false }), ask(EMAIL), { ports: none });
    expect(record.request_body).toContain(EMAIL);
  });

  test('every record says its session, turn and where its time went', async () => {
    const turns = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'a' },
      { role: 'user', content: 'two' },
    ];
    const { record } = await send([], { model: 'MoM', messages: turns });
    expect(record.session_id).toMatch(/^turn-/);
    expect(record.turn_index).toBe(2);
    const sum = STAGES.reduce((total, stage) => total + (record.stages_ms[stage] ?? 0), 0);
    expect(sum).toBeCloseTo(record.duration_ms, 1);
    expect(record.stages_ms).toMatchObject({ queue: null, recall: null, upstream: expect.any(Number) });
    const first = await send([], { model: 'MoM', messages: turns.slice(0, 1) });
    expect(first.record.session_id).toBe(record.session_id);
  });
});
