import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { changeYaml } from './patch-yaml.ts';

/** Which server serves a model, as a config says it. */
export interface ModelConnection {
  /** The name that the server knows it by. */
  readonly model: string;
  readonly provider: string;
  /** Undefined where the provider has an address of its own. */
  readonly baseUrl?: string | undefined;
  /** Environment variable that holds the key. */
  readonly keyVariable?: string | undefined;
}

/** What is true of one model and not of another that takes its place. */
const FACTS_OF_PROVIDERS = ['pricing', 'reliability', 'api_format'];
const FACTS_OF_CARDS = ['param_size', 'context_window_size', 'input_modalities', 'tools', 'loras'];

/**
 * A config text whose models are served by the given servers, comments and all else kept. The names of the models stay,
 * since decisions lead to them; what the config says of a model that is another by now (price, size, how it is told to
 * think) goes, except for a way of thinking that a model of its name takes. Models without a connection stay as they are.
 * `problem` says why a text cannot be connected.
 */
export function connectModels(
  text: string,
  connections: Readonly<Record<string, ModelConnection>>,
): { readonly text: string } | { readonly problem: string } {
  const document = parseDocument(text);
  if (document.errors.length > 0) return { problem: `it is no valid YAML: ${document.errors[0]!.message}` };
  const models = document.getIn(['providers', 'models']);
  if (!isSeq(models)) return { problem: 'there is no list of models under providers.models' };
  const named = namedIn(models.items);
  const unknown = Object.keys(connections).find((name) => !named.has(name));
  if (unknown !== undefined) {
    return { problem: `there is no model "${unknown}" under providers.models: ${[...named.keys()].join(', ')}` };
  }
  const cards = document.getIn(['routing', 'modelCards']);
  const cardsByName = isSeq(cards) ? namedIn(cards.items) : new Map<string, YAMLMap>();
  const families = familiesOf(document);
  let connected = text;
  for (const [name, connection] of Object.entries(connections)) {
    // One at a time, so that the lines between two of them stay as they are written.
    const entry = named.get(name)!;
    const isSame = [name, String(entry.get('provider_model_id') ?? name)].some((known) =>
      isSameModel(known, connection.model),
    );
    connected = changeYaml(connected, document, () => {
      if (!isSame) forget(entry, connection.model, families);
      connect(document, entry, name, connection);
    });
    if (isSame) continue;
    connected = changeYaml(connected, document, () => {
      for (const fact of FACTS_OF_CARDS) cardsByName.get(name)?.delete(fact);
    });
  }
  return { text: connected };
}

function forget(entry: YAMLMap, model: string, families: readonly string[]): void {
  for (const fact of FACTS_OF_PROVIDERS) entry.delete(fact);
  const family = families.find((each) => plain(model).includes(plain(each)));
  if (family === undefined) entry.delete('reasoning_family');
  else entry.set('reasoning_family', family);
}

function connect(
  document: Document,
  entry: YAMLMap,
  name: string,
  { model, provider, baseUrl, keyVariable }: ModelConnection,
): void {
  if (model === name) entry.delete('provider_model_id');
  else entry.set('provider_model_id', model);
  const backend = {
    provider,
    ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
    ...(keyVariable === undefined ? {} : { api_key_env: keyVariable }),
  };
  // Anew and not changed: what follows the name of the model comes before who serves it.
  entry.delete('backend_refs');
  entry.set('backend_refs', document.createNode([backend], { flow: true }));
}

function namedIn(items: readonly unknown[]): Map<string, YAMLMap> {
  return new Map(items.flatMap((item) => (isMap(item) ? [[String(item.get('name')), item] as const] : [])));
}

function familiesOf(document: Document): readonly string[] {
  const families = document.getIn(['providers', 'defaults', 'reasoning_families']);
  return isMap(families) ? families.items.map(({ key }) => String(key)) : [];
}

/** `Qwen3-235B` and `qwen/qwen3-235b` are one model; what stands before the slash says whose. */
function isSameModel(one: string, other: string): boolean {
  return plain(one.split('/').at(-1)!) === plain(other.split('/').at(-1)!);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
