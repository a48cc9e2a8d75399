import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { withoutAdditions } from '../../chat/without-additions.ts';
import { applyEdits } from '../../json/apply-edits.ts';
import { editJsonObject, type JsonEdits, type PreparedEdits, prepareEdits, withEdit } from '../../json/edit-object.ts';
import { compileHeaders } from '../compile-headers.ts';
import type { BackendCodec, HttpRequestParts, Provider } from '../provider.ts';
import { decodeError, readReply, readStreamEnd } from './read-reply.ts';
import { withReasoning } from './reasoning.ts';

/** Any server with OpenAI's chat completions: vLLM, SGLang, llama.cpp, Ollama, OpenAI itself. */
export const openai: Provider = {
  type: 'openai',
  summary: 'Any server that speaks OpenAI chat completions, such as vLLM.',
  defaults: { basePath: '/v1', authHeader: 'authorization', authPrefix: 'Bearer' },
  compile: compileOpenai,
};

function compileOpenai(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const url = new URL(backend.baseUrl);
  const path = `${url.pathname.replace(/\/+$/, '')}${backend.chatPath ?? '/chat/completions'}${url.search}`;
  const headersFor = compileHeaders(backend);

  function editTreeFor({ edits, lora, reasoning }: UpstreamCall): JsonEdits {
    const named = withEdit(edits, ['model'], JSON.stringify(lora ?? model.upstreamName));
    return withReasoning(named, model.reasoningFamily, reasoning);
  }

  const editsFor = (call: UpstreamCall): PreparedEdits => prepareEdits(editTreeFor(call));

  // Without edits of plugins there are few different ones: by adapter and by effort.
  const known = new Map<string, PreparedEdits>();
  function commonEdits(call: UpstreamCall): PreparedEdits {
    const key = `${call.lora} ${call.reasoning?.mode} ${call.reasoning?.effort}`;
    let edits = known.get(key);
    if (edits === undefined) {
      edits = editsFor(call);
      known.set(key, edits);
    }
    return edits;
  }

  function encode(call: UpstreamCall): HttpRequestParts {
    const head = { method: 'POST', path, headers: headersFor(call) } as const;
    if (call.native === undefined) {
      const edits = call.edits.size === 0 ? commonEdits(call) : editsFor(call);
      return { ...head, body: editJsonObject(call.body.bytes, call.body.map, edits) };
    }
    const { json, leftOut } = withoutAdditions(applyEdits(call.body.json, editTreeFor(call)));
    return { ...head, body: Buffer.from(JSON.stringify(json)), leftOut };
  }

  return {
    wire: 'openai-chat',
    encode,
    readReply,
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
  };
}
