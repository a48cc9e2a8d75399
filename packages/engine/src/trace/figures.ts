const FIRST_BYTES = 4_096;
const BYTES_OF_NUMBER = 8;
const MOST_BYTES_OF_CODE = 5;

/** Writes codes and numbers into bytes, over and over into the same ones. */
export class FigureWriter {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Forgets what was written. */
  begin(): void {
    this.#length = 0;
  }

  /** A whole number from 0 to 2³² - 1: seven bits to a byte, the lowest first. */
  code(value: number): void {
    if (this.#length + MOST_BYTES_OF_CODE > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Any number, exactly. */
  number(value: number): void {
    if (this.#length + BYTES_OF_NUMBER > this.#bytes.length) this.#grow();
    this.#view.setFloat64(this.#length, value, true);
    this.#length += BYTES_OF_NUMBER;
  }

  /** All since `begin`; good until the next one. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Reads what a writer wrote, in the same order. */
export class FigureReader {
  readonly #view: DataView;
  #at = 0;

  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.#view = new DataView(buffer, byteOffset, byteLength);
  }

  code(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#view.getUint8(this.#at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  number(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += BYTES_OF_NUMBER;
    return value;
  }
}
