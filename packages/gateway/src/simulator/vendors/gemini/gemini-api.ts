import { type ApiError, badRequest } from '../../api-error.ts';
import type { CallAddress, VendorApi } from '../vendor-api.ts';
import { readContents } from './read-contents.ts';
import { contentsEvents, renderContents } from './render-contents.ts';

const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

const PATH = /^\/v1beta\/models\/([^:/]+):(generateContent|streamGenerateContent)$/;

function renderError({ status, message }: ApiError): string {
  return JSON.stringify({ error: { code: status, message, status: STATUSES[status] ?? 'INTERNAL' } });
}

/** The address of a call of a method on a model. */
export function methodAddress(pattern: RegExp, path: string, query: URLSearchParams): CallAddress | undefined {
  const [, model, method] = pattern.exec(path) ?? [];
  if (model === undefined) return undefined;
  return { model: decodeURIComponent(model), isStreaming: method?.startsWith('stream') === true, query };
}

/** Google's own API for Gemini models. */
export const geminiApi: VendorApi = {
  paths: 'POST /v1beta/models/{model}:generateContent and :streamGenerateContent?alt=sse',
  ending: '',
  addressAt: (path, query) => methodAddress(PATH, path, query),
  read(call) {
    if (call.address.isStreaming === true && call.address.query.get('alt') !== 'sse') {
      throw badRequest('Only alt=sse is simulated for streams.');
    }
    return readContents(call, call.address.model!);
  },
  render: renderContents,
  events: contentsEvents,
  renderError,
  renderErrorEvent: (error) => `data: ${renderError(error)}\r\n\r\n`,
};
