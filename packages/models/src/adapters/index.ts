import type { AdapterDefinition } from '@signalbox/engine/adapters';

/** Every way to run a head that a config may name. */
export const adapters: readonly AdapterDefinition[] = [];
