/** Bytes that wait in the page before they are handed to the browser, which keeps large files on disk. */
const PIECE_BYTES = 4_000_000;
/** Progress is told after so many bytes. */
const TOLD_BYTES = 250_000;
const LINE_FEED = 10;

/** What has come of a file. */
export interface Collected {
  readonly lines: number;
  readonly bytes: number;
}

/** Takes an answer as a file, piece by piece: one of any size takes no more of the page's memory than a few megabytes. */
export async function collectLines(
  answer: Response,
  onProgress: (collected: Collected) => void,
): Promise<Collected & { readonly file: Blob }> {
  const type = answer.headers.get('content-type') ?? '';
  const pieces: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let [waitingBytes, lines, bytes, told] = [0, 0, 0, 0];
  const handOver = () => {
    if (waitingBytes === 0) return;
    pieces.push(new Blob(waiting));
    waiting = [];
    waitingBytes = 0;
  };
  const reader = answer.body!.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value as Uint8Array<ArrayBuffer>;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines++;
    waiting.push(chunk);
    waitingBytes += chunk.length;
    bytes += chunk.length;
    if (waitingBytes >= PIECE_BYTES) handOver();
    if (bytes - told >= TOLD_BYTES) {
      told = bytes;
      onProgress({ lines, bytes });
    }
  }
  handOver();
  return { lines, bytes, file: new Blob(pieces, { type }) };
}
