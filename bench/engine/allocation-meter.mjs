import { constants, PerformanceObserver } from 'node:perf_hooks';

/**
 * Bytes that a piece of work allocates, told by the growth of the heap while no garbage collection ran. It needs Node
 * flags that make the young generation large enough for a whole batch (`--min-semi-space-size`) and `--expose-gc`.
 *
 * @typedef {object} AllocationMeter
 * @property {(work: () => Promise<void>) => Promise<number | undefined>} measure Bytes allocated by the work, on the
 *   heap and in buffers outside it; undefined when a collection ran and the figure would be too small.
 * @property {() => void} close
 */

/** @returns {AllocationMeter} */
export function createAllocationMeter() {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('the allocation meter needs node --expose-gc');
  let collections = 0;
  const observer = new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) {
      const { detail } = /** @type {{ detail?: { kind?: number } }} */ (/** @type {unknown} */ (entry));
      // Weak callbacks are part of a collection that is counted already.
      if (detail?.kind !== constants.NODE_PERFORMANCE_GC_WEAKCB) collections++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 2));

  return {
    async measure(work) {
      collect();
      await settle();
      const collectionsBefore = collections;
      const before = process.memoryUsage();
      await work();
      const after = process.memoryUsage();
      // Entries about collections arrive on a later turn of the loop.
      await settle();
      if (collections !== collectionsBefore) return undefined;
      return after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
    },
    close: () => observer.disconnect(),
  };
}
