import { createHash } from 'node:crypto';
import { bodyOf, type UpstreamCall } from '../chat/upstream-call.ts';
import { isRecord, type JsonRecord, recordsIn } from '../json/json-record.ts';

/** Names of what a request is the same as. */
export interface Fingerprint {
  /** Of the whole request. */
  readonly exact: string;
  /** Of everything but the last user turn. */
  readonly group: string;
  /** The last user turn, where it is the last message and nothing but text; else no other words can mean the same. */
  readonly question: string | undefined;
  /** The most tokens that the answer may have; undefined for any. */
  readonly maxTokens: number | undefined;
}

/** Fields that have no say in the answer, or that are compared on their own. */
const ASIDE: ReadonlySet<string> = new Set([
  'messages',
  'model',
  'stream',
  'stream_options',
  'user',
  'metadata',
  'store',
  'service_tier',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'max_tokens',
  'max_completion_tokens',
]);

/** Headers of the client's that vendors let change what a model does. */
const STEERING = /^(anthropic|openai)-beta$/;

/**
 * Names a request by what the answer depends on, whatever protocol it came in: messages, tools, format, sampling, how the
 * model is to think, and `surroundings`, in which whoever asks puts who may share the answer. The order of keys, how a
 * text is cut into parts, and marks of prompt caches make no difference.
 */
export function fingerprint(call: UpstreamCall, surroundings: readonly string[]): Fingerprint {
  const body = bodyOf(call);
  const messages = recordsIn(body.messages).map(plainMessage);
  const rest = Object.fromEntries(Object.entries(body).filter(([field, value]) => !ASIDE.has(field) && value !== null));
  if (Array.isArray(rest.tools)) rest.tools = recordsIn(rest.tools).map(({ cache_control: _mark, ...tool }) => tool);
  const around = [surroundings, call.lora ?? '', call.reasoning ?? null, steeringHeaders(call), rest];
  const last = messages.at(-1);
  const question = last?.role === 'user' && typeof last.content === 'string' ? last.content : undefined;
  const before = hashOf([around, messages.slice(0, -1)]);
  return {
    exact: hashOf([before, last]),
    group: hashOf([before, { ...last, content: null }]),
    question,
    maxTokens: numberOf(body.max_completion_tokens) ?? numberOf(body.max_tokens),
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function steeringHeaders({ headers }: UpstreamCall): readonly string[] {
  const steering: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (STEERING.test(headers[i]!)) steering.push(headers[i]!, headers[i + 1]!);
  return steering;
}

/** Texts in parts as one text, without marks of prompt caches and without fields that say nothing. */
function plainMessage(message: JsonRecord): JsonRecord {
  const plain = Object.fromEntries(
    Object.entries(message).filter(([, value]) => value !== null && value !== undefined),
  );
  if (!Array.isArray(plain.content)) return plain;
  const parts = recordsIn(plain.content).map(({ cache_control: _mark, ...part }): JsonRecord => part);
  const isText = parts.every(({ type, text }) => type === 'text' && typeof text === 'string');
  return { ...plain, content: isText ? parts.map(({ text }) => text).join('\n') : parts };
}

/** SHA-256 of JSON with sorted keys; its first 32 hex digits. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, inner[key]]),
        )
      : inner,
  );
}
