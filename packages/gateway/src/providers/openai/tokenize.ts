import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { NOTHING_USED } from '../../chat/reply-summary.ts';
import { numberIn, parseRecordBytes } from '../../json/json-record.ts';
import { compileHeaders } from '../compile-headers.ts';
import type { BackendCodec } from '../provider.ts';
import { decodeError, readStreamEnd } from './read-reply.ts';

/**
 * How many tokens a conversation has by the model's own tokenizer and chat template: vLLM's `POST /tokenize`, which is
 * served at the root of the server and not below `/v1`.
 */
export function compileTokenize(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const headersFor = compileHeaders(backend);
  return {
    wire: 'vllm-tokenize',
    encode(call) {
      const { messages, tools } = call.body.json;
      const question = { model: call.lora ?? model.upstreamName, messages, tools };
      return {
        method: 'POST',
        path: '/tokenize',
        headers: headersFor(call),
        body: Buffer.from(JSON.stringify(question)),
      };
    },
    readReply: (body) =>
      numberIn(parseRecordBytes(body)?.count) === undefined
        ? undefined
        : { model: null, finishReason: null, usage: NOTHING_USED },
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
    translation: {
      reply: ({ count }) => ({ input_tokens: count }),
      // A count is never streamed.
      stream: () => ({ onEvent: (event) => [event], onEnd: () => [] }),
    },
  };
}
