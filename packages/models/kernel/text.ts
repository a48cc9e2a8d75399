// The text that is being read, as UTF-16 units, and what each unit is to a tokeniser (src/embedded/character-class.ts).

/** Longest text in units; whoever writes one cuts it. */
export const TEXT_CAPACITY: usize = 65536;
export const text = heap.alloc(2 * TEXT_CAPACITY);
/** By unit; whoever writes a text fills in the classes of its units. */
export const classes = heap.alloc(65536);

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
