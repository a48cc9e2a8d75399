/** JSON that every database takes: PostgreSQL keeps no NUL and no half of a pair of code units, which become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storableText(each) : each));
}

/** A text that every database takes. */
export function storableText(text: string): string {
  return wellFormed(text).replaceAll('\0', '\ufffd');
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
