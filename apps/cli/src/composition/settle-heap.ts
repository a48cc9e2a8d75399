import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects what loading a config and its models left behind. The collector judges how far the heap may grow by what is
 * alive after its last full run: without one, garbage gathers up to V8's first guess, which is several times what a
 * router holds.
 */
export function settleHeap(): void {
  setFlagsFromString('--expose-gc');
  // Only contexts that are made now have it.
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
