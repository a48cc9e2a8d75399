import { headerOf, type RequestHeaders } from '../../http/http-message.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import type { ModelListItem } from '../openai-chat/render-models.ts';
import type { ModelsView } from '../protocol.ts';

const PAGE = { default: 20, most: 1_000 };

/** Anthropic's list of models, page by page. */
export const messagesModels: ModelsView = {
  isAsked: (headers: RequestHeaders) => headerOf(headers, 'anthropic-version') !== undefined,
  item: modelItem,
  list(models, query) {
    const [from, to] = pageOf(models, query);
    const data = models.slice(from, to).map(modelItem);
    const isBackwards = query.has('before_id');
    return {
      data,
      has_more: isBackwards ? from > 0 : to < models.length,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    };
  },
};

function modelItem({ id, created }: ModelListItem): JsonRecord {
  return {
    type: 'model',
    id,
    display_name: id,
    created_at: new Date(created * 1e3).toISOString(),
    capabilities: null,
    max_input_tokens: null,
    max_tokens: null,
    lifecycle: 'active',
    deprecated_at: null,
    retires_at: null,
    line: null,
  };
}

/** From where and to where, exclusive. Cursors that are no model's name ask for the first page. */
function pageOf(models: readonly ModelListItem[], query: URLSearchParams): readonly [number, number] {
  const asked = Number(query.get('limit') ?? PAGE.default);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, PAGE.most) : PAGE.default;
  const placeOf = (cursor: string) => models.findIndex(({ id }) => id === query.get(cursor));
  const before = placeOf('before_id');
  if (before >= 0) return [Math.max(0, before - limit), before];
  const from = placeOf('after_id') + 1;
  return [from, from + limit];
}
