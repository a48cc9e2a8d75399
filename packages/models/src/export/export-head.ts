import { createHash } from 'node:crypto';
import type { TextView } from '@signalbox/engine/ports';
import { type BagOptions, FORMAT_VERSION, type HeadFile, readHeadFile } from '../embedded/head-file.ts';
import type { HeadName } from '../embedded/index.ts';
import { PackError } from '../embedded/pack-error.ts';
import { readWeights } from '../load-embedded-models.ts';
import { encoderExport } from './encoder-export.ts';
import { evidenceExport } from './evidence-export.ts';
import type { DescribedValue, HeadExport, InputTensors } from './head-export.ts';
import { languageExport } from './language-export.ts';
import { linearExport } from './linear-export.ts';

/** Heads that have an ONNX form, by the formula that each follows. */
const EXPORTS: Readonly<Partial<Record<HeadName, HeadExport>>> = {
  domain: linearExport,
  fact_check: linearExport,
  user_feedback: linearExport,
  difficulty: linearExport,
  modality: linearExport,
  language: languageExport,
  jailbreak: evidenceExport,
  encoder: encoderExport,
};

/** What a program that runs an exported head has to know. */
export interface HeadSpecification {
  readonly head: HeadName;
  /** SHA-256 of the head's weights, the one that traces show; lower-case hex. */
  readonly hash: string;
  /** SHA-256 of the ONNX file, lower-case hex. */
  readonly modelHash: string;
  readonly labels: readonly string[];
  readonly inputs: readonly DescribedValue[];
  readonly output: DescribedValue;
  /** What the first axis counts: texts, or the pieces of one text. */
  readonly batchAxis: HeadExport['batchAxis'];
  /** Which features are read and how much each group of them weighs; `version` is that of the feature pass. */
  readonly features: { readonly version: number } & BagOptions;
}

export interface ExportedHead {
  /** Content of the ONNX file. */
  readonly model: Uint8Array<ArrayBuffer>;
  readonly specification: HeadSpecification;
  /** A text as the graph's inputs. */
  inputsOf(text: TextView): InputTensors;
}

/** Names of the heads that `exportHead` can write. */
export const EXPORTABLE_HEADS = Object.keys(EXPORTS) as readonly HeadName[];

/**
 * One embedded head as an ONNX graph (operator sets 18 and ai.onnx.ml 2) over feature indices, with the same outputs
 * within the precision of 32-bit floats. Weights come from this package or from another folder of head files.
 * Throws `PackError` for a head without an ONNX form and for weights that cannot be read.
 */
export function exportHead(head: string, folder?: string): ExportedHead {
  const form = EXPORTS[head as HeadName];
  if (form === undefined) {
    throw new PackError(
      'pack.no_onnx_form',
      `head "${head}": has no ONNX form`,
      `heads that have one: ${EXPORTABLE_HEADS.join(', ')}`,
    );
  }
  const name = head as HeadName;
  const file: HeadFile = readHeadFile(name, readWeights(name, folder), sha256);
  const { model, output } = form.build(file);
  return {
    model,
    specification: {
      head: name,
      hash: file.hash,
      modelHash: sha256(model),
      labels: file.header.labels,
      inputs: form.inputs,
      output,
      batchAxis: form.batchAxis,
      features: { version: FORMAT_VERSION, ...file.header.bag },
    },
    inputsOf: (text) => form.inputsOf(file, text),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
