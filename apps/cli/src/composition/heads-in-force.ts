import { type LoadedConfig, suggest } from '@signalbox/engine';
import { describeWeights, type HeadCard, type ServedHead, servedHeads, type WeightsFile } from '@signalbox/models';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { UsageError } from '../usage-error.ts';
import { createPorts, weightsFolder } from './create-ports.ts';
import { chooseConfig, loadConfigFile } from './load-config-file.ts';

/** A head and, where its model is one of the weights folder, the file. */
export interface HeadInForce extends ServedHead {
  readonly weights: WeightsFile | undefined;
  /** The figures of exactly this model, where it was measured. */
  readonly card: HeadCard | undefined;
}

export interface HeadsInForce {
  readonly heads: readonly HeadInForce[];
  /** The config that chose them; undefined where none was named. */
  readonly loaded: LoadedConfig | undefined;
}

/**
 * Every head with the model that serves it under a config, else the embedded ones. Undefined where the config is not
 * valid: then its diagnostics were printed.
 */
export async function headsInForce(config: string | boolean | undefined, io: Io): Promise<HeadsInForce | undefined> {
  const folder = weightsFolder(io);
  const ports = createPorts(folder);
  let loaded: LoadedConfig | undefined;
  if (config !== undefined) {
    const { result } = await loadConfigFile(chooseConfig(config, io).path, 'evaluate', ports, io);
    printDiagnostics(result.diagnostics, io);
    if (!result.ok) return undefined;
    loaded = result.loaded;
  }
  const files = describeWeights(folder);
  const heads = servedHeads(ports).map((head) => {
    const weights = files.find(({ id }) => id === head.model.id);
    return { ...head, weights, card: weights?.card?.hash === head.model.hash ? weights.card : undefined };
  });
  return { heads, loaded };
}

/** The head of that name; a name that is none is a usage error with the nearest one. */
export function findHead(name: string, { heads }: HeadsInForce): HeadInForce {
  const head = heads.find((each) => each.name === name);
  if (head !== undefined) return head;
  const names = heads.map((each) => each.name);
  throw new UsageError(`there is no head "${name}"`, suggest(name, names, 'head'));
}
