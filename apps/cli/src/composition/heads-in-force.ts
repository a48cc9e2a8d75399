import { type LoadedConfig, type Ports, suggest } from '@signalbox/engine';
import { describeWeights, type HeadCard, type ServedHead, servedHeads, type WeightsFile } from '@signalbox/models';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { UsageError } from '../usage-error.ts';
import { createPorts, weightsFolder } from './create-ports.ts';
import { chooseConfig, headOpener, loadConfigFile } from './load-config-file.ts';

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
 * Does some work with every head and the model that serves it under a config, else the embedded ones, and frees what was
 * opened for it. Where the config is not valid, its diagnostics are printed instead.
 */
export async function withHeads(
  config: string | boolean | undefined,
  io: Io,
  work: (inForce: HeadsInForce) => Promise<ExitCode>,
): Promise<ExitCode> {
  const folder = weightsFolder(io);
  const embedded = createPorts(folder);
  if (config === undefined) return work({ heads: describeHeads(embedded, folder), loaded: undefined });
  const { path } = chooseConfig(config, io);
  const opener = headOpener(path, 'evaluate', io);
  try {
    const { result } = await loadConfigFile(path, 'evaluate', embedded, io, opener);
    printDiagnostics(result.diagnostics, io);
    if (!result.ok) return EXIT.bad;
    return await work({ heads: describeHeads(result.ports, folder), loaded: result.loaded });
  } finally {
    await opener.close();
  }
}

function describeHeads(ports: Ports, folder: string | undefined): HeadInForce[] {
  const files = describeWeights(folder);
  return servedHeads(ports).map((head) => {
    const weights = files.find(({ id }) => id === head.model.id);
    return { ...head, weights, card: weights?.card?.hash === head.model.hash ? weights.card : undefined };
  });
}

/** The head of that name; a name that is none is a usage error with the nearest one. */
export function findHead(name: string, { heads }: HeadsInForce): HeadInForce {
  const head = heads.find((each) => each.name === name);
  if (head !== undefined) return head;
  const names = heads.map((each) => each.name);
  throw new UsageError(`there is no head "${name}"`, suggest(name, names, 'head'));
}
