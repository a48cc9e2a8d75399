// The text that is being read, as UTF-16 units, and what each unit is to a tokeniser (src/embedded/character-class.ts).
import { allocate } from './memory';

/** Longest text in units; whoever writes one cuts it. */
export const TEXT_CAPACITY: usize = 65536;
export let text: usize = 0;
/** By unit; whoever writes a text fills in the classes of its units. */
export let classes: usize = 0;

export const SPACE: u32 = 1;
export const LETTER: u32 = 2;
export const DIGIT: u32 = 3;
export const IDEOGRAPH: u32 = 4;

export function unitAt(place: u32): u32 {
  return load<u16>(text + ((place as usize) << 1));
}

export function classOf(unit: u32): u32 {
  return load<u8>(classes + unit);
}

/** Makes room for all of the above. */
export function allocateText(): void {
  text = allocate(2 * TEXT_CAPACITY);
  classes = allocate(65536);
}
