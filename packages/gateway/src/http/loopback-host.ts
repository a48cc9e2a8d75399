/** Whether an address is only reachable from this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || address === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/**
 * Whether a `host` header names this machine's loopback. A page of another site can make a browser resolve that site's
 * name to 127.0.0.1 and read what it gets; the header then still carries the site's name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d*$/, '').toLowerCase();
  return name === '[::1]' || name.endsWith('.localhost') || isLoopbackAddress(name);
}
