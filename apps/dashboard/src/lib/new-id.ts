/** An id that nobody else has; browsers give `randomUUID` only to pages that came over TLS or from this machine. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
