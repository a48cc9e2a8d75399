import type { SetupMapping } from '@signalbox/gateway';

/** The name of the only model in it. */
export const ONLY_MODEL = 'model';

/**
 * The text of a config with one model and nothing else, so that a server is asked exactly as it will be once it stands in
 * a real one. A server that was named last is tried once, and not for long.
 */
export function connectionText({ provider, base_url, api_key_env, model }: SetupMapping): string {
  const backend = { provider, base_url, api_key_env, connect_timeout: '5s', idle_timeout: '60s' };
  return JSON.stringify({
    version: 'v0.3',
    listeners: [{ timeout: '60s' }],
    providers: {
      defaults: { default_model: ONLY_MODEL, reliability: { retry_count: 0 } },
      models: [{ name: ONLY_MODEL, provider_model_id: model, backend_refs: [backend] }],
    },
  });
}
