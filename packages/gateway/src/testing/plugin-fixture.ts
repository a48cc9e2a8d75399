import type { PluginTrace } from '@signalbox/engine';
import { pluginKinds } from '../plugins/index.ts';
import type { PluginPorts } from '../plugins/plugin.ts';
import { completion, json, type Responder } from './fake-backend.ts';
import { aBackend, aConfig, aDecision, aModel, anEngine, aRecipe, chat, manage } from './gateway-fixture.ts';
import { serving } from './serve-fixture.ts';

/** A plugin as a test writes it: defaults of its schema are filled in. */
export interface UsedPlugin {
  readonly type: string;
  readonly configuration: object;
  readonly onError?: 'closed' | 'open';
}

export interface SendOptions {
  /** Of the client's protocol; chat completions by default. */
  readonly path?: string;
  readonly provider?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly respond?: Responder;
  readonly ports?: PluginPorts;
}

// biome-ignore lint/suspicious/noExplicitAny: answers whose shape each test knows
type Json = any;

/** What came of one request. */
export interface Sent {
  readonly response: Response;
  readonly text: string;
  /** Bodies that the backend got, as text and as data. */
  readonly texts: readonly string[];
  readonly bodies: readonly Json[];
  readonly backendHeaders: readonly Json[];
  readonly record: Json;
  readonly ran: readonly PluginTrace[];
}

/** What a Messages backend answers. */
export function message(content: readonly object[]): Responder {
  const usage = { input_tokens: 3, output_tokens: 2 };
  const more = { stop_reason: 'end_turn', stop_sequence: null, usage };
  return json(200, { id: 'msg_1', type: 'message', role: 'assistant', model: 'served-model', content, ...more });
}

const RESPONDERS: Readonly<Record<string, Responder>> = {
  openai: completion('hi'),
  anthropic: message([{ type: 'text', text: 'hi' }]),
};

/** For one test file: sends requests through a gateway whose decision uses the given plugins. */
export function withPlugins(): {
  send(plugins: readonly UsedPlugin[], body: object | string, options?: SendOptions): Promise<Sent>;
} {
  const { serve } = serving();
  return {
    async send(plugins, body, options = {}) {
      const parsed = plugins.map(({ configuration, ...use }) => {
        const kind = pluginKinds.find(({ type }) => type === use.type)!;
        return { ...use, configuration: kind.schema.parse(configuration) };
      });
      const provider = options.provider ?? 'openai';
      const { backend, gateway } = await serve(options.respond ?? RESPONDERS[provider]!, (baseUrl) => {
        const backends = [aBackend(baseUrl, { provider })];
        return {
          config: aConfig({
            models: [aModel('small', { backends }), aModel('large', { backends })],
            recipes: [aRecipe([aDecision('hard', { plugins: parsed })])],
          }),
          engine: anEngine(),
          ports: { classifiers: {}, taggers: {}, ...options.ports },
        };
      });
      const request = chat(body, options.headers);
      const response = await gateway.fetch(
        options.path === undefined
          ? request
          : new Request(`http://signalbox.test${options.path}`, {
              method: 'POST',
              headers: request.headers,
              body: await request.text(),
            }),
      );
      const text = await response.clone().text();
      const record = (await manage(gateway, 'GET', '/v1/router_replay/id-1')).json as Json;
      return {
        response,
        text,
        texts: backend.received.map((received) => received.body),
        bodies: backend.received.map((received) => JSON.parse(received.body)),
        backendHeaders: backend.received.map(({ headers }) => headers),
        record,
        ran: record.trace?.plugins ?? [],
      };
    },
  };
}
