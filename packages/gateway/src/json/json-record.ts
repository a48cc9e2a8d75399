/** A JSON object whose fields are not known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON objects in a list; nothing where the value is no list. */
export function recordsIn(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A string as it is, anything else as undefined. */
export function stringIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * Any value as text: strings as they are, everything else as JSON. `String` would call a `toString` that a client wrote.
 */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** A finite number as it is, anything else as undefined. */
export function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A count: whole and positive, or zero for everything else. */
export function countIn(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

/** The JSON object that a text holds, or undefined. */
export function parseRecord(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // Not JSON: the caller says what that means.
    return undefined;
  }
}

/** The JSON object that bytes hold, or undefined. */
export function parseRecordBytes(bytes: Uint8Array): JsonRecord | undefined {
  return parseRecord(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
}
