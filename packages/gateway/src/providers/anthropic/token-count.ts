import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { NOTHING_USED } from '../../chat/reply-summary.ts';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { numberIn, parseRecordBytes } from '../../json/json-record.ts';
import type { BackendCodec, HttpRequestParts } from '../provider.ts';
import { compileAnthropicHeaders } from './anthropic-headers.ts';
import { decodeError, readStreamEnd } from './decode-reply.ts';
import { withoutForeignThinking } from './foreign-thinking.ts';

/** Anthropic's own count of a Messages request. */
export function compileTokenCount(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const base = new URL(backend.baseUrl).pathname.replace(/\/+$/, '');
  const path = `${base}${backend.chatPath ?? '/messages'}/count_tokens`;
  const headersFor = compileAnthropicHeaders(backend);

  function encode(call: UpstreamCall): HttpRequestParts {
    const { bytes } = call.native ?? call.body;
    const json = withoutForeignThinking({ ...parseRecordBytes(bytes), model: call.lora ?? model.upstreamName });
    return { method: 'POST', path, headers: headersFor(call), body: Buffer.from(JSON.stringify(json)) };
  }

  return {
    wire: 'anthropic-token-count',
    encode,
    readReply: (body) =>
      numberIn(parseRecordBytes(body)?.input_tokens) === undefined
        ? undefined
        : { model: null, finishReason: null, usage: NOTHING_USED },
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
  };
}
