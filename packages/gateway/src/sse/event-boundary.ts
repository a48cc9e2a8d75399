const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Offset after the last blank line in the bytes, that is, after the last complete event; 0 when there is none. */
export function endOfLastEvent(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i > 0; i--) {
    const byte = bytes[i];
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
    const before = bytes[i - 1];
    if (byte === LINE_FEED) {
      if (before === LINE_FEED) return i + 1;
      if (before === CARRIAGE_RETURN && (bytes[i - 2] === LINE_FEED || bytes[i - 2] === CARRIAGE_RETURN)) return i + 1;
    } else if (before === CARRIAGE_RETURN || before === LINE_FEED) {
      // A line feed that follows belongs to this line end.
      return bytes[i + 1] === LINE_FEED ? i + 2 : i + 1;
    }
  }
  return 0;
}

/** The `data` of each event in a text of whole events, in order; events without data are left out. */
export function dataOfEvents(text: string): string[] {
  const found: string[] = [];
  for (const event of text.split(/\r\n\r\n|\n\n|\r\r/)) {
    const lines: string[] = [];
    for (const line of event.split(/\r\n|\n|\r/)) {
      if (line.startsWith('data:')) lines.push(line.charCodeAt(5) === 0x20 ? line.slice(6) : line.slice(5));
    }
    if (lines.length > 0) found.push(lines.join('\n'));
  }
  return found;
}
