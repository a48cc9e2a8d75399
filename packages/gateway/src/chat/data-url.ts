/** The parts of an inline file. */
export interface DataUrl {
  readonly mediaType: string;
  /** Base64. */
  readonly data: string;
}

/** Reads `data:image/png;base64,…`; undefined for any other address. */
export function parseDataUrl(url: string): DataUrl | undefined {
  if (!url.startsWith('data:')) return undefined;
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const head = url.slice(5, comma);
  if (!head.endsWith(';base64')) return undefined;
  const mediaType = head.slice(0, head.indexOf(';'));
  return { mediaType: mediaType === '' ? 'text/plain' : mediaType, data: url.slice(comma + 1) };
}

/** The reverse. */
export function renderDataUrl({ mediaType, data }: DataUrl): string {
  return `data:${mediaType};base64,${data}`;
}
