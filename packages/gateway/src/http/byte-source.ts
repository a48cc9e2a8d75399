/** Where a stream of bytes ends up. */
export interface ByteSink {
  /** Takes a chunk. False means full: the source sends nothing more until its `resume` is called. */
  write(chunk: Uint8Array): boolean;
  /** The stream is complete. Called once, and nothing after it. */
  end(): void;
  /** The stream broke off. Called once, and nothing after it. */
  fail(reason: Error): void;
}

/** A push stream of bytes with backpressure; lighter than a Node or web stream. */
export interface ByteSource {
  /** Begins to send. Call it once. */
  start(sink: ByteSink): void;
  /** Sends on after a `write` that returned false. */
  resume(): void;
  /** Stops for good and frees what is behind it; the sink hears nothing more. */
  cancel(): void;
}
