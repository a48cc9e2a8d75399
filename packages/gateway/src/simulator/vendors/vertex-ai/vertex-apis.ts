import { ApiError, badRequest } from '../../api-error.ts';
import { anthropicApi } from '../anthropic/anthropic-api.ts';
import { readMessages } from '../anthropic/read-messages.ts';
import { geminiApi, methodAddress } from '../gemini/gemini-api.ts';
import { readContents } from '../gemini/read-contents.ts';
import { onlyFields } from '../strict.ts';
import type { VendorApi, VendorCall } from '../vendor-api.ts';

const PLACE = '^/v1/projects/[^/]+/locations/[^/]+/publishers';
const GEMINI = new RegExp(`${PLACE}/google/models/([^:/]+):(generateContent|streamGenerateContent)$`);
const CLAUDE = new RegExp(`${PLACE}/anthropic/models/([^:/]+):(rawPredict|streamRawPredict)$`);

function mustHaveToken({ headers }: VendorCall): void {
  if (headers.authorization?.startsWith('Bearer ') === true) return;
  throw new ApiError(401, 'UNAUTHENTICATED', 'Request is missing required authentication credential.');
}

/** Gemini on Google Cloud. */
export const vertexGeminiApi: VendorApi = {
  ...geminiApi,
  paths: 'POST /v1/projects/{project}/locations/{location}/publishers/google/models/{model}:generateContent',
  addressAt: (path, query) => methodAddress(GEMINI, path, query),
  read(call) {
    mustHaveToken(call);
    return readContents(call, call.address.model!);
  },
};

/** Claude on Google Cloud: the model is in the path, and the version in the body. */
export const vertexClaudeApi: VendorApi = {
  ...anthropicApi,
  paths: 'POST /v1/projects/{project}/locations/{location}/publishers/anthropic/models/{model}:rawPredict',
  addressAt: (path, query) => methodAddress(CLAUDE, path, query),
  read(call) {
    mustHaveToken(call);
    const { anthropic_version: version, ...body } = call.body;
    if (version !== 'vertex-2023-10-16') throw badRequest('anthropic_version: Input should be vertex-2023-10-16');
    onlyFields(
      call.body,
      Object.keys(call.body).filter((field) => field !== 'model'),
      '',
    );
    if ((body.stream === true) !== call.address.isStreaming) throw badRequest('stream: does not fit the method');
    return readMessages({ ...call, body }, { model: call.address.model! });
  },
};
