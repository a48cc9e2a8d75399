// Names in a text: what src/embedded/pii/name-tokens.ts reads of a piece, the rows of its features, their scores, and
// the best sequence of tags.

/** Tokens of a piece. */
const PIECE_TOKENS: usize = 256;
const FEATURES: usize = 22;
/** Features padded to whole vectors. */
const LANES: usize = 24;
export const TAGS: usize = 9;
/** Names have four types: a tag for the beginning and one for the inside of each, after that for outside. */
const NONE: i32 = 0x9e3779b9 as i32;

export const nameHashes = heap.alloc(4 * PIECE_TOKENS);
export const namePrefixes = heap.alloc(4 * PIECE_TOKENS);
export const nameLongPrefixes = heap.alloc(4 * PIECE_TOKENS);
export const nameShortSuffixes = heap.alloc(4 * PIECE_TOKENS);
export const nameSuffixes = heap.alloc(4 * PIECE_TOKENS);
export const nameLongSuffixes = heap.alloc(4 * PIECE_TOKENS);
export const nameShapes = heap.alloc(PIECE_TOKENS);
export const nameGaps = heap.alloc(PIECE_TOKENS);
export const nameLengths = heap.alloc(PIECE_TOKENS);
export const nameClasses = heap.alloc(PIECE_TOKENS);

/** The two numbers that each feature of a token is hashed from, and what the hash starts from. */
const lefts = heap.alloc(4 * LANES);
const rights = heap.alloc(4 * LANES);
const seeds = heap.alloc(4 * LANES);
for (let feature: usize = 0; feature < LANES; feature++) {
  store<i32>(seeds + (feature << 2), ((feature as i32) + 1) * (0x9e3779b1 as i32));
}

/** Row numbers of each token's features, `FEATURES` a token; written in whole vectors, so there is room behind. */
export const nameRows = heap.alloc(4 * (PIECE_TOKENS * FEATURES + LANES));

function hashAt(token: i32, count: i32): i32 {
  return token < 0 || token >= count ? NONE : load<i32>(nameHashes + ((token as usize) << 2));
}

function shapeAt(token: i32, count: i32): i32 {
  return token < 0 || token >= count ? 15 : (load<u8>(nameShapes + token) as i32);
}

function kindAt(token: i32, count: i32): i32 {
  return token < 0 || token >= count ? 0x20 : (load<u8>(nameClasses + token) as i32);
}

function pair(feature: usize, left: i32, right: i32): void {
  store<i32>(lefts + (feature << 2), left);
  store<i32>(rights + (feature << 2), right);
}

/**
 * Writes the rows of the tokens from `first` to before `end` of `count`. `manner` is how the text is written as a whole,
 * `mask` the number of rows less one, a power of two.
 */
export function writeNameRows(first: i32, end: i32, count: i32, manner: i32, mask: i32): void {
  let to = nameRows;
  for (let i = first; i < end; i++) {
    const at = (i as usize) << 2;
    const word = load<i32>(nameHashes + at);
    const before = hashAt(i - 1, count);
    const after = hashAt(i + 1, count);
    const before2 = hashAt(i - 2, count);
    const after2 = hashAt(i + 2, count);
    const shape = (load<u8>(nameShapes + i) as i32) | (manner << 4);
    const bare = shape & 15;
    const shapeBefore = shapeAt(i - 1, count);
    const shapeAfter = shapeAt(i + 1, count);
    const gap = load<u8>(nameGaps + i) as i32;
    const gapAfter = i + 1 < count ? (load<u8>(nameGaps + i, 1) as i32) : 2;
    const kind = load<u8>(nameClasses + i) as i32;
    const kindBefore = kindAt(i - 1, count);
    const kindAfter = kindAt(i + 1, count);
    const kindAfter2 = kindAt(i + 2, count);
    const around = shape | (shapeBefore << 7) | (shapeAfter << 11) | (gap << 15) | (gapAfter << 17);
    pair(0, word, 0);
    pair(1, word, shape);
    pair(2, before, shape);
    pair(3, after, shape);
    pair(4, before, 0);
    pair(5, after, 0);
    pair(6, before2, bare);
    pair(7, after2, bare);
    pair(8, before, word);
    pair(9, word, after);
    pair(10, before2, before);
    pair(11, after, after2);
    pair(12, load<i32>(namePrefixes + at), shape);
    pair(13, load<i32>(nameLongPrefixes + at), 0);
    pair(14, load<i32>(nameShortSuffixes + at), shape);
    pair(15, load<i32>(nameSuffixes + at), shape);
    pair(16, load<i32>(nameLongSuffixes + at), 0);
    pair(17, around, shapeAt(i + 2, count));
    pair(18, shape | (min<i32>(load<u8>(nameLengths + i) as i32, 12) << 7) | (gap << 12), kind);
    pair(19, kind | (kindBefore << 6) | (kindAfter << 12), around);
    pair(20, kind | (kindAfter << 6) | (kindAfter2 << 12), before);
    pair(21, kind | (kindBefore << 6), bare | (shapeBefore << 4) | (gap << 8));
    for (let lane: usize = 0; lane < 4 * LANES; lane += 16) {
      let hash = v128.xor(v128.load(lefts + lane), v128.load(seeds + lane));
      hash = i32x4.mul(hash, i32x4.splat(0x85ebca6b as i32));
      hash = v128.xor(hash, i32x4.shr_u(hash, 15));
      hash = i32x4.mul(i32x4.add(hash, v128.load(rights + lane)), i32x4.splat(0xc2b2ae35 as i32));
      hash = v128.xor(hash, i32x4.shr_u(hash, 13));
      hash = i32x4.mul(hash, i32x4.splat(0x27d4eb2f));
      hash = v128.xor(hash, i32x4.shr_u(hash, 16));
      v128.store(to + lane, v128.and(hash, i32x4.splat(mask)));
    }
    to += 4 * FEATURES;
  }
}

/** Score of each tag of each token, `TAGS` a token. */
export const tagScores = heap.alloc(8 * PIECE_TOKENS * TAGS);

/** Adds up the rows of `count` tokens in a table of int8 weights, `TAGS` a row with eight bytes behind the last. */
export function scoreTags(weights: usize, count: u32, scale: f64): void {
  let row = nameRows;
  let to = tagScores;
  for (let i: u32 = 0; i < count; i++) {
    let sums = i16x8.splat(0);
    let last: i32 = 0;
    for (const end = row + 4 * FEATURES; row < end; row += 4) {
      const at = weights + (load<u32>(row) as usize) * TAGS;
      sums = i16x8.add(sums, v128.load_ext<i8>(at));
      last += load<i8>(at, 8);
    }
    const low = i32x4.extend_low_i16x8_s(sums);
    const high = i32x4.extend_high_i16x8_s(sums);
    storeScaled(to, low, scale);
    storeScaled(to + 32, high, scale);
    store<f64>(to, (last as f64) * scale, 64);
    to += 8 * TAGS;
  }
}

function storeScaled(to: usize, sums: v128, scale: f64): void {
  const factor = f64x2.splat(scale);
  v128.store(to, f64x2.mul(f64x2.convert_low_i32x4_s(sums), factor));
  const rest = i8x16.shuffle(sums, sums, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(to, f64x2.mul(f64x2.convert_low_i32x4_s(rest), factor), 16);
}

/** Score of a tag after another, `before * TAGS + tag`; minus infinity where it may not follow. */
export const tagFollows = heap.alloc(8 * TAGS * TAGS);
/** Best tag of each token. */
export const bestTags = heap.alloc(PIECE_TOKENS);
/** Of the best sequence that ends in a tag: its score, for the token before and for this one. */
const reachedBefore = heap.alloc(8 * TAGS);
const reached = heap.alloc(8 * TAGS);
/** The tag before each tag of each token. */
const origins = heap.alloc(PIECE_TOKENS * TAGS);
/** Scores after each tag of those that may follow every other (see `outsideOrBeginning`), side by side. */
const pairedFollows = heap.alloc(8 * TAGS * 6);

/** Takes in what was written to `tagFollows`. */
export function takeFollows(): void {
  for (let before: usize = 0; before < TAGS; before++) {
    for (let i: usize = 0; i < 6; i++) {
      const from = tagFollows + ((before * TAGS + outsideOrBeginning(i)) << 3);
      store<f64>(pairedFollows + ((before * 6 + i) << 3), load<f64>(from));
    }
  }
}

/** The tags that may follow every other, in pairs, the last one twice: 0, 1, 3, 5, 7, 7. */
function outsideOrBeginning(place: usize): usize {
  return place === 0 ? 0 : place === 5 ? 7 : 2 * place - 1;
}

function follow(before: usize, tag: usize): f64 {
  return load<f64>(tagFollows + ((before * TAGS + tag) << 3));
}

/** Finds the heaviest sequence of tags by the scores of `count` tokens; whether any of them is a name. */
export function findBestTags(count: u32): bool {
  for (let tag: usize = 0; tag < TAGS; tag++) {
    store<f64>(reached + (tag << 3), follow(0, tag) + load<f64>(tagScores + (tag << 3)));
  }
  for (let i: usize = 1; i < (count as usize); i++) {
    memory.copy(reachedBefore, reached, 8 * TAGS);
    const scores = tagScores + ((i * TAGS) << 3);
    const from = origins + i * TAGS;
    // What ends a name or begins one may follow every tag, so the maximum is sought over all of them.
    for (let place: usize = 0; place < 6; place += 2) {
      let highest = f64x2.add(f64x2.splat(load<f64>(reachedBefore)), v128.load(pairedFollows + (place << 3)));
      let origin = i64x2.splat(0);
      for (let before: usize = 1; before < TAGS; before++) {
        const score = f64x2.add(
          f64x2.splat(load<f64>(reachedBefore + (before << 3))),
          v128.load(pairedFollows + ((before * 6 + place) << 3)),
        );
        const isHigher = f64x2.gt(score, highest);
        highest = v128.bitselect(score, highest, isHigher);
        origin = v128.bitselect(i64x2.splat(before as i64), origin, isHigher);
      }
      const first = outsideOrBeginning(place);
      const second = outsideOrBeginning(place + 1);
      store<f64>(reached + (first << 3), f64x2.extract_lane(highest, 0) + load<f64>(scores + (first << 3)));
      store<f64>(reached + (second << 3), f64x2.extract_lane(highest, 1) + load<f64>(scores + (second << 3)));
      store<u8>(from + first, i64x2.extract_lane(origin, 0) as u8);
      store<u8>(from + second, i64x2.extract_lane(origin, 1) as u8);
    }
    for (let tag: usize = 2; tag < TAGS; tag += 2) {
      const begun = load<f64>(reachedBefore + ((tag - 1) << 3)) + follow(tag - 1, tag);
      const within = load<f64>(reachedBefore + (tag << 3)) + follow(tag, tag);
      store<f64>(reached + (tag << 3), max(begun, within) + load<f64>(scores + (tag << 3)));
      store<u8>(from + tag, (begun >= within ? tag - 1 : tag) as u8);
    }
  }
  let tag: usize = 0;
  for (let other: usize = 1; other < TAGS; other++) {
    if (load<f64>(reached + (other << 3)) > load<f64>(reached + (tag << 3))) tag = other;
  }
  let hasName = false;
  for (let i: usize = count; i > 0; i--) {
    store<u8>(bestTags + (i - 1), tag as u8);
    if (tag !== 0) hasName = true;
    tag = load<u8>(origins + (i - 1) * TAGS + tag);
  }
  return hasName;
}
