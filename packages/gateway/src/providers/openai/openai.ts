import { chatProvider } from './chat-provider.ts';

/** Longest id of a tool call that OpenAI takes. */
export const OPENAI_TOOL_IDS = { allowed: /^.{1,40}$/s, length: 24 } as const;

/**
 * OpenAI, and any server that speaks its chat completions. It is sent nothing that OpenAI itself would refuse; a server
 * with a provider of its own (`vendors.ts`) gets more of what it understands.
 */
export const openai = chatProvider({
  type: 'openai',
  summary: 'Any server that speaks OpenAI chat completions.',
  defaults: { basePath: '/v1', authHeader: 'authorization', authPrefix: 'Bearer' },
  dialect: { toolIds: OPENAI_TOOL_IDS },
});
