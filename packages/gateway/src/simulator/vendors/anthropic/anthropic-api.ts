import { type ApiError, badRequest } from '../../api-error.ts';
import { textOf } from '../strict.ts';
import type { VendorApi } from '../vendor-api.ts';
import { readMessages } from './read-messages.ts';
import { messageEvents, renderMessage } from './render-message.ts';

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** An error as the vendor writes it. */
export function renderMessagesError({ status, message }: ApiError): string {
  const type = TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_simulated' });
}

/** Anthropic's Messages. */
export const anthropicApi: VendorApi = {
  paths: 'POST /v1/messages',
  ending: '',
  addressAt: (path, query) => (path === '/v1/messages' ? { query } : undefined),
  read(call) {
    if (call.headers['anthropic-version'] === undefined) throw badRequest('anthropic-version: header is required');
    return readMessages(call, { model: textOf(call.body.model, 'model') });
  },
  render: renderMessage,
  events: messageEvents,
  renderError: renderMessagesError,
  renderErrorEvent: (error) => `event: error\ndata: ${renderMessagesError(error)}\n\n`,
};
