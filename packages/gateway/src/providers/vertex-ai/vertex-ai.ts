import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { isFailure } from '../../errors/request-failure.ts';
import { parseRecordBytes } from '../../json/json-record.ts';
import { anthropic } from '../anthropic/anthropic.ts';
import { compileGemini } from '../gemini/gemini.ts';
import type { BackendCodec, Provider } from '../provider.ts';
import { signingRequests } from '../sign-requests.ts';
import { createAccessTokens } from './access-tokens.ts';

const CLAUDE_VERSION = 'vertex-2023-10-16';

/** Models on Google Cloud: Gemini, and Anthropic's. */
export const vertexAi: Provider = {
  type: 'vertex-ai',
  summary:
    'Gemini and Claude on Google Cloud, below https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION; the key is the JSON of a service account (api_key_file) or an access token. Not tried against the service itself.',
  defaults: { basePath: '/v1', authHeader: undefined, authPrefix: '' },
  intercept({ signingKey, baseUrl }) {
    if (signingKey === undefined) return undefined;
    const tokens = createAccessTokens(signingKey, Date.now);
    return signingRequests(async () => ['authorization', `Bearer ${await tokens()}`], baseUrl);
  },
  compile: (backend, model) =>
    model.upstreamName.startsWith('claude')
      ? compileClaude(backend, model)
      : compileGemini({ ...backend, chatPath: backend.chatPath ?? '/publishers/google/models' }, model),
};

/** Anthropic's Messages, with the model in the path and the version in the body. */
function compileClaude(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const codec = anthropic.compile(backend, model);
  const base = new URL(backend.baseUrl).pathname.replace(/\/+$/, '');
  const folder = `${base}${backend.chatPath ?? '/publishers/anthropic/models'}`;
  return {
    ...codec,
    encode(call) {
      const parts = codec.encode(call);
      if (isFailure(parts)) return parts;
      const { model: _model, ...json } = parseRecordBytes(parts.body) ?? {};
      const name = encodeURIComponent(call.lora ?? model.upstreamName);
      return {
        ...parts,
        path: `${folder}/${name}:${call.isStreaming ? 'streamRawPredict' : 'rawPredict'}`,
        body: Buffer.from(JSON.stringify({ ...json, anthropic_version: backend.apiVersion ?? CLAUDE_VERSION })),
      };
    },
  };
}
