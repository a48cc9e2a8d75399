import { createHash } from 'node:crypto';
import type { AdapterServices, HeadProblem, OpenedHead, OpenedPort } from '@signalbox/engine/adapters';
import { PortFailure } from '@signalbox/engine/ports';
import { guardOptions } from '../guard/guard-options.ts';
import { type Call, createGuardedCall, type GuardedCall } from '../guard/guarded-call.ts';
import { createJsonServer, type JsonServer } from './json-server.ts';
import { type ServerOptions, serverFrom } from './server-options.ts';

export interface RemoteHead<Answer, Question = string> {
  readonly options: ServerOptions;
  readonly services: AdapterServices;
  /** What was found wrong before. */
  readonly problems: readonly HeadProblem[];
  /** Questions in one call. */
  readonly batchSize: number;
  /** What the server is asked at start, to see whether it fits. */
  readonly trial: Question;
  /** Asks the server. */
  readonly callTo: (server: JsonServer) => Call<Answer, Question>;
  readonly portOver: (calls: GuardedCall<Answer, Question>) => OpenedPort;
}

/** A short text in the language of most models. */
export const TRIAL_TEXT = 'Hello, how are you?';

/** Failures at start that no patience mends. */
const MUST_BE_MENDED: ReadonlySet<string> = new Set([
  'adapter.label_mismatch',
  'adapter.wrong_answer',
  'adapter.wrong_dimensions',
  'adapter.refused',
]);

/** The option that such a failure speaks against. */
const CAUSED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['adapter.label_mismatch', ['labels']],
  ['adapter.wrong_dimensions', ['dimensions']],
]);

/**
 * A head that a server answers for. Where requests will be served, the server is asked once: one that answers, but not
 * as the config says, is an error; one that is down is a warning, and is asked again with the first request.
 */
export async function openRemote<Answer extends object, Question = string>(
  head: RemoteHead<Answer, Question>,
): Promise<OpenedHead> {
  const { server: serverOptions, problems: own } = serverFrom(head.options, head.services);
  const problems = [...head.problems, ...own];
  if (serverOptions === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { port: undefined, problems };
  }
  const server = createJsonServer(serverOptions);
  const calls = createGuardedCall(head.callTo(server), {
    ...guardOptions(head.options),
    concurrency: head.options.concurrency,
    batchSize: head.batchSize,
  });
  if (head.services.isServing) {
    const problem = await tryOut(calls, head.trial);
    if (problem !== undefined) problems.push(problem);
    if (problem?.severity === 'error') {
      await server.close();
      return { port: undefined, problems };
    }
  }
  return {
    port: head.portOver(calls),
    problems,
    statistics: calls.statistics,
    close: server.close,
  };
}

async function tryOut<Answer, Question>(
  calls: GuardedCall<Answer, Question>,
  trial: Question,
): Promise<HeadProblem | undefined> {
  try {
    await calls.ask([trial]);
    return undefined;
  } catch (cause) {
    const { code, message } = cause as PortFailure;
    const isError = MUST_BE_MENDED.has(code);
    return {
      severity: isError ? 'error' : 'warning',
      code,
      path: [...(CAUSED_BY.get(code) ?? [])],
      message,
      hint: isError
        ? 'compare the options with what the server serves; the order of labels is that of id2label in the model’s config.json'
        : 'start the server, or mend base_url; until it answers, what asks it is unknown',
    };
  }
}

/** Names a model whose weights are elsewhere: SHA-256 (hex) of what it was configured as. */
export function hashOfConfiguration(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A mapping in an answer. */
export function mappingIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new PortFailure('adapter.wrong_answer', `expected ${what}, got ${JSON.stringify(value)?.slice(0, 80)}`);
}

/** A list in an answer. */
export function listIn(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new PortFailure('adapter.wrong_answer', `expected ${what}, got ${JSON.stringify(value)?.slice(0, 80)}`);
}

/** `data` of an answer by `index`: one entry for each of the texts. */
export function entriesByIndex(answer: unknown, count: number): readonly Readonly<Record<string, unknown>>[] {
  const data = listIn(mappingIn(answer, 'a mapping with data').data, 'a list in data');
  const entries = new Array<Readonly<Record<string, unknown>> | undefined>(count).fill(undefined);
  for (const each of data) {
    const entry = mappingIn(each, 'an entry of data');
    if (typeof entry.index === 'number' && entry.index in entries) entries[entry.index] = entry;
  }
  if (data.length === count && entries.every((entry) => entry !== undefined))
    return entries as Record<string, unknown>[];
  throw new PortFailure('adapter.wrong_answer', `expected data for ${count} texts, one index each, got ${data.length}`);
}
