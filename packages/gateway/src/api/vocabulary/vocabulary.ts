import { toJsonSchema, type Vocabulary } from '@signalbox/engine';
import type { VocabularyAnswer } from '../../contract/index.ts';
import { failure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Shows what a config of this router may name, as data: forms and editors are made from it. */
export const vocabulary: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/vocabulary',
  access: 'read',
  summary: 'What a config of this router may name: kinds, algorithms, plugins, providers, heads and adapters.',
  handle(_request, { vocabulary: words }) {
    if (words === undefined) {
      return failure('not_found', 'this gateway knows no vocabulary', {
        hint: 'pass vocabulary to createGateway, or run `signalbox serve`',
      });
    }
    return jsonResponse(200, describe(words));
  },
};

function describe(words: Vocabulary): VocabularyAnswer {
  return {
    kinds: words.kinds.map(({ kind, configKey, summary, schema, examples }) => ({
      kind,
      configKey,
      summary,
      schema: toJsonSchema(schema as never),
      examples,
    })),
    algorithms: words.algorithms.map(({ type, summary, schema }) => ({
      type,
      summary,
      schema: toJsonSchema(schema as never),
    })),
    plugins: words.plugins.map(({ type, summary, schema, guards, aliases, isPlanned }) => ({
      type,
      summary,
      schema: toJsonSchema(schema as never),
      guards: guards === true,
      aliases: aliases ?? [],
      isPlanned: isPlanned === true,
    })),
    providers: words.providers.map(({ type, summary, defaults }) => ({ type, summary, defaults })),
    endpoints: words.endpoints ?? [],
    heads: words.heads.map(({ name, port, summary, labels, spellings }) => ({
      name,
      port,
      summary,
      ...(labels === undefined ? {} : { labels }),
      ...(spellings === undefined ? {} : { spellings }),
    })),
    adapters: words.adapters.map(({ type, summary, schema, serves }) => ({
      type,
      summary,
      schema: toJsonSchema(schema as never),
      serves,
    })),
    forms: words.forms.map(({ parts }) => ({
      parts: parts.map(({ path, schema }) => ({ path, schema: toJsonSchema(schema as never) })),
    })),
  };
}
