// The same hashes as src/embedded/feature-hash.ts: what training counted must be found again.

/** Takes one more number into a running hash. */
export function absorb(hash: u32, value: u32): u32 {
  return (hash ^ value) * 0x01000193;
}

/** Spreads a running hash over all 32 bits. */
export function finish(hash: u32): u32 {
  let mixed = hash;
  mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >>> 16);
}
