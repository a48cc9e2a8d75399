// A custom provider for the Vercel AI SDK: routes in process, without any server, and calls the model that was chosen.
import { createEngine, requestFacts } from 'signalbox';

/**
 * @param {{ file: string, models: Record<string, import('@ai-sdk/provider').LanguageModelV3> }} options `models`: the
 *   SDK's own models, by the names that the config gives them.
 * @returns {Promise<(name?: string) => import('@ai-sdk/provider').LanguageModelV3>} A model that is another one on each
 *   call: `signalbox('auto')`.
 */
export async function createSignalbox({ file, models }) {
  const { engine } = await createEngine({ file });
  const choose = async (name, { prompt, abortSignal }) => {
    // Texts lie in the SDK's messages where chat completions have them, and texts are what these rules read.
    const facts = requestFacts({ model: name, messages: prompt });
    const { model, decision } = await engine.route(facts, { signal: abortSignal });
    return { chosen: models[model.model], providerMetadata: { signalbox: { decision, model: model.model } } };
  };
  return (name = 'auto') => ({
    specificationVersion: 'v3',
    provider: 'signalbox',
    modelId: name,
    supportedUrls: {},
    async doGenerate(options) {
      const { chosen, providerMetadata } = await choose(name, options);
      const result = await chosen.doGenerate(options);
      return { ...result, providerMetadata: { ...result.providerMetadata, ...providerMetadata } };
    },
    async doStream(options) {
      const { chosen } = await choose(name, options);
      return chosen.doStream(options);
    },
  });
}
