import { createTextView } from '@signalbox/engine/ports';
import { eachFeature, type FeatureGroup } from '../embedded/bag.ts';
import { featuresOf } from '../embedded/feature-pass.ts';
import { RARITY_STEP } from '../embedded/feature-rows.ts';
import type { BagOptions } from '../embedded/head-file.ts';

/** Numbers features by first appearance and counts the examples that hold them. */
export class Vocabulary {
  readonly #ids = new Map<number, number>();
  readonly hashes: number[] = [];
  readonly counts: number[] = [];

  /** The feature's number, made on first sight. */
  take(hash: number): number {
    const known = this.#ids.get(hash);
    if (known !== undefined) {
      this.counts[known] = this.counts[known]! + 1;
      return known;
    }
    const id = this.hashes.length;
    this.#ids.set(hash, id);
    this.hashes.push(hash);
    this.counts.push(1);
    return id;
  }

  get size(): number {
    return this.hashes.length;
  }
}

const GROUPS: readonly FeatureGroup[] = ['word', 'number', 'gram', 'ideograph', 'ideographPair', 'form'];

/** Texts as rows of weighted feature numbers, of unit mass, the way the bags read them at run time. */
export class ExampleSet {
  readonly vocabulary = new Vocabulary();
  readonly options: BagOptions;
  readonly starts: number[] = [0];
  /** How rare each feature is, by its number; set by `weigh`. */
  rarities = new Float32Array(0);
  unknownRarity = 1;
  #ids = new Int32Array(1 << 20);
  #raw = new Float32Array(1 << 20);
  #hashes = new Uint32Array(1 << 20);
  #groups = new Uint8Array(1 << 20);
  #weights = new Float32Array(0);
  #size = 0;

  constructor(options: BagOptions) {
    this.options = options;
  }

  get length(): number {
    return this.starts.length - 1;
  }

  /** Feature numbers of all examples, one after the other; -1 where the feature is not kept. */
  get ids(): Int32Array {
    return this.#ids;
  }

  /** Weights beside `ids`, valid after `weigh`. */
  get weights(): Float32Array {
    return this.#weights;
  }

  /** The hash of the feature at a place in `ids`, kept or not. */
  hashOf(place: number): number {
    return this.#hashes[place]!;
  }

  /** What the feature at a place in `ids` is. */
  groupOf(place: number): FeatureGroup {
    return GROUPS[this.#groups[place]!]!;
  }

  /** The weight of the feature's group at a place in `ids`, its rarity left out. */
  rawWeight(place: number): number {
    return this.#raw[place]!;
  }

  /** Adds a text; its number in the set. */
  add(text: string): number {
    const features = featuresOf(createTextView(text));
    eachFeature(features, this.options, (hash, weight, group) => {
      if (this.#size === this.#ids.length) this.#grow();
      this.#ids[this.#size] = this.vocabulary.take(hash);
      this.#hashes[this.#size] = hash;
      this.#groups[this.#size] = GROUPS.indexOf(group);
      this.#raw[this.#size++] = weight;
    });
    this.starts.push(this.#size);
    return this.starts.length - 2;
  }

  /** Fixes the features to keep and gives every example unit mass; the others weigh as unknown ones do. */
  weigh(isKept: (id: number) => boolean, rarityPower: number): void {
    const { counts } = this.vocabulary;
    const texts = this.length;
    this.rarities = new Float32Array(counts.length);
    const rarity = (count: number) =>
      Math.min(255, Math.max(1, Math.round(Math.log(1 + texts / count) ** rarityPower / RARITY_STEP))) * RARITY_STEP;
    this.unknownRarity = rarity(1);
    for (let id = 0; id < counts.length; id++) this.rarities[id] = isKept(id) ? rarity(counts[id]!) : -1;
    this.#weights = new Float32Array(this.#size);
    for (let example = 0; example < this.length; example++) {
      let mass = 0;
      for (let i = this.starts[example]!; i < this.starts[example + 1]!; i++) {
        const id = this.#ids[i]!;
        const known = id >= 0 && this.rarities[id]! >= 0;
        if (!known) this.#ids[i] = -1;
        const weight = this.#raw[i]! * (known ? this.rarities[id]! : this.unknownRarity);
        this.#weights[i] = weight;
        mass += weight * weight;
      }
      const unit = mass > 0 ? 1 / Math.sqrt(mass) : 0;
      for (let i = this.starts[example]!; i < this.starts[example + 1]!; i++)
        this.#weights[i] = this.#weights[i]! * unit;
    }
  }

  #grow(): void {
    const ids = new Int32Array(this.#ids.length * 2);
    ids.set(this.#ids);
    this.#ids = ids;
    const raw = new Float32Array(ids.length);
    raw.set(this.#raw);
    this.#raw = raw;
    const hashes = new Uint32Array(ids.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const groups = new Uint8Array(ids.length);
    groups.set(this.#groups);
    this.#groups = groups;
  }
}
