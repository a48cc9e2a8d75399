import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server that stands in for a model server was asked. */
export interface ServerRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: bodies are as various as the protocols
  readonly body: any;
}

/** Answers with JSON, with a status of its own, with raw text, with a beginning and then no more, or never. */
export type ServerAnswer =
  | { readonly json?: unknown; readonly status?: number; readonly text?: string; readonly stalls?: boolean }
  | 'never';

/** A server in this process that speaks a model server's protocol, and fails as it is told. */
export interface ModelServer {
  readonly url: string;
  readonly requests: readonly ServerRequest[];
  /** How the next requests are answered. */
  answer: (request: ServerRequest) => ServerAnswer;
  /** Breaks all connections and refuses new ones. */
  kill(): Promise<void>;
  /** Listens again, at the same address. */
  revive(): Promise<void>;
}

export async function startModelServer(answer: ModelServer['answer']): Promise<ModelServer> {
  const requests: ServerRequest[] = [];
  const handle = (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const request = { path: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      const reply = server.answer(request);
      if (reply === 'never') return;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
      const text = reply.text ?? JSON.stringify(reply.json);
      if (reply.stalls === true) response.write(text);
      else response.end(text);
    });
  };
  let http = createServer(handle);
  const listen = (port: number) => new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = http.address() as AddressInfo;
  const server: ModelServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer,
    async kill() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
    async revive() {
      http = createServer(handle);
      await listen(port);
    },
  };
  return server;
}
