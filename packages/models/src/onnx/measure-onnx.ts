import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTextView } from '@signalbox/engine/ports';
import { createOnnxModel } from './create-onnx-model.ts';
import { writeSmallModel } from './small-model.ts';

/** What running a small model through the adapter costs, thread and tokeniser included. */
export interface OnnxMeasurement {
  readonly runtime: string;
  /** Milliseconds until the model could be asked. */
  readonly openMs: number;
  /** Milliseconds per text, one at a time. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Texts per second, all asked for at once. */
  readonly batchedPerSecond: number;
  /** Texts measured, each way. */
  readonly texts: number;
  /** Words per text. */
  readonly words: number;
}

const WORDS = 'the a of which court law sum angle proof write code function explain why how history data'.split(' ');

/** Measures the adapter with a small model of its own (256 numbers per token, 14 labels), made in a temporary folder. */
export async function measureOnnx({ texts = 500, words = 50 } = {}): Promise<OnnxMeasurement> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-onnx-'));
  try {
    const labels = Array.from({ length: 14 }, (_, i) => `label ${i}`);
    writeSmallModel(folder, { task: 'classifier', labels, words: WORDS, width: 256 });
    const started = performance.now();
    const model = await createOnnxModel(folder, { task: 'classifier', maxWaiting: texts });
    const openMs = performance.now() - started;
    const views = Array.from({ length: texts }, (_, i) =>
      createTextView(
        Array.from({ length: words }, (_, k) => WORDS[(i * 7 + k * (1 + (i % 5))) % WORDS.length]).join(' '),
      ),
    );
    for (const view of views.slice(0, 20)) await model.classify(view);
    const times: number[] = [];
    for (const view of views) {
      const before = performance.now();
      await model.classify(view);
      times.push(performance.now() - before);
    }
    const before = performance.now();
    await Promise.all(views.map((view) => model.classify(view)));
    const batchedPerSecond = (texts * 1000) / (performance.now() - before);
    await model.close();
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(texts - 1, Math.floor(share * texts))]!;
    return { runtime: model.facts.runtime, openMs, p50Ms: at(0.5), p99Ms: at(0.99), batchedPerSecond, texts, words };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
