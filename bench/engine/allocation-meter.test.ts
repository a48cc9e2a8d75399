import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomyHeap } from './engine-bench.mjs';

const meter = JSON.stringify(join(import.meta.dirname, 'allocation-meter.mjs'));

/** Runs `work` (the body of a function) under the meter in a process of its own; null when a collection ran. */
function bytesAllocatedBy(work: string): number | null {
  const script = `
    import { createAllocationMeter } from ${meter};
    const meter = createAllocationMeter();
    let kept = [];
    const work = async () => { ${work} };
    await work();
    kept = [];
    console.log(JSON.stringify((await meter.measure(work)) ?? null));
    meter.close();`;
  const node = [...roomyHeap, '--input-type=module', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('counts what is allocated on the heap although nothing holds it', () => {
  // A double in an array of its own: 2,000,000 elements of 8 bytes.
  const bytes = bytesAllocatedBy(
    'for (let i = 0; i < 2000; i++) kept = Array.from({ length: 1000 }, (_, j) => j + 0.5);',
  );
  expect(bytes).toBeGreaterThan(16_000_000);
  expect(bytes).toBeLessThan(80_000_000);
});

test('counts buffers outside the heap', () => {
  const bytes = bytesAllocatedBy('for (let i = 0; i < 10; i++) kept.push(new Uint8Array(1_000_000));');
  expect(bytes).toBeGreaterThan(10_000_000);
  expect(bytes).toBeLessThan(10_500_000);
});

test('gives no figure when a collection ran meanwhile', () => {
  expect(bytesAllocatedBy('globalThis.gc();')).toBeNull();
});
