import type { BackendConfig, RouterConfig } from '@signalbox/engine';
import { providers } from '@signalbox/gateway';

/** The same config with one simulated backend in place of each model's own. */
export function simulateBackends(config: RouterConfig, simulatorUrl: string): RouterConfig {
  const backend: BackendConfig = {
    name: 'simulated',
    // The simulator speaks the first provider's format, whatever the backends it stands in for speak.
    provider: providers[0]!.type,
    baseUrl: `${simulatorUrl}/v1`,
    chatPath: undefined,
    apiVersion: undefined,
    headers: {},
    extraBody: {},
    signingKey: undefined,
    hasCredentials: false,
    weight: 1,
    connectTimeoutMs: 10_000,
    idleTimeoutMs: config.listener.timeoutMs,
  };
  return {
    ...config,
    models: config.models.map((model) => ({
      ...model,
      backends: [backend],
      reliability: { ...model.reliability, healthCheck: undefined },
    })),
  };
}
