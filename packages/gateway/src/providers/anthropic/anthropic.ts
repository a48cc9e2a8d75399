import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { mayHoldMarks } from '../../chat/thinking-origin.ts';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { applyEdits } from '../../json/apply-edits.ts';
import { editJsonObject, prepareEdits, withEdit } from '../../json/edit-object.ts';
import { type JsonRecord, parseRecordBytes } from '../../json/json-record.ts';

import { extraBodyEdits } from '../extra-body.ts';

import { OPENAI_LISTING } from '../model-listing.ts';
import type { BackendCodec, HttpRequestParts, Provider } from '../provider.ts';
import { compileAnthropicHeaders, DEFAULT_VERSION } from './anthropic-headers.ts';
import { decodeError, readReply, readStreamEnd, translateReply } from './decode-reply.ts';
import { createStreamDecoder } from './decode-stream.ts';
import { encodeRequest } from './encode-request.ts';
import { withoutForeignThinking } from './foreign-thinking.ts';
import { withThinking } from './thinking.ts';
import { compileTokenCount } from './token-count.ts';

const WIRE = 'anthropic-messages';

/** Anthropic's Messages API, and the servers that speak it. */
export const anthropic: Provider = {
  type: 'anthropic',
  summary: 'Anthropic Messages, and servers that speak it.',
  defaults: { baseUrl: 'https://api.anthropic.com', basePath: '/v1', authHeader: 'x-api-key', authPrefix: '' },
  listing: { ...OPENAI_LISTING, headers: { 'anthropic-version': DEFAULT_VERSION } },
  compile: compileAnthropic,
  operations: { count_tokens: compileTokenCount },
};

function compileAnthropic(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const path = `${new URL(backend.baseUrl).pathname.replace(/\/+$/, '')}${backend.chatPath ?? '/messages'}`;
  const headersFor = compileAnthropicHeaders(backend);
  const extra = extraBodyEdits(backend);
  const nameOf = (call: UpstreamCall) => call.lora ?? model.upstreamName;

  const written = (json: JsonRecord) => Buffer.from(JSON.stringify(applyEdits(json, extra)));

  /** The client's own bytes, changed only where the route changes something. */
  function nativeBody(call: UpstreamCall, bytes: Uint8Array): Uint8Array {
    const isRouted = call.reasoning !== undefined && model.reasoningFamily !== undefined;
    if (!isRouted && !mayHoldMarks(bytes)) {
      const edits = withEdit(extra, ['model'], JSON.stringify(nameOf(call)));
      return editJsonObject(bytes, call.native!.map, prepareEdits(edits));
    }
    const json: JsonRecord = withoutForeignThinking({ ...parseRecordBytes(bytes), model: nameOf(call) });
    return written(withThinking(json, model.reasoningFamily, call.reasoning).json);
  }

  function encode(call: UpstreamCall): HttpRequestParts {
    const method = 'POST';
    const headers = headersFor(call);
    if (call.native?.wire === WIRE && call.edits.size === 0) {
      return { method, path, headers, body: nativeBody(call, call.native.bytes), leftOut: undefined };
    }
    const encoded = encodeRequest(applyEdits(call.body.json, call.edits), nameOf(call));
    const { json, leftOut } = withThinking(encoded.json, model.reasoningFamily, call.reasoning);
    return { method, path, headers, body: written(json), leftOut: [...encoded.leftOut, ...leftOut] };
  }

  return {
    wire: WIRE,
    encode,
    readReply,
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
    translation: { reply: translateReply, stream: createStreamDecoder },
  };
}
