const LANES = 25;
const RATE_BYTES = 136;
const MASK = 0xffffffffffffffffn;

/** Rotation of each lane, by the walk that the specification defines. */
const ROTATIONS: readonly bigint[] = (() => {
  const rotations = new Array<bigint>(LANES).fill(0n);
  let x = 1;
  let y = 0;
  for (let t = 0; t < 24; t++) {
    rotations[x + 5 * y] = BigInt((((t + 1) * (t + 2)) / 2) % 64);
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return rotations;
})();

/** Round constants from the specification's shift register. */
const ROUND_CONSTANTS: readonly bigint[] = (() => {
  let register = 1;
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let j = 0; j < 7; j++) {
      if (register & 1) constant |= 1n << BigInt(2 ** j - 1);
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    }
    return constant;
  });
})();

/** Keccak-256 as Ethereum uses it (the padding from before SHA-3) of at most 135 bytes, in lower-case hex. */
export function keccak256Hex(bytes: Uint8Array): string {
  if (bytes.length >= RATE_BYTES) throw new RangeError(`keccak256Hex: got ${bytes.length} bytes, at most 135 fit`);
  const block = new Uint8Array(RATE_BYTES);
  block.set(bytes);
  block[bytes.length] = 1;
  block[RATE_BYTES - 1]! |= 0x80;
  const state = new Array<bigint>(LANES).fill(0n);
  const view = new DataView(block.buffer);
  for (let lane = 0; lane < RATE_BYTES / 8; lane++) state[lane] = view.getBigUint64(lane * 8, true);
  permute(state);
  const output = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane++) output.setBigUint64(lane * 8, state[lane]!, true);
  return Array.from(new Uint8Array(output.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function rotate(value: bigint, count: bigint): bigint {
  return ((value << count) | (value >> (64n - count))) & MASK;
}

function permute(state: bigint[]): void {
  const moved = new Array<bigint>(LANES);
  for (const constant of ROUND_CONSTANTS) {
    const columns = [0, 1, 2, 3, 4].map(
      (x) => state[x]! ^ state[x + 5]! ^ state[x + 10]! ^ state[x + 15]! ^ state[x + 20]!,
    );
    for (let i = 0; i < LANES; i++) state[i]! ^= columns[(i + 4) % 5]! ^ rotate(columns[(i + 1) % 5]!, 1n);
    for (let x = 0; x < 5; x++) {
      for (let y = 0; y < 5; y++)
        moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(state[x + 5 * y]!, ROTATIONS[x + 5 * y]!);
    }
    for (let y = 0; y < LANES; y += 5) {
      for (let x = 0; x < 5; x++) {
        state[x + y] = moved[x + y]! ^ (~moved[((x + 1) % 5) + y]! & MASK & moved[((x + 2) % 5) + y]!);
      }
    }
    state[0]! ^= constant;
  }
}
