import type { BackendConfig, ModelConfig } from '@signalbox/engine';

import { OPENAI_LISTING } from '../model-listing.ts';
import type { BackendCodec, Provider } from '../provider.ts';
import { compileChat } from './chat-provider.ts';
import type { ChatDialect } from './dialect.ts';
import { compileEmbeddings } from './embeddings.ts';

/** Longest id of a tool call that OpenAI takes. */
const TOOL_IDS = { allowed: /^.{1,40}$/s, length: 24 } as const;

/** OpenAI's models that think take the limit by its new name only, and no sampling. */
const THINKS = /^(o\d|gpt-5)(?!.*chat)/;
const NO_SAMPLING = 'temperature top_p presence_penalty frequency_penalty logprobs top_logprobs logit_bias'.split(' ');

/** What OpenAI's own models take. */
export const OPENAI_DIALECT: ChatDialect = { toolIds: TOOL_IDS };

const THINKING_DIALECT: ChatDialect = {
  ...OPENAI_DIALECT,
  tokenLimit: 'max_completion_tokens',
  refuses: new Set(NO_SAMPLING),
};

/**
 * OpenAI, and any server that speaks its chat completions. It is sent nothing that OpenAI itself would refuse; a server
 * with a provider of its own (`vendors.ts`) gets more of what it understands.
 */
export const openai: Provider = {
  type: 'openai',
  summary: 'Any server that speaks OpenAI chat completions.',
  defaults: { basePath: '/v1', authHeader: 'authorization', authPrefix: 'Bearer' },
  listing: OPENAI_LISTING,
  compile: compileOpenai,
  operations: { embed: compileEmbeddings },
};

function compileOpenai(backend: BackendConfig, model: ModelConfig): BackendCodec {
  return compileChat(backend, model, THINKS.test(model.upstreamName) ? THINKING_DIALECT : OPENAI_DIALECT);
}
