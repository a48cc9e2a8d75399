import type { Random } from '../random.ts';

/** Word lists by slot name. */
export type Slots = Readonly<Record<string, readonly string[]>>;

/** A template with every `{slot}` replaced by one of its words; words may hold slots themselves. */
export function fillSlots(template: string, slots: Slots, random: Random): string {
  let text = template;
  for (let depth = 0; depth < 4 && text.includes('{'); depth++) {
    text = text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
      const words = slots[name];
      return words === undefined ? whole : random.pick(words);
    });
  }
  return text;
}
