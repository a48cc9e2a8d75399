import { describe, expect, test } from 'vitest';
import type { Responder } from './testing/fake-backend.ts';
import { chat } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

/** Requests whose every byte but the model's name matters to a chat backend. */
const REQUESTS: Readonly<Record<string, string>> = {
  'the older functions':
    '"functions": [{"name": "f", "parameters": {"type": "object"}}], "function_call": {"name": "f"}, "messages": [{"role":"user","content":"x"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"ok"}]',
  'several choices with log probabilities':
    '"n": 3, "logprobs": true, "top_logprobs": 5, "messages": [{"role":"user","content":"x"}]',
  'audio in and out':
    '"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}, "messages": [{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]},{"role":"assistant","audio":{"id":"audio_1"}}, {"role":"user","content":"go on"}]',
  'a refusal in the history':
    '"messages": [{"role":"user","content":"x"},{"role":"assistant","content":null,"refusal":"No."},{"role":"user","content":[{"type":"text","text":"why?"}]}]',
  'custom tools and numbers as they were written':
    '"temperature": 1.0, "seed": 12345678901234567890, "tools": [{"type": "custom", "custom": {"name": "patch"}}], "messages": [{"role":"user","content":"x"}]',
};

/** An answer with what the older and the rarer fields bring. */
const MESSAGE =
  '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No.","function_call":{"name":"f","arguments":"{}"},"audio":{"id":"audio_1","data":"AAAA","expires_at":1,"transcript":"hi"},"annotations":[]},"logprobs":{"content":[],"refusal":[{"token":"No","logprob":-0.10,"bytes":null,"top_logprobs":[]}]},"finish_reason":"function_call"},{"index":1,"message":{"role":"assistant","content":"b"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1.0,"total_tokens":2}}';

const CHUNKS = [
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":1,"delta":{"audio":{"data":"AA"}},"logprobs":null,"finish_reason":null}]}',
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"function_call":{"arguments":"{}"},"refusal":"N"},"finish_reason":null}],"obfuscation":"xyz"}',
  '{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"function_call"},{"index":1,"delta":{},"finish_reason":"stop"}]}',
  '[DONE]',
];
const STREAM = CHUNKS.map((data) => `data: ${data}\n\n`).join('');

const answer = (contentType: string, text: string): Responder => {
  return (response) => void response.writeHead(200, { 'content-type': contentType }).end(text);
};

describe.each(Object.entries(REQUESTS))('a chat client of a chat backend with %s', (_what, fields) => {
  test('sends and gets every byte as it was', async () => {
    const { gateway, backend } = await serve(answer('application/json', MESSAGE));
    const response = await gateway.fetch(chat(`{"model": "MoM", ${fields}, "unknown": {"a": 1e2}}`));
    expect(backend.received[0]!.body).toBe(`{"model": "large", ${fields}, "unknown": {"a": 1e2}}`);
    expect(await response.text()).toBe(MESSAGE);
    expect(response.headers.has('x-vsr-protocol-warnings')).toBe(false);
  });

  test('streams every byte as it was', async () => {
    const { gateway, backend } = await serve(answer('text/event-stream', STREAM));
    const response = await gateway.fetch(chat(`{"stream": true, "model": "MoM", ${fields}}`));
    expect(backend.received[0]!.body).toBe(`{"stream": true, "model": "large", ${fields}}`);
    expect(await response.text()).toBe(STREAM);
  });
});
