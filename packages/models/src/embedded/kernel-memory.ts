import { createKernel, type KernelFunctions } from './kernel.ts';

/** Bytes that are read behind the last value of a table. */
const READ_BEHIND = 8;

/** An instance of the kernel, and its memory as arrays: other arrays after it grew, so do not keep them. */
export class KernelMemory {
  readonly call: KernelFunctions = createKernel();
  #buffer: ArrayBuffer | undefined;
  #bytes = new Uint8Array(0);
  #units = new Uint16Array(0);
  #words = new Uint32Array(0);
  #floats = new Float32Array(0);
  #doubles = new Float64Array(0);

  get bytes(): Uint8Array {
    this.#look();
    return this.#bytes;
  }

  /** Of 16 bits. */
  get units(): Uint16Array {
    this.#look();
    return this.#units;
  }

  /** Of 32 bits. */
  get words(): Uint32Array {
    this.#look();
    return this.#words;
  }

  get floats(): Float32Array {
    this.#look();
    return this.#floats;
  }

  get doubles(): Float64Array {
    this.#look();
    return this.#doubles;
  }

  /** Room for a file, for good; the array is gone once something else needs more memory than there is. */
  roomFor(bytes: number): Uint8Array {
    const at = this.call.allocate(bytes + READ_BEHIND);
    return this.bytes.subarray(at, at + bytes);
  }

  /** Address of bytes that lie in `roomFor`; others are copied, for good. What is behind them may be read with them. */
  addressOf(bytes: Uint8Array): number {
    if (bytes.buffer === this.call.memory.buffer) return bytes.byteOffset;
    const at = this.call.allocate(bytes.length + READ_BEHIND);
    this.bytes.set(bytes, at);
    return at;
  }

  #look(): void {
    const { buffer } = this.call.memory;
    if (this.#buffer === buffer) return;
    this.#buffer = buffer;
    this.#bytes = new Uint8Array(buffer);
    this.#units = new Uint16Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
    this.#doubles = new Float64Array(buffer);
  }
}
