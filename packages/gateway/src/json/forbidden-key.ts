/** Written with escapes, a key can look like anything. */
const ESCAPE = Buffer.from('\\u00');
const PROTO = Buffer.from('__proto__');
/** With its quotation mark, which is rarer in text than any letter, so that the search is quick. */
const PROTOTYPE = Buffer.from('"prototype"');

/**
 * The key in a JSON text by which an object's prototype could be reached: `__proto__`, or `prototype` in `constructor`;
 * undefined where there is none, or no JSON. Nearly all bodies are told by three searches over their bytes.
 */
export function forbiddenKey(json: Uint8Array): string | undefined {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.length);
  const isSuspect = bytes.includes(PROTO) || bytes.includes(PROTOTYPE) || bytes.includes(ESCAPE);
  if (!isSuspect) return undefined;
  let found: string | undefined;
  try {
    JSON.parse(bytes.toString('utf8'), (key, value: unknown) => {
      if (key === '__proto__') found = key;
      else if (key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype'))
        found = 'constructor.prototype';
      return value;
    });
  } catch {
    return undefined; // No JSON: whoever parses it says so.
  }
  return found;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
