import { createServer as createNetServer } from 'node:net';
import type { ModelConfig, ModelRef, ReliabilityConfig } from '@signalbox/engine';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { aBackend, aConfig, aDecision, aModel, anEngine, aRecipe, aResult, manage } from './gateway-fixture.ts';
import { aReliability } from './upstream-fixture.ts';

/** An address that nobody listens at. */
export async function deadAddress(): Promise<string> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

/** One model: where its backends are, and what its config says. */
export interface Part {
  readonly urls: readonly string[];
  readonly model?: Partial<ModelConfig>;
  readonly reliability?: Partial<ReliabilityConfig>;
}

/** A gateway whose decision has the models as candidates, in their order; the default model is the one called `rest`. */
export function gatewayOver(parts: Readonly<Record<string, Part>>, options: Partial<GatewayOptions> = {}): Gateway {
  const names = Object.keys(parts);
  const models = names.map((name) => {
    const { urls, model = {}, reliability = {} } = parts[name]!;
    const backends = urls.map((url, at) => aBackend(url, { name: `${name}-${at + 1}` }));
    return aModel(name, { backends, reliability: aReliability(reliability), ...model });
  });
  const candidates: ModelRef[] = names.filter((name) => name !== 'rest').map((model) => ({ model, reasoning: 'off' }));
  const requirements = { ...aDecision('d').requirements, safetyTier: 1 };
  const decisions = [
    aDecision('hard', { models: candidates }),
    aDecision('guarded', { models: candidates, requirements }),
  ];
  let last = 0;
  return createGateway({
    config: aConfig({
      models,
      defaultModel: names.includes('rest') ? 'rest' : undefined,
      recipes: [aRecipe(decisions)],
    }),
    engine: anEngine(() => aResult({ model: candidates[0]!, candidates })),
    random: () => 0,
    createId: () => `id-${++last}`,
    ...options,
  });
}

/** The record of an exchange. */
export async function recordOf(gateway: Gateway, id = 'id-1') {
  const { json: record } = await manage(gateway, 'GET', `/v1/router_replay/${id}`);
  return record as {
    selected_model: string;
    backend: string;
    failed_tries: { model: string; backend: string | null; reason: string; message: string }[];
  };
}

/** `model backend reason` of each try that did not lead to the answer. */
export async function triesOf(gateway: Gateway, id = 'id-1'): Promise<string[]> {
  return (await recordOf(gateway, id)).failed_tries.map(
    ({ model, backend, reason }) => `${model} ${backend ?? '-'} ${reason}`,
  );
}

/** What a chat completion says. */
export async function contentOf(response: Response): Promise<string> {
  const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
  return choices[0]!.message.content;
}

/** Lets things happen until they have. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
