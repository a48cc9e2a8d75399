import type { ProviderDefaults } from '@signalbox/engine';
import { byList, byOwner, byVersion } from '../server-probes.ts';
import type { ChatVendor } from './chat-provider.ts';
import { PLAIN_MESSAGE } from './dialect.ts';

/** Nearly all carry the key as OpenAI does. */
function at(baseUrl: string): ProviderDefaults {
  const { pathname } = new URL(baseUrl);
  return { baseUrl, basePath: pathname, authHeader: 'authorization', authPrefix: 'Bearer' };
}

/** Servers of open models refuse no field, take `top_k`, and read the chat template's arguments. */
const OPEN = { topK: true, reasoningField: 'reasoning_content' } as const;

/**
 * Vendors and servers of chat completions, as far as their pages and reports of their users tell (November 2026); the
 * hosted ones were not called. A new one is an entry here.
 */
export const vendors: readonly ChatVendor[] = [
  {
    type: 'vllm',
    summary: 'vLLM.',
    defaults: at('http://127.0.0.1:8000/v1'),
    embeds: true,
    dialect: OPEN,
    tokenizes: true,
    probes: {
      load: { path: '/metrics', running: 'vllm:num_requests_running', waiting: 'vllm:num_requests_waiting' },
      identity: byVersion('/version', 'version'),
    },
  },
  {
    type: 'sglang',
    summary: 'SGLang.',
    defaults: at('http://127.0.0.1:30000/v1'),
    embeds: true,
    dialect: OPEN,
    probes: {
      load: { path: '/metrics', running: 'sglang:num_running_reqs', waiting: 'sglang:num_queue_reqs' },
      identity: byOwner('sglang'),
    },
  },
  {
    type: 'ollama',
    summary: 'Ollama.',
    defaults: at('http://127.0.0.1:11434/v1'),
    embeds: true,
    probes: { identity: byList('/api/tags', 'models', 'name') },
    dialect: {
      tokenLimit: 'max_tokens',
      reasoningField: 'reasoning',
      inlinePictures: true,
      thinkingSwitch: 'top_level',
    },
  },
  {
    type: 'lm-studio',
    summary: 'LM Studio.',
    defaults: at('http://127.0.0.1:1234/v1'),
    embeds: true,
    probes: { identity: byList('/api/v0/models', 'data', 'id') },
    dialect: {
      topK: true,
      tokenLimit: 'max_tokens',
      answerFormat: 'json_schema',
      toolChoices: new Set(['auto', 'none', 'required']),
      inlinePictures: true,
    },
  },
  {
    type: 'llama-cpp',
    summary: 'llama.cpp’s server.',
    defaults: at('http://127.0.0.1:8080/v1'),
    embeds: true,
    dialect: { ...OPEN, tokenLimit: 'max_tokens' },
    probes: {
      load: { path: '/metrics', running: 'llamacpp:requests_processing', waiting: 'llamacpp:requests_deferred' },
      identity: byOwner('llamacpp'),
    },
  },
  {
    type: 'openrouter',
    summary: 'OpenRouter.',
    defaults: at('https://openrouter.ai/api/v1'),
    embeds: true,
    dialect: { topK: true, reasoningField: 'reasoning', cacheControl: true, thinkingSwitch: 'top_level' },
  },
  {
    type: 'together',
    summary: 'Together AI.',
    defaults: at('https://api.together.xyz/v1'),
    embeds: true,
    dialect: { topK: true, tokenLimit: 'max_tokens', lacksDeveloper: true, reasoningField: 'reasoning' },
  },
  {
    type: 'groq',
    summary: 'Groq.',
    defaults: at('https://api.groq.com/openai/v1'),
    dialect: {
      tokenLimit: 'max_completion_tokens',
      messageFields: new Set([...PLAIN_MESSAGE, 'reasoning']),
      reasoningField: 'reasoning',
      refuses: new Set(['logit_bias', 'logprobs', 'top_logprobs', 'chat_template_kwargs', 'top_k']),
      thinkingSwitch: 'top_level',
    },
  },
  {
    type: 'deepseek',
    summary: 'DeepSeek’s own service.',
    defaults: { ...at('https://api.deepseek.com/v1'), basePath: '/v1' },
    dialect: {
      tokenLimit: 'max_tokens',
      lacksDeveloper: true,
      answerFormat: 'json_object',
      messageFields: new Set([...PLAIN_MESSAGE, 'prefix', 'reasoning_content']),
      reasoningField: 'reasoning_content',
      requiresReasoning: true,
      thinkingSwitch: 'thinking.type',
    },
  },
  {
    type: 'xai',
    summary: 'xAI.',
    defaults: at('https://api.x.ai/v1'),
    dialect: {
      lacksDeveloper: true,
      reasoningField: 'reasoning_content',
      refuses: new Set(['logit_bias', 'chat_template_kwargs']),
      thinkingSwitch: 'top_level',
    },
  },
  {
    type: 'moonshot',
    summary: 'Moonshot AI (Kimi).',
    defaults: at('https://api.moonshot.ai/v1'),
    dialect: {
      tokenLimit: 'max_completion_tokens',
      lacksDeveloper: true,
      answerFormat: 'json_object',
      // A forced tool is refused while the model thinks, and most of them always do.
      toolChoices: new Set(['auto', 'none']),
      lacksStrict: true,
      // Kimi models have these fixed.
      refuses: new Set([
        'temperature',
        'top_p',
        'n',
        'presence_penalty',
        'frequency_penalty',
        'logprobs',
        'logit_bias',
      ]),
      reasoningField: 'reasoning_content',
      requiresReasoning: true,
      thinkingSwitch: 'thinking.type',
    },
  },
  {
    type: 'zhipu',
    summary: 'Zhipu AI (GLM).',
    defaults: at('https://open.bigmodel.cn/api/paas/v4'),
    embeds: true,
    dialect: {
      tokenLimit: 'max_tokens',
      lacksDeveloper: true,
      answerFormat: 'json_object',
      toolChoices: new Set(['auto']),
      lacksStrict: true,
      refuses: new Set(['presence_penalty', 'frequency_penalty', 'stream_options', 'logprobs', 'logit_bias']),
      messageFields: new Set(['role', 'content', 'tool_calls', 'tool_call_id', 'reasoning_content']),
      reasoningField: 'reasoning_content',
      thinkingSwitch: 'thinking.type',
    },
  },
  {
    type: 'dashscope',
    summary: 'Alibaba Cloud Model Studio (Qwen), its compatible mode.',
    defaults: at('https://dashscope.aliyuncs.com/compatible-mode/v1'),
    embeds: true,
    dialect: {
      topK: true,
      tokenLimit: 'max_tokens',
      lacksDeveloper: true,
      answerFormat: 'json_object',
      toolChoices: new Set(['auto', 'none', 'function']),
      reasoningField: 'reasoning_content',
      cacheControl: true,
      thinkingSwitch: 'top_level',
    },
  },
  {
    type: 'minimax',
    summary: 'MiniMax.',
    defaults: at('https://api.minimax.io/v1'),
    dialect: { tokenLimit: 'max_tokens', lacksDeveloper: true, reasoningField: 'reasoning_content' },
  },
];
