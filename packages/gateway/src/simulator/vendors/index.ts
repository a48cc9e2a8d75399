import { anthropicApi } from './anthropic/anthropic-api.ts';
import { bedrockApi } from './bedrock/bedrock-api.ts';
import { chatApi } from './chat/chat-api.ts';
import { chatRules } from './chat/chat-rules.ts';
import { geminiApi } from './gemini/gemini-api.ts';
import type { VendorApi } from './vendor-api.ts';
import { vertexClaudeApi, vertexGeminiApi } from './vertex-ai/vertex-apis.ts';

/** All vendors' APIs that are simulated beside vLLM's. */
export const vendorApis: readonly VendorApi[] = [
  anthropicApi,
  geminiApi,
  ...chatRules.map(chatApi),
  vertexGeminiApi,
  vertexClaudeApi,
  bedrockApi,
];
