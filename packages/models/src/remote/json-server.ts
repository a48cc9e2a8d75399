import { PortFailure } from '@signalbox/engine/ports';
import { Pool } from 'undici';

/** Posts JSON to one server and reads JSON. */
export interface JsonServer {
  /** The parsed body of a good answer. Rejects with a PortFailure, whose reason never shows the key. */
  post(path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

export interface JsonServerOptions {
  /** Origin and path prefix without a trailing slash. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
}

/** Idle connections are dropped before the 5 s after which common servers (uvicorn under vLLM) drop them from their side. */
const KEEP_ALIVE_MS = 4_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_EXCERPT = 160;

export function createJsonServer({ baseUrl, headers, connections }: JsonServerOptions): JsonServer {
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname === '/' ? '' : pathname;
  const pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: KEEP_ALIVE_MS });
  const all = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  return {
    async post(path, body, signal) {
      const where = `${origin}${prefix}${path}`;
      const { status, text } = await exchange(pool, `${prefix}${path}`, all, body, signal, where);
      if (status >= 300) throw refusal(status, text, where);
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new PortFailure('adapter.wrong_answer', `${where} gave no JSON: ${excerpt(text)}`, { cause });
      }
    },
    close: () => pool.destroy(),
  };
}

async function exchange(
  pool: Pool,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  signal: AbortSignal,
  where: string,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const reply = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body), signal });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of reply.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Leaving the loop destroys the body, and the connection with it.
      if (size > MAX_ANSWER_BYTES) {
        throw new PortFailure('adapter.wrong_answer', `${where} gave more than ${MAX_ANSWER_BYTES} bytes`);
      }
      chunks.push(chunk);
    }
    return { status: reply.statusCode, text: Buffer.concat(chunks).toString('utf8') };
  } catch (cause) {
    if (cause instanceof PortFailure) throw cause;
    const { message, code } = cause as { readonly message?: string; readonly code?: string };
    throw new PortFailure('adapter.unreachable', `${where}: ${message || code || String(cause)}`, { cause });
  }
}

/** 429 and 5xx tell of the server; the other codes of what it was asked. */
function refusal(status: number, text: string, where: string): PortFailure {
  const code = status === 429 ? 'adapter.overloaded' : status >= 500 ? 'adapter.server_error' : 'adapter.refused';
  return new PortFailure(code, `${where} answered ${status}: ${excerpt(text)}`);
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
}
