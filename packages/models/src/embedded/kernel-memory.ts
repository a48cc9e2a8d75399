import { createKernel, type KernelFunctions } from './kernel.ts';

/** An instance of the kernel, and its memory as arrays: other arrays after it grew, so do not keep them. */
export class KernelMemory {
  readonly call: KernelFunctions = createKernel();
  #buffer: ArrayBuffer | undefined;
  #bytes = new Uint8Array(0);
  #units = new Uint16Array(0);
  #words = new Uint32Array(0);
  #floats = new Float32Array(0);
  #doubles = new Float64Array(0);
  #staging = 0;
  #stagingBytes = 0;

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

  /** Address of a place for passing things, until the next call. */
  staging(bytes: number): number {
    if (bytes > this.#stagingBytes) {
      this.#staging = this.call.allocate(bytes);
      this.#stagingBytes = bytes;
    }
    return this.#staging;
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
