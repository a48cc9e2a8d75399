const LONE_SURROGATE = /\p{Surrogate}/gu;
const PLAIN = /^[\t\x20-\x7e]*$/;

/** A text as a valid HTTP header value: as it is when printable ASCII, percent-encoded UTF-8 otherwise. */
export function headerValue(text: string): string {
  return PLAIN.test(text) ? text : encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
}
