import type { UpstreamCall } from '../chat/upstream-call.ts';
import { isFailure } from '../errors/request-failure.ts';
import { type JsonRecord, parseRecordBytes } from '../json/json-record.ts';
import { scanJsonObject } from '../json/scan-object.ts';
import type { BackendCodec, HttpRequestParts } from '../providers/provider.ts';

/** A call with a chat body, given as JSON text or data. */
export function aCall(body: string | object, more: Partial<UpstreamCall> = {}): UpstreamCall {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const map = scanJsonObject(bytes, 0, bytes.length, 100);
  if (typeof map === 'string') throw new Error(map);
  return {
    body: { wire: 'openai-chat', bytes, map, json: parseRecordBytes(bytes)! },
    native: undefined,
    edits: new Map(),
    headers: [],
    requestId: 'r1',
    lora: undefined,
    reasoning: undefined,
    isStreaming: false,
    ...more,
  };
}

/** What a codec sends; throws where it refuses. */
export function encoded(codec: BackendCodec, call: UpstreamCall): HttpRequestParts & { readonly json: JsonRecord } {
  const parts = codec.encode(call);
  if (isFailure(parts)) throw new Error(parts.message);
  return { ...parts, json: parseRecordBytes(parts.body)! };
}
