import type { TreeNodes } from '../../embedded/pairs/trees.ts';
import { bytesOf } from '../pack-rows.ts';

/** The sections of a head file that hold the trees called `name`. */
export function packTrees(name: string, { columns, values, rights, roots }: TreeNodes): Record<string, Uint8Array> {
  return {
    [`${name}Columns`]: columns,
    [`${name}Values`]: bytesOf(values),
    [`${name}Rights`]: bytesOf(rights),
    [`${name}Roots`]: bytesOf(roots),
  };
}
