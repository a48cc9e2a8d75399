import { isRecord, type JsonRecord } from '../json/json-record.ts';
import type { Provider } from '../providers/provider.ts';

/** A server of models on this machine. */
export interface LocalServer {
  /** The provider that speaks to it. */
  readonly provider: string;
  readonly baseUrl: string;
  /** As it calls itself; undefined where it does not say. */
  readonly version: string | undefined;
  readonly models: readonly string[];
}

export interface LocalSearch {
  readonly servers: readonly LocalServer[];
  /** Every address that was asked, with the provider that has it by default. */
  readonly asked: readonly { readonly provider: string; readonly baseUrl: string }[];
}

/** The JSON at an address; undefined where nothing answers, or something that is no JSON. */
export type AskJson = (url: string) => Promise<unknown>;

/**
 * Looks for the servers whose providers are on loopback by default, at exactly these addresses. Each is known by an
 * answer that only its kind gives; what lists models as OpenAI does and is none of them is taken for the first provider's.
 */
export async function findLocalServers(providers: readonly Provider[], ask: AskJson): Promise<LocalSearch> {
  const local = providers.filter(({ defaults }) => defaults.baseUrl !== undefined && isLoopback(defaults.baseUrl));
  const found = await Promise.all(local.map((provider) => look(provider, providers[0]!, ask)));
  return {
    servers: found.filter((server) => server !== undefined),
    asked: local.map(({ type, defaults }) => ({ provider: type, baseUrl: defaults.baseUrl! })),
  };
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

async function look(own: Provider, general: Provider, ask: AskJson): Promise<LocalServer | undefined> {
  const baseUrl = own.defaults.baseUrl!;
  const identity = own.probes?.identity;
  const recordAt = async (url: string): Promise<JsonRecord | undefined> => {
    const body = await ask(url);
    return isRecord(body) ? body : undefined;
  };
  const [list, self] = await Promise.all([
    recordAt(`${baseUrl}${own.listing?.path ?? ''}`),
    identity === undefined ? undefined : recordAt(new URL(identity.path, baseUrl).href),
  ]);
  const known = self === undefined ? undefined : identity!.read(self);
  // A web server of something else may well answer, but hardly with a list.
  const models =
    known?.models ?? (list !== undefined && Array.isArray(list.data) ? own.listing?.read(list) : undefined);
  if (models === undefined) return undefined;
  return { provider: (known === undefined ? general : own).type, baseUrl, version: known?.version, models };
}
