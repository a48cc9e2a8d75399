import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { CREDENTIALS } from '../../http/forwarded-headers.ts';
import { editJsonObject, type PreparedEdits, prepareEdits, withEdit } from '../../json/edit-object.ts';
import type { BackendCodec, HttpRequestParts, Provider } from '../provider.ts';
import { decodeError, readReply, readStreamEnd } from './read-reply.ts';
import { withReasoning } from './reasoning.ts';

/** Any server with OpenAI's chat completions: vLLM, SGLang, llama.cpp, Ollama, OpenAI itself. */
export const openai: Provider = {
  type: 'openai',
  summary: 'Any server that speaks OpenAI chat completions, such as vLLM.',
  compile: compileOpenai,
};

function compileOpenai(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const url = new URL(backend.baseUrl);
  const path = `${url.pathname.replace(/\/+$/, '')}${backend.chatPath}${url.search}`;
  const ownNames = new Set(Object.keys(backend.headers).map((name) => name.toLowerCase()));
  const ownHeaders: readonly string[] = [
    'content-type',
    'application/json',
    'accept-encoding',
    'identity',
    ...Object.entries(backend.headers).flat(),
  ];
  const isOurs = (name: string) => ownNames.has(name) || (backend.hasCredentials && CREDENTIALS.has(name));

  function headersFor(call: UpstreamCall): string[] {
    const headers = [...ownHeaders, 'x-request-id', call.requestId];
    for (let i = 0; i < call.headers.length; i += 2) {
      const name = call.headers[i]!;
      if (!isOurs(name)) headers.push(name, call.headers[i + 1]!);
    }
    return headers;
  }

  function editsFor({ edits, lora, reasoning }: UpstreamCall): PreparedEdits {
    const named = withEdit(edits, ['model'], JSON.stringify(lora ?? model.upstreamName));
    return prepareEdits(withReasoning(named, model.reasoningFamily, reasoning));
  }

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
    const edits = call.edits.size === 0 ? commonEdits(call) : editsFor(call);
    return {
      method: 'POST',
      path,
      headers: headersFor(call),
      body: editJsonObject(call.body.bytes, call.body.map, edits),
    };
  }

  return {
    encode,
    readReply,
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
  };
}
