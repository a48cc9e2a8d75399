import type { RecordingConfig } from '@signalbox/engine';
import { literalTagger } from '@signalbox/engine/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRecording } from '../testing/gateway-fixture.ts';
import { cutText } from './cut-text.ts';
import { keepBodies } from './keep-bodies.ts';
import { redactPersonalData } from './redact.ts';
import { toolStepsIn } from './tool-steps.ts';

const EMAIL = 'ada@example.org';
const tagger = literalTagger(['EMAIL_ADDRESS', 'PHONE_NUMBER', 'GPE'], {
  [EMAIL]: { label: 'EMAIL_ADDRESS', confidence: 0.9 },
  '5550123': { label: 'PHONE_NUMBER', confidence: 0.9 },
  Oslo: { label: 'GPE', confidence: 0.9 },
});
const redact = redactPersonalData({ ...tagger, incidental: ['GPE'] });
const BOTH: Partial<RecordingConfig> = { keepsRequest: true, keepsResponse: true };

function keep(
  request: unknown,
  response?: unknown,
  recording: Partial<RecordingConfig> = BOTH,
  messages: object[] = [],
) {
  const bytes = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const sources = {
    request: bytes(request),
    response: response === undefined ? undefined : bytes(response),
    toolSteps: toolStepsIn(messages as never),
  };
  return keepBodies(sources, aRecording(recording), redact);
}

describe('kept bodies', () => {
  test('are there only as far as they are asked for', async () => {
    const kept = await keep({ a: 1 }, { b: 2 }, { keepsResponse: true });
    expect(kept).toEqual({
      request: null,
      response: { text: '{"b":2}', isTruncated: false, redactions: 0 },
      tools: { steps: [], dropped: 0 },
    });
  });

  test('have names in place of personal data, the same in both', async () => {
    const kept = await keep({ to: [EMAIL], [EMAIL]: 5550123, in: 'Oslo' }, { said: `Hello "${EMAIL}"` });
    expect(JSON.parse(kept.request!.text)).toEqual({
      to: ['[EMAIL_ADDRESS_1]'],
      '[EMAIL_ADDRESS_1]': '[PHONE_NUMBER_1]',
      in: 'Oslo',
    });
    expect(kept.request!.redactions).toBe(3);
    expect(JSON.parse(kept.response!.text)).toEqual({ said: 'Hello "[EMAIL_ADDRESS_1]"' });
  });

  test('a body that is no JSON is read as a text', async () => {
    const { request } = await keep(`not {json ${EMAIL}`);
    expect(request).toEqual({ text: 'not {json [EMAIL_ADDRESS_1]', isTruncated: false, redactions: 1 });
  });

  test('without redaction the very bytes stay', async () => {
    const raw = `{"a":  "${EMAIL}", "a": 2}`;
    const { request } = await keep(raw, undefined, { ...BOTH, redacts: false });
    expect(request).toEqual({ text: raw, isTruncated: false, redactions: 0 });
  });

  test('what a name is said in twice, and JSON forgets, is not kept', async () => {
    const { request } = await keep(`{"a": "${EMAIL}", "a": 2}`);
    expect(request!.text).toBe('{"a":2}');
  });

  test('a cut never leaves a half of what is to be hidden, nor what stands behind it', async () => {
    for (let maxBodyBytes = 0; maxBodyBytes < 60; maxBodyBytes++) {
      const { request } = await keep({ text: `é ${EMAIL} then` }, undefined, { ...BOTH, maxBodyBytes });
      expect(request!.text).not.toMatch(/ada|@|example/);
      expect(Buffer.byteLength(request!.text)).toBeLessThanOrEqual(maxBodyBytes);
      expect(request!.text).not.toContain('\ufffd');
      expect(request!.isTruncated).toBe(maxBodyBytes < 36);
    }
  });

  test('tool calls and results stand in order, the newest stay, within their bytes', async () => {
    const call = (id: string, text: string) => ({
      id,
      type: 'function',
      function: { name: `tool-${id}`, arguments: text },
    });
    const messages = [
      { role: 'assistant', tool_calls: [call('1', '{"old":true}')] },
      { role: 'tool', tool_call_id: '1', content: `sent to ${EMAIL}` },
      { role: 'assistant', tool_calls: [call('2', 'x'.repeat(50))] },
    ];
    const { tools } = await keep({}, {}, { ...BOTH, maxToolSteps: 2, maxToolBytes: 30 }, messages);
    expect(tools).toEqual({
      steps: [
        { kind: 'result', id: '1', name: 'tool-1', text: 'sent to [EMAIL_ADDRESS_1]', isTruncated: false },
        { kind: 'call', id: '2', name: 'tool-2', text: 'xxxxx', isTruncated: true },
      ],
      dropped: 1,
    });
    const all = await keep({}, {}, { ...BOTH, maxToolBytes: 0 }, messages);
    expect(all.tools!.steps.map(({ isTruncated }) => isTruncated)).toEqual([false, false, false]);
  });
});

test('a cut text is a beginning that fits, and no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, maxBytes) => {
      const cut = cutText(text, maxBytes);
      expect(text.startsWith(cut)).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(maxBytes);
      const next = [...text.slice(cut.length)][0];
      if (next !== undefined) expect(Buffer.byteLength(cut + next)).toBeGreaterThan(maxBytes);
    }),
  );
});
