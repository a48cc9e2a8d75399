import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import { type Answer, type ExchangeView, isAnswer } from '../exchange/exchange-view.ts';
import type { ChatReply, Plugin } from '../plugins/plugin.ts';
import type { EventStep } from '../sse/event-relay.ts';
import type { Exchange } from './exchange.ts';
import type { Notebook } from './notebook.ts';
import type { Routing } from './route.ts';
import type { ReadyPlugin } from './snapshot.ts';

/** What the plugins of one exchange work with. */
export interface PluginRun {
  readonly exchange: Exchange;
  readonly routing: Routing;
  readonly view: ExchangeView;
  readonly notebook: Notebook;
}

/** Runs the request phase in the order of the config, until a plugin answers. */
export function runRequestPlugins(call: UpstreamCall, run: PluginRun): Promise<UpstreamCall | Answer | RequestFailure> {
  return runPhase(call, run, (plugin, value) => plugin.request?.(value, run.view));
}

/** Runs the response phase on a complete reply. */
export function runResponsePlugins(
  reply: ChatReply,
  run: PluginRun,
): ChatReply | Promise<ChatReply | Answer | RequestFailure> {
  return run.routing.plugins.length === 0
    ? reply
    : runPhase(reply, run, (plugin, value) => plugin.response?.(value, run.view));
}

/** The steps of the stream phase, or a failure when a guard cannot make its own. */
export function streamSteps(run: PluginRun): readonly EventStep[] | RequestFailure {
  const steps: EventStep[] = [];
  for (const ready of run.routing.plugins) {
    try {
      const step = ready.plugin.stream?.(run.view);
      if (step !== undefined) steps.push(step);
    } catch (error) {
      const failed = pluginFailed(error, ready, run);
      if (failed !== undefined) return failed;
    }
  }
  return steps;
}

async function runPhase<Value extends object>(
  start: Value,
  run: PluginRun,
  phase: (plugin: Plugin, value: Value) => Value | Answer | Promise<Value | Answer> | undefined,
): Promise<Value | Answer | RequestFailure> {
  let value = start;
  for (const ready of run.routing.plugins) {
    try {
      const step = phase(ready.plugin, value);
      if (step === undefined) continue;
      const next = await step;
      count(ready, run, true);
      if (isAnswer(next) || isFailure(next)) return next;
      value = next;
    } catch (error) {
      const failed = pluginFailed(error, ready, run);
      if (failed !== undefined) return failed;
    }
  }
  return value;
}

/** A guard that throws must not let the request through; any other plugin is left out. */
function pluginFailed(error: unknown, ready: ReadyPlugin, run: PluginRun): RequestFailure | undefined {
  count(ready, run, false);
  run.notebook.pluginFailed(ready.type, error);
  if (!ready.isGuard) return undefined;
  return failure('guard_failed', `plugin "${ready.type}" guards this request and failed: ${messageOf(error)}`, {
    hint: 'look at the log under this request id',
  });
}

function count(ready: ReadyPlugin, { exchange, routing }: PluginRun, isGood: boolean): void {
  exchange.services.metrics.pluginRan(ready.type, routing.result?.decision ?? '', isGood);
}
