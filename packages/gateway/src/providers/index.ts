import { anthropic } from './anthropic/anthropic.ts';
import { azureOpenai } from './azure-openai/azure-openai.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { gemini } from './gemini/gemini.ts';
import { mistral } from './mistral/mistral.ts';
import { chatProvider } from './openai/chat-provider.ts';
import { openai } from './openai/openai.ts';
import { vendors } from './openai/vendors.ts';
import type { Provider } from './provider.ts';
import { vertexAi } from './vertex-ai/vertex-ai.ts';

/** All providers; the first is the default of a backend that names none. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  azureOpenai,
  gemini,
  mistral,
  ...vendors.map(chatProvider),
  vertexAi,
  bedrock,
];
