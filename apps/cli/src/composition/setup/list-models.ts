import type { LoadEngineResult } from '@signalbox/engine';
import { providers, type SetupConnection, type SetupControl } from '@signalbox/gateway';
import { fetchText } from '../../fetch/fetch-text.ts';
import { UsageError } from '../../usage-error.ts';
import { rulesFor } from './judge-connection.ts';

type Listed = Awaited<ReturnType<SetupControl['models']>>;

const LIST_TIMEOUT_MS = 10_000;
/** Catalogues of hosted services are long. */
const MAX_BYTES = 8_388_608;

/** The models of the server that a config of one connection names; why they are not known where they are not. */
export async function listModels(
  connection: SetupConnection,
  loaded: LoadEngineResult,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Listed> {
  const { api_key_env: variable } = connection;
  const isKeySet = variable === undefined ? null : (environment[variable] ?? '') !== '';
  const answer = (baseUrl: string | null, models: Listed['models'], problem: string | null): Listed => ({
    base_url: baseUrl,
    is_key_set: isKeySet,
    models,
    problem,
  });
  if (!loaded.ok) return answer(null, null, wordsOf(loaded));
  const backend = loaded.loaded.config.models[0]!.backends[0]!;
  const listing = providers.find(({ type }) => type === backend.provider)?.listing;
  if (listing === undefined) {
    return answer(backend.baseUrl, null, `${backend.provider} does not list its models here: name the one you use`);
  }
  try {
    const text = await fetchText(`${backend.baseUrl}${listing.path}`, {
      ...rulesFor(connection),
      headers: { accept: 'application/json', ...listing.headers, ...backend.headers },
      // The header with the key goes where the operator said, and nowhere else.
      maxRedirects: 0,
      timeoutMs: LIST_TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
    return answer(backend.baseUrl, listing.read(recordOf(text)), null);
  } catch (cause) {
    return answer(backend.baseUrl, null, wordsOfError(cause));
  }
}

function recordOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Said below: neither is a list.
  }
  throw new UsageError('what the server answered is no list of models', 'check the address');
}

/** What keeps a config from loading, in one line; its places are those of a text that nobody wrote. */
export function wordsOf({ diagnostics }: LoadEngineResult): string {
  return diagnostics.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`)).join('; ');
}

export function wordsOfError(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause instanceof UsageError && cause.hint !== undefined ? `${cause.message} (${cause.hint})` : cause.message;
}
