import type { BackendConfig, RouterConfig } from '@signalbox/engine';

/** The same config with one simulated backend in place of each model's own. */
export function simulateBackends(config: RouterConfig, simulatorUrl: string): RouterConfig {
  const backend: BackendConfig = {
    name: 'simulated',
    provider: config.models[0]!.backends[0]?.provider ?? 'openai',
    baseUrl: `${simulatorUrl}/v1`,
    chatPath: '/chat/completions',
    headers: {},
    hasCredentials: false,
    weight: 1,
    connectTimeoutMs: 10_000,
    idleTimeoutMs: config.listener.timeoutMs,
  };
  return { ...config, models: config.models.map((model) => ({ ...model, backends: [backend] })) };
}
