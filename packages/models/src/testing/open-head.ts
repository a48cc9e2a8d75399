import type { AdapterDefinition, OpenedHead } from '@signalbox/engine/adapters';
import { type PairClassifier, PortFailure, type SentenceEncoder, type TextClassifier } from '@signalbox/engine/ports';
import { heads } from '../adapters/heads.ts';

/** Opens a head with an adapter as a config would; defaults filled in. */
export function openHead(
  adapter: AdapterDefinition,
  head: string,
  options: Readonly<Record<string, unknown>>,
  {
    environment = {},
    isServing = true,
  }: { readonly environment?: Record<string, string>; readonly isServing?: boolean } = {},
): Promise<OpenedHead> {
  const definition = heads.find(({ name }) => name === head)!;
  return adapter.open(definition, adapter.schema.parse(options), { environment, folder: '/', isServing });
}

/** The classifier of an opened head; throws its problems where there is none. */
export function classifierOf({ port, problems }: OpenedHead): TextClassifier {
  if (port !== undefined && 'classifier' in port) return port.classifier;
  throw new Error(`no classifier: ${JSON.stringify(problems)}`);
}

/** The encoder of an opened head; throws its problems where there is none. */
export function encoderOf({ port, problems }: OpenedHead): SentenceEncoder {
  if (port !== undefined && 'encoder' in port) return port.encoder;
  throw new Error(`no encoder: ${JSON.stringify(problems)}`);
}

/** The comparer of two texts of an opened head; throws its problems where there is none. */
export function pairOf({ port, problems }: OpenedHead): PairClassifier {
  if (port !== undefined && 'pair' in port) return port.pair;
  throw new Error(`no pair: ${JSON.stringify(problems)}`);
}

/** What a question failed with; throws where it was answered. */
export async function failureOf(asked: unknown): Promise<PortFailure> {
  let answer: unknown;
  try {
    answer = await asked;
  } catch (cause) {
    if (cause instanceof PortFailure) return cause;
    throw cause;
  }
  throw new Error(`answered: ${String(answer)}`);
}
