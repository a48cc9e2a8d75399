import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPromptMix } from '../prompts/prompt-mix.mjs';

/** @typedef {import('@signalbox/models').ModelPorts} ModelPorts */

/** Numbers per token, and tokens per row. */
const width = 256;
const tokenLimit = 512;

/**
 * One small model per port, written into a temporary folder and opened through the ONNX adapter, its limits as a config
 * without options has them. Weights are random: what is measured is the way of a text through tokeniser, thread and
 * runtime.
 *
 * @returns {Promise<ModelPorts>}
 */
export async function openSmallOnnxModels() {
  const { createOnnxModel, writeSmallModel } = await import('@signalbox/models');
  const root = mkdtempSync(join(tmpdir(), 'signalbox-bench-onnx-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const words = knownWords();
  /** @param {import('@signalbox/models').TaskName} task @param {readonly string[]} labels */
  const write = (task, labels) => {
    const folder = join(root, task);
    writeSmallModel(folder, { task, labels, words, width, tokenLimit });
    return folder;
  };
  const subjects = Array.from({ length: 14 }, (_, place) => `subject ${place}`);
  return {
    classifiers: { domain: await createOnnxModel(write('classifier', subjects), { task: 'classifier' }) },
    taggers: { pii: await createOnnxModel(write('tagger', ['O', 'B-NAME', 'I-NAME', 'B-PLACE']), { task: 'tagger' }) },
    encoder: await createOnnxModel(write('encoder', []), { task: 'encoder' }),
    pairs: {},
  };
}

/** Words that the prompts have; a tokeniser that knew none would cut every text into letters. */
function knownWords() {
  const prompts = createPromptMix(500).filter((prompt) => !/\p{Script=Han}/u.test(prompt));
  return [...new Set(prompts.flatMap((prompt) => prompt.toLowerCase().match(/[a-z]+/g) ?? []))];
}
