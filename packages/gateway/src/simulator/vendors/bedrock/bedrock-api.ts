import type { ApiError } from '../../api-error.ts';
import type { VendorApi } from '../vendor-api.ts';
import { readConverse } from './read-converse.ts';
import { converseEvents, encodeFrame, renderConverse } from './render-converse.ts';

const PATH = /^\/model\/([^/]+)\/(converse|converse-stream)$/;

const renderError = ({ message }: ApiError) => JSON.stringify({ message });

/** Amazon Bedrock's Converse. */
export const bedrockApi: VendorApi = {
  paths: 'POST /model/{model}/converse and converse-stream',
  ending: '',
  streamType: 'application/vnd.amazon.eventstream',
  addressAt(path, query) {
    const [, model, method] = PATH.exec(path) ?? [];
    if (model === undefined) return undefined;
    return { model: decodeURIComponent(model), isStreaming: method === 'converse-stream', query };
  },
  read: (call) => readConverse(call, call.address.model!),
  render: renderConverse,
  events: converseEvents,
  renderError,
  renderErrorEvent: ({ message }) =>
    encodeFrame({ ':exception-type': 'internalServerException', ':message-type': 'exception' }, { message }),
};
