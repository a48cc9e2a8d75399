/** JSON's words for a NUL and for halves of pairs; a text that says them is only looked at more closely. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const UNSTORABLE_TEXT = /[\0\ud800-\udfff]/;

/** JSON that every database takes: PostgreSQL keeps no NUL and no half of a pair of code units, which become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNSTORABLE.test(json)) return json;
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storableText(each) : each));
}

/** The same for what is JSON already. */
export function storableJsonText(json: string): string {
  return UNSTORABLE.test(json) ? storableJson(JSON.parse(json)) : json;
}

/** A text that every database takes. */
export function storableText(text: string): string {
  return UNSTORABLE_TEXT.test(text) ? wellFormed(text).replaceAll('\0', '\ufffd') : text;
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
