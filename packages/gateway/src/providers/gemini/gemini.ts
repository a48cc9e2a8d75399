import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { applyEdits } from '../../json/apply-edits.ts';
import { recordsIn, stringIn } from '../../json/json-record.ts';
import { compileHeaders } from '../compile-headers.ts';
import { readErrorAnswer } from '../error-answer.ts';
import { extraBodyEdits } from '../extra-body.ts';
import type { BackendCodec, HttpRequestParts, Provider } from '../provider.ts';
import { errorMessageOf, readReply, readStreamEnd, translateReply } from './decode-reply.ts';
import { createStreamDecoder } from './decode-stream.ts';
import { encodeRequest } from './encode-request.ts';

const ERRORS = { messageIn: errorMessageOf, tooLong: /token count .* exceeds/i };

/** Google's own API for Gemini models. */
export const gemini: Provider = {
  type: 'gemini',
  summary: 'Google Gemini, by its own API (generateContent).',
  defaults: {
    baseUrl: 'https://generativelanguage.googleapis.com',
    basePath: '/v1beta',
    authHeader: 'x-goog-api-key',
    authPrefix: '',
  },
  listing: {
    path: '/models',
    read: ({ models }) => recordsIn(models).flatMap(({ name }) => stringIn(name)?.replace(/^models\//, '') ?? []),
  },
  compile: compileGemini,
};

/** A codec for `generateContent` under the base address; `chat_path` is the folder in which the models lie. */
export function compileGemini(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const folder = `${new URL(backend.baseUrl).pathname.replace(/\/+$/, '')}${backend.chatPath ?? '/models'}`;
  const headersFor = compileHeaders(backend, { vendor: 'x-goog-' });
  const extra = extraBodyEdits(backend);

  function encode(call: UpstreamCall): HttpRequestParts {
    const name = call.lora ?? model.upstreamName;
    const method = call.isStreaming ? 'streamGenerateContent?alt=sse' : 'generateContent';
    const { json, leftOut } = encodeRequest(applyEdits(call.body.json, call.edits), model, name, call.reasoning);
    return {
      method: 'POST',
      path: `${folder}/${encodeURIComponent(name)}:${method}`,
      headers: headersFor(call),
      body: Buffer.from(JSON.stringify(applyEdits(json, extra))),
      leftOut,
    };
  }

  return {
    wire: 'gemini',
    encode,
    readReply,
    readStreamEnd,
    decodeError: (status, _headers, body) => readErrorAnswer(status, body, ERRORS),
    translation: {
      reply: (json, wish) => translateReply(json, wish, model.name),
      stream: (wish) => createStreamDecoder(wish, model.name),
    },
  };
}
