import { KernelMemory } from '../kernel-memory.ts';

/** A kernel with room for a piece's tokens, their scores and tags, and so many bytes of weights before them. */
export function nameMemory(weightBytes = 0): KernelMemory & { readonly weightsAt: number } {
  const memory = new KernelMemory();
  const weightsAt = memory.call.allocate(weightBytes);
  memory.call.allocateNames();
  return Object.assign(memory, { weightsAt });
}
