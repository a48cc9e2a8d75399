import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { editJsonObject, prepareEdits, withEdit } from '../../json/edit-object.ts';
import { parseRecordBytes } from '../../json/json-record.ts';
import { compileHeaders } from '../compile-headers.ts';
import type { BackendCodec } from '../provider.ts';
import type { PathOf } from './path-of.ts';
import { decodeError, readReply, readStreamEnd } from './read-reply.ts';

/** OpenAI's embeddings: nothing but the model's name changes on the way. */
export function compileEmbeddings(
  backend: BackendConfig,
  model: ModelConfig,
  pathOf: PathOf = constantPath(backend),
): BackendCodec {
  const headersFor = compileHeaders(backend);
  return {
    wire: 'openai-embeddings',
    encode(call) {
      const { bytes, map } = call.body;
      const name = call.lora ?? model.upstreamName;
      const edits = withEdit(call.edits, ['model'], JSON.stringify(name));
      return {
        method: 'POST',
        path: pathOf(name),
        headers: headersFor(call),
        body: editJsonObject(bytes, map, prepareEdits(edits)),
      };
    },
    readReply: (body) => (Array.isArray(parseRecordBytes(body)?.data) ? readReply(body) : undefined),
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
  };
}

function constantPath({ baseUrl }: BackendConfig): PathOf {
  const { pathname, search } = new URL(baseUrl);
  const path = `${pathname.replace(/\/+$/, '')}/embeddings${search}`;
  return () => path;
}
