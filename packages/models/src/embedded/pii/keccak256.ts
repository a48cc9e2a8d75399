const LANES = 25;
const RATE_BYTES = 136;
const ROUNDS = 24;

/** Rotation of each lane, by the walk that the specification defines. */
const ROTATIONS = new Uint8Array(LANES);
/** Where each lane goes after its rotation. */
const TARGETS = new Uint8Array(LANES);
/** Round constants from the specification's shift register, low and high halves in turn. */
const CONSTANTS = new Uint32Array(ROUNDS * 2);

function fillConstants(): void {
  let x = 1;
  let y = 0;
  for (let step = 0; step < ROUNDS; step++) {
    ROTATIONS[x + 5 * y] = (((step + 1) * (step + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  for (let column = 0; column < 5; column++) {
    for (let row = 0; row < 5; row++) TARGETS[column + 5 * row] = row + 5 * ((2 * column + 3 * row) % 5);
  }
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let bit = 0; bit < 7; bit++) {
      const place = 2 ** bit - 1;
      if (register & 1) CONSTANTS[round * 2 + (place >> 5)]! |= 1 << (place & 31);
      register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    }
  }
}

fillConstants();

/** Keccak-256 as Ethereum uses it (the padding from before SHA-3) of at most 135 bytes, in lower-case hex. */
export function keccak256Hex(bytes: Uint8Array): string {
  if (bytes.length >= RATE_BYTES) throw new RangeError(`keccak256Hex: got ${bytes.length} bytes, at most 135 fit`);
  const state = new Uint32Array(LANES * 2);
  const view = new DataView(state.buffer);
  bytes.forEach((byte, index) => {
    view.setUint8(index, byte);
  });
  view.setUint8(bytes.length, 1);
  view.setUint8(RATE_BYTES - 1, view.getUint8(RATE_BYTES - 1) | 0x80);
  // The words are read in the byte order of the specification, whatever the machine's.
  for (let i = 0; i < state.length; i++) state[i] = view.getUint32(i * 4, true);
  permute(state);
  let hex = '';
  for (let byte = 0; byte < 32; byte++)
    hex += ((state[byte >> 2]! >>> ((byte & 3) * 8)) & 0xff).toString(16).padStart(2, '0');
  return hex;
}

/** The low and high halves of the lanes lie side by side. */
function permute(state: Uint32Array): void {
  const moved = new Uint32Array(LANES * 2);
  const columns = new Uint32Array(10);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < 10; i++) {
      columns[i] = state[i]! ^ state[i + 10]! ^ state[i + 20]! ^ state[i + 30]! ^ state[i + 40]!;
    }
    for (let lane = 0; lane < LANES; lane++) {
      const left = ((lane + 4) % 5) * 2;
      const right = ((lane + 1) % 5) * 2;
      const low = state[lane * 2]! ^ columns[left]! ^ ((columns[right]! << 1) | (columns[right + 1]! >>> 31));
      const high = state[lane * 2 + 1]! ^ columns[left + 1]! ^ ((columns[right + 1]! << 1) | (columns[right]! >>> 31));
      rotateInto(moved, TARGETS[lane]! * 2, low, high, ROTATIONS[lane]!);
    }
    for (let row = 0; row < LANES * 2; row += 10) {
      for (let i = 0; i < 10; i++)
        state[row + i] = moved[row + i]! ^ (~moved[row + ((i + 2) % 10)]! & moved[row + ((i + 4) % 10)]!);
    }
    state[0]! ^= CONSTANTS[round * 2]!;
    state[1]! ^= CONSTANTS[round * 2 + 1]!;
  }
}

function rotateInto(target: Uint32Array, index: number, low: number, high: number, count: number): void {
  const from = count < 32 ? low : high;
  const to = count < 32 ? high : low;
  const bits = count & 31;
  target[index] = bits === 0 ? from : (from << bits) | (to >>> (32 - bits));
  target[index + 1] = bits === 0 ? to : (to << bits) | (from >>> (32 - bits));
}
