// Uses the custom provider: one question, answered by the model that suits it.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText } from 'ai';
import { createSignalbox } from './ai-sdk-provider.mjs';

const server = createOpenAICompatible({
  name: 'models',
  baseURL: process.env.MODELS_URL ?? 'http://127.0.0.1:8000/v1',
});
const signalbox = await createSignalbox({
  file: 'router.yaml',
  models: { small: server('small'), large: server('large') },
});

const { text, providerMetadata } = await generateText({ model: signalbox('auto'), prompt: 'Solve 2x + 5 = 15.' });
console.log(providerMetadata.signalbox, text);

for await (const part of streamText({ model: signalbox('auto'), prompt: 'Good morning!' }).textStream) {
  process.stdout.write(part);
}
console.log();
