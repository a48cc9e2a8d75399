import { type ConfigChoice, routeByChoice } from '../../engine/config-choice.ts';
import type { RoutedDraft } from '../../engine/engine-protocol.ts';
import { ask } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { newId } from '../../lib/new-id.ts';
import { type ChatBody, chatRequest } from './chat-request.ts';
import { choiceLabel } from './choice-label.ts';
import type { Answer, AnswerHeaders, ChatSettings, ChosenRoute, Conversation, Picture, Turn } from './conversation.ts';
import { titleOf } from './conversation.ts';
import { changeAnswer, changeConversation, changeTurn, findConversation } from './conversation-store.ts';
import { joinToolCalls, readChatStream } from './read-chat-stream.ts';

const CHAT = '/api/v1/playground/chat/completions';
/** How often what came is shown: a fast model would otherwise draw the page a thousand times a second. */
const SHOW_EVERY_MS = 40;

const running = new Map<string, AbortController>();

/** Asks every model of the conversation. Throws a SettingError, with nothing sent, for settings that cannot be. */
export function sendTurn(conversation: Conversation, text: string, pictures: readonly Picture[]): void {
  addTurn(conversation, { id: newId(), text, pictures, answers: [] });
}

/** Gives back what the tools of the last answer said. */
export function sendToolResults(conversation: Conversation): void {
  addTurn(conversation, { id: newId(), text: '', pictures: [], isToolResult: true, answers: [] });
}

function addTurn(conversation: Conversation, question: Turn): void {
  const { id, settings, turns } = conversation;
  const bodies = settings.models.map((_, lane) => chatRequest(settings, [...turns, question], lane));
  const turn = { ...question, answers: bodies.map(({ model }) => newAnswer(model)) };
  changeConversation(id, (each) => ({
    ...each,
    title: each.turns.length === 0 ? titleOf(question.text) : each.title,
    at: Date.now(),
    turns: [...each.turns, turn],
  }));
  for (const [lane, body] of bodies.entries()) {
    void receive(id, turn.id, turn.answers[lane]!.id, questionOf(settings, lane, body));
  }
}

/** Asks again for one answer; later turns go, since they were said to another answer. */
export function retryAnswer(conversation: Conversation, turn: Turn, answer: Answer): void {
  const at = conversation.turns.findIndex(({ id }) => id === turn.id);
  const lane = turn.answers.findIndex(({ id }) => id === answer.id);
  const body = chatRequest(conversation.settings, conversation.turns.slice(0, at + 1), lane);
  const fresh = newAnswer(body.model);
  changeConversation(conversation.id, (each) => ({ ...each, turns: each.turns.slice(0, at + 1) }));
  changeTurn(conversation.id, turn.id, (each) => ({
    ...each,
    answers: each.answers.map((old) => (old.id === answer.id ? fresh : old)),
  }));
  void receive(conversation.id, turn.id, fresh.id, questionOf(conversation.settings, lane, body));
}

/** Breaks an answer off; the router then breaks off its call to the model. */
export function stopAnswer(id: string): void {
  running.get(id)?.abort();
}

export function stopAll({ turns }: Conversation): void {
  for (const { id } of turns.flatMap(({ answers }) => answers)) stopAnswer(id);
}

/** Says what a called tool gave back. */
export function setToolResult(conversation: string, turn: string, answer: string, call: number, result: string): void {
  changeAnswer(conversation, turn, answer, (each) => ({
    ...each,
    toolCalls: each.toolCalls.map((old, at) => (at === call ? { ...old, result } : old)),
  }));
}

/** What is asked, whose config says which model, and with which key. */
interface Question {
  readonly body: ChatBody;
  readonly choice: ConfigChoice;
  readonly apiKey: string;
}

function questionOf({ configs, apiKey }: ChatSettings, lane: number, body: ChatBody): Question {
  return { body, choice: configs[lane] ?? 'running', apiKey };
}

async function receive(conversation: string, turn: string, answer: string, { body, choice, apiKey }: Question) {
  const controller = new AbortController();
  running.set(answer, controller);
  const started = performance.now();
  let pending: Answer | undefined;
  let shownAt = 0;
  const current = () =>
    pending ??
    findConversation(conversation)
      ?.turns.find(({ id }) => id === turn)
      ?.answers.find(({ id }) => id === answer);
  const show = () => {
    const next = pending;
    if (next !== undefined) changeAnswer(conversation, turn, answer, () => next);
    shownAt = performance.now();
  };
  const change = (part: Partial<Answer>) => {
    const before = current();
    if (before !== undefined) pending = { ...before, ...part };
    if (performance.now() - shownAt > SHOW_EVERY_MS) show();
  };
  try {
    let asked = body;
    if (choice !== 'running') {
      const routed = await routeByChoice(choice, body);
      const route = chosenRoute(choice, routed);
      change({ route });
      if (route.model === null || route.refusal !== undefined) {
        change({ state: 'done', totalMs: performance.now() - started });
        return;
      }
      asked = askedByName(body, route.model, routed.reasoning);
    }
    const response = await ask(CHAT, {
      method: 'POST',
      body: { ...asked, stream: true, stream_options: { include_usage: true } },
      headers: {
        accept: 'text/event-stream',
        'x-vsr-debug': 'true',
        ...(apiKey === '' ? {} : { 'x-api-key': apiKey }),
      },
      signal: controller.signal,
    });
    change({ headers: headersOf(response.headers) });
    for await (const step of readChatStream(response.body!)) {
      const before = current();
      if (before === undefined) return;
      if (step.error !== undefined) throw new ApiError(502, 'backend_stream_cut', step.error);
      const isFirst =
        before.firstTokenMs === undefined && (step.text !== '' || step.thinking !== '' || step.toolCalls.length > 0);
      change({
        text: before.text + step.text,
        thinking: before.thinking + step.thinking,
        toolCalls: joinToolCalls(before.toolCalls, step.toolCalls),
        ...(isFirst ? { firstTokenMs: performance.now() - started } : {}),
        ...(step.finishReason === undefined ? {} : { finishReason: step.finishReason }),
        ...(step.usage === undefined ? {} : { usage: step.usage }),
      });
    }
    change({ state: 'done', totalMs: performance.now() - started });
  } catch (cause) {
    const totalMs = performance.now() - started;
    if (controller.signal.aborted) change({ state: 'stopped', totalMs });
    else {
      change({ state: 'failed', totalMs, error: errorOf(cause) });
    }
  } finally {
    running.delete(answer);
    show();
  }
}

function errorOf(cause: unknown): NonNullable<Answer['error']> {
  if (cause instanceof ApiError) return { message: cause.message, hint: cause.hint };
  // What the network throws is a TypeError, and says nothing that helps.
  const message = cause instanceof Error && !(cause instanceof TypeError) ? cause.message : 'the connection broke off';
  return { message, hint: undefined };
}

function chosenRoute(choice: ConfigChoice, routed: RoutedDraft): ChosenRoute {
  const { decision, model, why, plugins, refusal, trace } = routed;
  return { config: choiceLabel(choice), decision, model, why, plugins, refusal, trace };
}

/** The router passes what a request by name says of thinking as it is. */
function askedByName(body: ChatBody, model: string, reasoning: RoutedDraft['reasoning']): ChatBody {
  return { ...body, model, ...(reasoning === 'off' ? {} : { reasoning_effort: reasoning }) };
}

function newAnswer(asked: string): Answer {
  return {
    id: newId(),
    asked,
    state: 'streaming',
    text: '',
    thinking: '',
    toolCalls: [],
    finishReason: undefined,
    headers: undefined,
    usage: undefined,
    firstTokenMs: undefined,
    totalMs: undefined,
    error: undefined,
  };
}

function headersOf(headers: Headers): AnswerHeaders {
  const of = (name: string) => headers.get(`x-vsr-${name}`) ?? undefined;
  const confidence = of('selected-confidence');
  return {
    replayId: of('replay-id'),
    model: of('selected-model'),
    decision: of('selected-decision'),
    confidence: confidence === undefined ? undefined : Number(confidence),
    algorithm: of('selected-algorithm'),
    reasoning: of('selected-reasoning'),
    effort: of('selected-reasoning-effort'),
    responsePath: of('response-path'),
    cacheHit: of('cache-hit'),
    fallbackFrom: of('fallback-from'),
    fallbackReason: of('fallback-reason'),
    guardFindings: of('guard-findings'),
    warnings: of('response-warnings') ?? of('protocol-warnings'),
  };
}
