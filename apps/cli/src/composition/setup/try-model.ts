import type { LoadEngineResult } from '@signalbox/engine';
import { createGateway, type SetupConnection, type SetupControl } from '@signalbox/gateway';
import { ONLY_MODEL } from './connection-text.ts';
import { judgeConnection } from './judge-connection.ts';
import { wordsOf, wordsOfError } from './list-models.ts';

type Tried = Awaited<ReturnType<SetupControl['test']>>;

/** Room for a model that thinks before it says a word. */
const MAX_TOKENS = 64;
const SHOWN_LETTERS = 200;

/** Sends one tiny request through a gateway of its own: the way that every request will go. */
export async function tryModel(connection: SetupConnection, loaded: LoadEngineResult): Promise<Tried> {
  const bad = (problem: string, time_ms = 0): Tried => ({ is_good: false, time_ms, model: null, text: null, problem });
  if (!loaded.ok) return bad(wordsOf(loaded));
  try {
    await judgeConnection(connection);
  } catch (cause) {
    return bad(wordsOfError(cause));
  }
  const { config } = loaded.loaded;
  const gateway = createGateway({ config, engine: loaded.engine, ports: loaded.ports });
  const began = performance.now();
  try {
    const body = JSON.stringify({
      model: ONLY_MODEL,
      max_tokens: MAX_TOKENS,
      messages: [{ role: 'user', content: 'Say hello.' }],
    });
    const request = new Request('http://router/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const response = await gateway.fetch(request);
    const text = await response.text();
    const time = Math.round(performance.now() - began);
    return response.ok ? readAnswer(text, time) : bad(problemIn(text, response.status), time);
  } finally {
    await gateway.close(0);
  }
}

function readAnswer(body: string, time_ms: number): Tried {
  const { model, choices } = JSON.parse(body) as {
    model?: string;
    choices?: { message?: { content?: string | null } }[];
  };
  const text = choices?.[0]?.message?.content?.slice(0, SHOWN_LETTERS) ?? null;
  return { is_good: true, time_ms, model: model ?? null, text, problem: null };
}

function problemIn(body: string, status: number): string {
  const asIs = `the server answered ${status}: ${body.slice(0, SHOWN_LETTERS)}`;
  try {
    const { error } = JSON.parse(body) as { error?: { message?: string } };
    return error?.message ?? asIs;
  } catch {
    return asIs;
  }
}
