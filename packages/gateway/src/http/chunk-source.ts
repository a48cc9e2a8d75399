import type { ByteSink, ByteSource } from './byte-source.ts';

/** Sends chunks as they are made, each only once there is room for it; who is gone has nothing more made. */
export function chunkSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let sink: ByteSink | undefined;
  let isOver = false;
  let isSending = false;
  const send = async () => {
    if (isSending || isOver || sink === undefined) return;
    isSending = true;
    try {
      for (let hasRoom = true; hasRoom && !isOver; ) {
        const next = await iterator.next();
        if (isOver) return;
        if (next.done === true) {
          isOver = true;
          sink.end();
          return;
        }
        hasRoom = sink.write(next.value);
      }
    } catch (cause) {
      if (isOver) return;
      isOver = true;
      sink.fail(cause as Error);
    } finally {
      isSending = false;
    }
  };
  return {
    start(to) {
      sink = to;
      void send();
    },
    resume() {
      void send();
    },
    cancel() {
      isOver = true;
      void iterator.return?.();
    },
  };
}
