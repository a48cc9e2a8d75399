import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readModelFolder } from './model-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-folder-'));
  mkdirSync(join(folder, 'onnx'));
  mkdirSync(join(folder, '1_Pooling'));
  write('tokenizer.json', { model: { type: 'WordPiece' } });
  writeFileSync(join(folder, 'onnx/model.onnx'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

test('a ModernBERT export: labels in order of their numbers, limits from config and tokenizer', () => {
  write('config.json', {
    model_type: 'modernbert',
    id2label: { 1: 'law', 0: 'math', 10: 'other' },
    max_position_embeddings: 8192,
    pad_token_id: 50283,
    vocab_size: 50368,
  });
  write('tokenizer_config.json', { model_max_length: 1e30 });
  const read = readModelFolder(folder);
  expect(read.labels.slice(0, 2)).toEqual(['math', 'law']);
  expect(read.labels[10]).toBe('other');
  expect(read).toMatchObject({ tokenLimit: 8192, paddingId: 50283, vocabularySize: 50368, pooling: undefined });
});

test('placeholder labels give way to a mapping file of the same size', () => {
  write('config.json', { id2label: { 0: 'LABEL_0', 1: 'LABEL_1' } });
  write('jailbreak_type_mapping.json', {
    label_to_idx: { benign: 0, jailbreak: 1 },
    idx_to_label: { 0: 'benign', 1: 'jailbreak' },
  });
  expect(readModelFolder(folder).labels).toEqual(['benign', 'jailbreak']);
});

test('a sentence-transformers folder: pooling, limit, and steps that the file may lack', () => {
  write('config.json', { model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1 });
  write('sentence_bert_config.json', { max_seq_length: 512 });
  write('1_Pooling/config.json', { pooling_mode_cls_token: false, pooling_mode_mean_tokens: true });
  write('modules.json', [
    { type: 'sentence_transformers.models.Transformer' },
    { type: 'sentence_transformers.models.Pooling' },
    { type: 'sentence_transformers.models.Dense' },
    { type: 'sentence_transformers.models.Normalize' },
  ]);
  expect(readModelFolder(folder)).toMatchObject({ pooling: 'mean', tokenLimit: 512, laterSteps: ['Dense'] });
});

test('variants and weights beside the file are found', () => {
  write('config.json', {});
  writeFileSync(join(folder, 'model_quantized.onnx'), '');
  writeFileSync(join(folder, 'onnx/model.onnx_data'), '');
  expect(readModelFolder(folder, 'quantized').modelPath).toBe(join(folder, 'model_quantized.onnx'));
  const { externalData, files } = readModelFolder(folder);
  expect(externalData).toEqual([{ name: 'model.onnx_data', path: join(folder, 'onnx/model.onnx_data') }]);
  expect(files).toContain(join(folder, 'onnx/model.onnx_data'));
});
