import { algorithms, fromJsonSchema, type PluginVocabulary, signalKinds, type Vocabulary } from '@signalbox/engine';
import type { VocabularyAnswer } from '@signalbox/gateway/contract';

type Adapter = Vocabulary['adapters'][number];

/**
 * What the router's config may name, from what the router says of it. Checks of plugins and layouts that are code are
 * not among it: the router has the last word on a draft.
 */
export function rebuildVocabulary(answer: VocabularyAnswer): Vocabulary {
  return {
    kinds: signalKinds,
    algorithms,
    plugins: answer.plugins.map((plugin): PluginVocabulary => ({ ...plugin, schema: fromJsonSchema(plugin.schema) })),
    providers: answer.providers,
    endpoints: answer.endpoints,
    heads: answer.heads,
    adapters: answer.adapters.map(
      ({ type, summary, serves, schema }): Adapter => ({
        type,
        summary,
        serves: serves as Adapter['serves'],
        schema: fromJsonSchema(schema),
      }),
    ),
    forms: answer.forms.map(({ parts }) => ({
      parts: parts.map(({ path, schema }) => ({ path, schema: fromJsonSchema(schema) })),
      read: () => [],
    })),
  };
}
