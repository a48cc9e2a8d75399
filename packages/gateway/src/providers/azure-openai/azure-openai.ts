import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { isRecord, type JsonRecord, stringIn } from '../../json/json-record.ts';
import { readErrorAnswer } from '../error-answer.ts';
import { compileChat } from '../openai/chat-provider.ts';
import { compileEmbeddings } from '../openai/embeddings.ts';
import { OPENAI_DIALECT } from '../openai/openai.ts';
import type { PathOf } from '../openai/path-of.ts';
import type { BackendCodec, Provider } from '../provider.ts';

/** OpenAI's models on Azure. */
export const azureOpenai: Provider = {
  type: 'azure-openai',
  summary:
    'OpenAI models on Azure; with a dated api_version the model’s id is the deployment in the path, without one the v1 API is used.',
  defaults: { basePath: '/openai/v1', authHeader: 'api-key', authPrefix: '' },
  compile: compileAzure,
  operations: {
    embed: (backend, model) => compileEmbeddings(backend, model, azurePath(backend, '/embeddings')),
  },
};

const DATED = /^\d{4}-\d{2}-\d{2}/;

const ERRORS = { messageIn: errorMessageOf, tooLong: /context (length|size|window)/i };

function compileAzure(backend: BackendConfig, model: ModelConfig): BackendCodec {
  // A deployment's name does not tell its model; all that are offered take the new name of the limit.
  const dialect = { ...OPENAI_DIALECT, tokenLimit: 'max_completion_tokens' } as const;
  const codec = compileChat(backend, model, dialect, azurePath(backend, backend.chatPath ?? '/chat/completions'));
  return { ...codec, decodeError: (status, _headers, body) => readErrorAnswer(status, body, ERRORS) };
}

/** The dated API names the deployment in the path, where the address does not already; the v1 API in the body. */
function azurePath({ baseUrl, apiVersion }: BackendConfig, operationPath: string): PathOf {
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '');
  const query = apiVersion === undefined ? '' : `?api-version=${encodeURIComponent(apiVersion)}`;
  if (apiVersion === undefined || !DATED.test(apiVersion) || base.includes('/deployments/')) {
    return () => `${base}${operationPath}${query}`;
  }
  const root = base.replace(/(\/openai)?(\/v1)?$/, '');
  return (deployment) => `${root}/openai/deployments/${encodeURIComponent(deployment)}${operationPath}${query}`;
}

/** What an error says; for a filtered prompt also what it was filtered for. */
function errorMessageOf({ error }: JsonRecord): string | undefined {
  if (!isRecord(error)) return undefined;
  const message = stringIn(error.message);
  const inner = isRecord(error.innererror) ? error.innererror.content_filter_result : undefined;
  const categories = Object.entries(isRecord(inner) ? inner : {}).flatMap(([category, result]) =>
    isRecord(result) && (result.filtered === true || result.detected === true) ? [category] : [],
  );
  return categories.length === 0
    ? message
    : `${message ?? 'content was filtered'} (filtered: ${categories.join(', ')})`;
}
