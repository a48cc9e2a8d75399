import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a fake backend got it. */
export interface ReceivedRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Resolves when the connection of the request is gone or its answer is sent: `closed early` or `answered`. */
  readonly ended: Promise<'closed early' | 'answered'>;
}

/** A model server for tests, on loopback. */
export interface FakeBackend {
  /** With `/v1`. */
  readonly baseUrl: string;
  readonly received: readonly ReceivedRequest[];
  /** Resolves with the next request that arrives. */
  next(): Promise<ReceivedRequest>;
  close(): Promise<void>;
}

/** Answers one request; the body has been read. */
export type Responder = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** Starts a backend that answers every request by the responder. */
export async function startFakeBackend(responder: Responder): Promise<FakeBackend> {
  const received: ReceivedRequest[] = [];
  const waiting: ((request: ReceivedRequest) => void)[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const ended = new Promise<'closed early' | 'answered'>((resolve) => {
        response.on('close', () => resolve(response.writableFinished ? 'answered' : 'closed early'));
      });
      const { url = '', headers } = request;
      const one = { url, headers, body: Buffer.concat(chunks).toString(), ended };
      received.push(one);
      for (const resolve of waiting.splice(0)) resolve(one);
      void responder(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    received,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers 200 with a chat completion that says `content`. */
export function completion(content: string, more: object = {}): Responder {
  return json(200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'served-model',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
    ...more,
  });
}

/** Answers with JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Responder {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
}

/** One event of a chat stream. */
export function event(delta: object, finish: string | null = null, more: object = {}): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'served-model', choices, ...more })}\n\n`;
}

/** Answers with a complete stream of the given words, then finish, usage and `[DONE]`. */
export function stream(words: readonly string[]): Responder {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    for (const word of words) response.write(event({ content: word }));
    response.write(event({}, 'stop'));
    const usage = { prompt_tokens: 5, completion_tokens: words.length, total_tokens: 5 + words.length };
    response.write(`data: ${JSON.stringify({ model: 'served-model', choices: [], usage })}\n\n`);
    response.end('data: [DONE]\n\n');
  };
}
