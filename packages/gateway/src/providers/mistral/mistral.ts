import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import { OPENAI_LISTING } from '../model-listing.ts';
import { compileChat } from '../openai/chat-provider.ts';
import { type ChatDialect, PLAIN_MESSAGE } from '../openai/dialect.ts';
import { compileEmbeddings } from '../openai/embeddings.ts';
import type { AnswerWish, BackendCodec, Provider } from '../provider.ts';

/** Mistral's own service: chat completions with rules of its own, and thoughts among the parts of the content. */
export const mistral: Provider = {
  type: 'mistral',
  summary: 'Mistral’s own service.',
  defaults: {
    baseUrl: 'https://api.mistral.ai',
    basePath: '/v1',
    authHeader: 'authorization',
    authPrefix: 'Bearer',
  },
  listing: OPENAI_LISTING,
  compile: compileMistral,
  operations: { embed: compileEmbeddings },
};

/** The service refuses fields that it does not know. */
const FIELDS = [
  'frequency_penalty',
  'max_tokens',
  'messages',
  'metadata',
  'model',
  'n',
  'parallel_tool_calls',
  'prediction',
  'presence_penalty',
  'prompt_mode',
  'random_seed',
  'reasoning_effort',
  'response_format',
  'safe_prompt',
  'stop',
  'stream',
  'temperature',
  'tool_choice',
  'tools',
  'top_p',
];

const DIALECT: ChatDialect = {
  tokenLimit: 'max_tokens',
  lacksDeveloper: true,
  toolIds: { allowed: /^[a-zA-Z0-9]{9}$/, length: 9 },
  fields: new Set(FIELDS),
  messageFields: new Set([...PLAIN_MESSAGE, 'prefix']),
  renames: { seed: 'random_seed' },
  requiredTool: 'any',
  assistantAfterTool: true,
  thinkingSwitch: 'top_level',
};

function compileMistral(backend: BackendConfig, model: ModelConfig): BackendCodec {
  return {
    ...compileChat(backend, model, DIALECT),
    wire: 'mistral-chat',
    translation: {
      reply: (json) => withPlainChoices(json, 'message'),
      stream: (wish) => ({
        onEvent: (data) => {
          const chunk = parseRecord(data);
          if (chunk === undefined) return [data];
          return chunksOf(withPlainChoices(chunk, 'delta'), wish);
        },
        onEnd: () => [],
      }),
    },
  };
}

/** Choices whose content is text, and what was thought beside it. */
function withPlainChoices(json: JsonRecord, field: 'message' | 'delta'): JsonRecord {
  const choices = recordsIn(json.choices).map((choice) => {
    const message = choice[field];
    return isRecord(message) ? { ...choice, [field]: plainMessage(message) } : choice;
  });
  return { ...json, choices };
}

function plainMessage(message: JsonRecord): JsonRecord {
  const { content, tool_calls: calls, ...rest } = message;
  const plain = Array.isArray(content) ? { ...rest, ...plainContent(recordsIn(content)) } : { ...rest, content };
  if (!Array.isArray(calls) || calls.length === 0) return plain;
  // The service leaves the type out.
  return { ...plain, tool_calls: recordsIn(calls).map((call, index) => ({ index, type: 'function', ...call })) };
}

function plainContent(parts: readonly JsonRecord[]): JsonRecord {
  const text = parts.map((part) => (part.type === 'thinking' ? '' : (stringIn(part.text) ?? ''))).join('');
  const thinking = parts
    .filter(({ type }) => type === 'thinking')
    .flatMap((part) => recordsIn(part.thinking).map((each) => stringIn(each.text) ?? ''))
    .join('');
  return { content: text, ...(thinking === '' ? {} : { reasoning_content: thinking }) };
}

/** Usage comes unasked with the last chunk; clients expect it in one of its own. */
function chunksOf(chunk: JsonRecord, { includeUsage }: AnswerWish): readonly string[] {
  const { usage, ...rest } = chunk;
  if (!isRecord(usage)) return [JSON.stringify(chunk)];
  const own = JSON.stringify({ ...rest, choices: [], usage });
  return [JSON.stringify(rest), ...(includeUsage ? [own] : [])];
}
