import type { AdapterDefinition } from '@signalbox/engine/adapters';
import { llmJudge } from '../llm-judge/llm-judge.ts';
import { onnx } from '../onnx/onnx-adapter.ts';
import { openaiEmbeddings } from '../openai-embeddings/openai-embeddings.ts';
import { vllm } from '../vllm/vllm.ts';
import { vllmScore } from '../vllm/vllm-score.ts';

/** Every way to run a head that a config may name. */
export const adapters: readonly AdapterDefinition[] = [onnx, vllm, vllmScore, openaiEmbeddings, llmJudge];
