import { protocols } from '@signalbox/gateway';
import { type Ask, asJson, asText, type Client, eventsIn, type Json, type Reading } from './clients/client.ts';

/** An answer as a client sees it. */
export interface Answered extends Reading {
  readonly status: number;
  /** Names of what could not be translated. */
  readonly leftOut: readonly string[];
}

/** Sends one request of a client over HTTP and reads the answer. */
export async function askRouter(
  url: string,
  client: Client,
  ask: Ask,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const { path } = protocols.find(({ name }) => name === client.protocol)!;
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...client.headers, ...headers },
    body: JSON.stringify(client.body(ask)),
  });
  const text = await response.text();
  const warnings = response.headers.get('x-vsr-protocol-warnings') ?? '';
  const leftOut = warnings === '' ? [] : warnings.split(';').at(-1)!.split(',');
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const json = isStream ? {} : (JSON.parse(text) as Json);
  const reading = isStream ? client.readStream(eventsIn(text)) : client.read(json);
  const told = response.ok ? reading.error : asText(asJson(json.error).message);
  return { ...reading, error: told, status: response.status, leftOut };
}
