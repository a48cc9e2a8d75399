import type { FindingTrace, PluginTrace } from '@signalbox/engine';
import type { Caller } from '../access/caller.ts';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import { failure, isFailure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import { type Answer, isAnswer, isReroute, type Reroute } from '../exchange/exchange-view.ts';
import { NOT_KEPT, type Recall, type ReplyKeeper } from '../exchange/recall.ts';
import { headerValue } from '../http/header-value.ts';
import type { HttpResponse } from '../http/http-message.ts';
import type { ChatReply } from '../plugins/plugin.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import type { EventStep } from '../sse/event-step.ts';
import type { Exchange } from './exchange.ts';
import type { Notebook } from './notebook.ts';
import { PluginView } from './plugin-view.ts';
import { reroute } from './reroute.ts';
import type { Routing } from './route.ts';
import type { ReadyPlugin } from './snapshot.ts';

/** What the plugins of one exchange work with. */
export interface PluginRun {
  readonly exchange: Exchange;
  readonly parsed: ParsedRequest;
  readonly caller: Caller;
  readonly notebook: Notebook;
  readonly routing: Routing;
  /** Those of the decision; after a reroute those that ran before it come first. */
  readonly plugins: readonly ActivePlugin[];
  /** Looks at what the backend answers. */
  readonly keeper?: ReplyKeeper | undefined;
}

/** A plugin at work on one exchange. */
export interface ActivePlugin extends ReadyPlugin {
  readonly view: PluginView;
}

/** Where the request phase came to, and under which routing. */
export interface PreparedRun {
  readonly run: PluginRun;
  readonly outcome: UpstreamCall | Answer | RequestFailure;
}

/** A closed plugin failed while an answer was streamed. */
export class PluginStopped extends Error {
  readonly failure: RequestFailure;

  constructor(problem: RequestFailure) {
    super(problem.message);
    this.failure = problem;
  }
}

/** Begins the work of a routing's plugins on an exchange. */
export function startPlugins(
  exchange: Exchange,
  parsed: ParsedRequest,
  caller: Caller,
  notebook: Notebook,
  routing: Routing,
): PluginRun {
  const plugins = activate({ exchange, parsed, caller }, routing, routing.plugins);
  return { exchange, parsed, caller, notebook, routing, plugins };
}

function activate(
  { exchange, parsed, caller }: Pick<PluginRun, 'exchange' | 'parsed' | 'caller'>,
  routing: Routing,
  plugins: readonly ReadyPlugin[],
): readonly ActivePlugin[] {
  return plugins.map(({ type, isClosed, plugin }) => {
    return { type, isClosed, plugin, view: new PluginView(exchange, parsed, routing, caller) };
  });
}

/** Runs the request phase in the order of the config, until a plugin answers; a reroute goes on under the new routing. */
export async function runRequestPlugins(start: UpstreamCall, first: PluginRun): Promise<PreparedRun> {
  let run = first;
  let call = start;
  const visited = new Set([first.routing.result?.decision]);
  for (let at = 0; at < run.plugins.length; at++) {
    const active = run.plugins[at]!;
    const { plugin, view } = active;
    if (plugin.request === undefined) continue;
    const next = await runPhase('request', call, active, run, () => plugin.request!(call, view));
    if (isFailure(next) || isAnswer(next)) return { run, outcome: next };
    if (!isReroute(next)) {
      call = next;
      continue;
    }
    const routing = reroute(run.exchange, run.routing, next.to, visited);
    if (isFailure(routing)) return { run, outcome: routing };
    const isJump = routing.result?.decision !== run.routing.result?.decision;
    const rest = isJump ? activate(run, routing, routing.plugins) : run.plugins.slice(at + 1);
    run = { ...run, routing, plugins: [...run.plugins.slice(0, at + 1), ...rest] };
    visited.add(routing.result?.decision);
    run.notebook.rerouted(routing, run.plugins);
    call = { ...call, lora: routing.lora, reasoning: routing.reasoning };
  }
  return { run, outcome: call };
}

/** Asks the plugins that keep answers, in the order of the config, until one has an answer or wants to see the backend's. */
export async function runRecall(call: UpstreamCall, run: PluginRun): Promise<Recall | RequestFailure> {
  for (const active of run.plugins) {
    const { plugin, view } = active;
    if (plugin.recall === undefined) continue;
    const recall: Recall | RequestFailure = await runPhase('recall', NOT_KEPT, active, run, () =>
      plugin.recall!(call, view),
    );
    if (view.recall !== undefined) run.notebook.recalled(view.recall);
    if (isFailure(recall) || recall.kind !== 'not_kept') return recall;
  }
  return NOT_KEPT;
}

/** Whether a plugin wants to look at a complete reply. */
export function wantsReply({ plugins }: PluginRun, phase: 'response' | 'stream'): boolean {
  return plugins.some((active) => wants(active, phase));
}

function wants({ plugin, view }: ActivePlugin, phase: 'response' | 'stream'): boolean {
  return plugin[phase] !== undefined && plugin.wantsReply?.(view) !== false;
}

/** Runs the response phase on a complete reply. */
export async function runResponsePlugins(
  start: ChatReply,
  run: PluginRun,
): Promise<ChatReply | Answer | RequestFailure> {
  let reply = start;
  run.notebook.enter('plugins');
  for (const active of run.plugins) {
    if (!wants(active, 'response')) continue;
    const next = await runPhase('response', reply, active, run, () => active.plugin.response!(reply, active.view));
    if (isFailure(next) || isAnswer(next)) return next;
    reply = next;
  }
  run.notebook.enter('render');
  return reply;
}

/** The steps of the stream phase, or a failure when a closed plugin cannot make its own. */
export function streamSteps(run: PluginRun): readonly EventStep[] | RequestFailure {
  const steps: EventStep[] = run.keeper === undefined ? [] : [run.keeper.step()];
  for (const active of run.plugins) {
    if (!wants(active, 'stream')) continue;
    try {
      steps.push(watched(active.plugin.stream!(active.view), active, run));
    } catch (error) {
      const failed = pluginFailed(error, active, run);
      if (failed !== undefined) return failed;
    }
  }
  return steps;
}

/** A step whose time and failures are recorded. One that fails and is not closed lets the rest of the stream pass. */
function watched(step: EventStep, active: ActivePlugin, run: PluginRun): EventStep {
  const { clock } = run.exchange.services;
  let micros = 0;
  let outcome: PluginTrace['outcome'] = 'passed';
  run.notebook.pluginRuns(() => ({ plugin: active.type, phase: 'stream', outcome, ...active.view.told(), micros }));
  count(active, run, true);
  const attempt = (work: () => readonly string[], given: readonly string[]): readonly string[] => {
    if (outcome === 'failed') return given;
    const started = clock.now();
    try {
      const events = work();
      if (outcome === 'passed' && !isSameList(events, given)) outcome = 'changed';
      return events;
    } catch (error) {
      outcome = 'failed';
      const failed = pluginFailed(error, active, run);
      if (failed !== undefined) throw new PluginStopped(failed);
      return given;
    } finally {
      micros += (clock.now() - started) * 1000;
    }
  };
  return {
    onEvent: (data) => attempt(() => step.onEvent(data), [data]),
    onEnd: () => attempt(() => step.onEnd(), []),
  };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

type Outcome<Value> = Value | Answer | Reroute | Recall;

/** Runs one phase of one plugin and writes down what came of it; a plugin that fails and is not closed changes nothing. */
async function runPhase<Value extends object, Next extends Outcome<Value>>(
  phase: 'request' | 'recall' | 'response',
  value: Value,
  active: ActivePlugin,
  run: PluginRun,
  work: () => Next | Promise<Next>,
): Promise<Value | Next | RequestFailure> {
  const { clock } = run.exchange.services;
  const started = clock.now();
  let outcome: PluginTrace['outcome'] = 'failed';
  try {
    const next = await work();
    count(active, run, true);
    outcome = outcomeOf(next, value);
    return next;
  } catch (error) {
    return pluginFailed(error, active, run) ?? value;
  } finally {
    const entry = {
      plugin: active.type,
      phase,
      outcome,
      ...active.view.told(),
      micros: (clock.now() - started) * 1000,
    };
    run.notebook.pluginRuns(() => entry);
  }
}

function outcomeOf(next: object, before: object): PluginTrace['outcome'] {
  if (isAnswer(next) || isKept(next)) return 'answered';
  if (isReroute(next)) return 'rerouted';
  return next === before ? 'passed' : 'changed';
}

function isKept(value: object): boolean {
  return 'kind' in value && value.kind === 'kept_reply';
}

/** The headers that plugins and findings add to an answer, whatever it is. */
export function finishHeaders(response: HttpResponse, run: PluginRun): HttpResponse {
  const findings = run.plugins.flatMap(({ type, view }) => view.findings.map((finding) => findingText(type, finding)));
  let headers = response.headers;
  if (findings.length > 0) headers = [...headers, 'x-vsr-guard-findings', headerValue(findings.join(', '))];
  for (const active of run.plugins) {
    try {
      headers = active.plugin.answerHeaders?.(headers, active.view) ?? headers;
    } catch (error) {
      // The answer is on its way: nothing is left to refuse.
      pluginFailed(error, active, run);
    }
  }
  return headers === response.headers ? response : { ...response, headers };
}

/** `pii;EMAIL_ADDRESS;current turn;2` */
function findingText(guard: string, { type, place, count: times }: FindingTrace): string {
  return `${guard};${type};${place};${times}`;
}

/** A plugin that is closed must not let the request through; any other is left out. */
function pluginFailed(error: unknown, ready: ReadyPlugin, run: PluginRun): RequestFailure | undefined {
  count(ready, run, false);
  run.notebook.pluginFailed(ready.type, error);
  if (!ready.isClosed) return undefined;
  return failure('guard_failed', `plugin "${ready.type}" guards this request and failed: ${messageOf(error)}`, {
    hint: 'look at the log under this request id',
  });
}

function count(ready: ReadyPlugin, { exchange, routing }: PluginRun, isGood: boolean): void {
  exchange.services.metrics.pluginRan(ready.type, routing.result?.decision ?? '', isGood);
}
