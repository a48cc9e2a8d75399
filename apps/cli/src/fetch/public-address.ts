import ipaddr from 'ipaddr.js';

/** Public by its range, and still the metadata service of a cloud. */
const METADATA = ['168.63.129.16'];

/** Why a request of somebody else's choosing must not go to an IP address; undefined where it may. */
export function reasonNotPublic(address: string): string | undefined {
  // IPv4 in IPv6 is judged as the IPv4 that it is.
  const parsed = ipaddr.process(address);
  if (METADATA.includes(parsed.toString())) return 'a metadata service';
  const range = parsed.range();
  return range === 'unicast' ? undefined : (NAMES[range] ?? `reserved (${range})`);
}

const NAMES: Readonly<Record<string, string>> = {
  loopback: 'this machine',
  linkLocal: 'link-local, where metadata services answer',
  private: 'a private network',
  uniqueLocal: 'a private network',
  carrierGradeNat: 'a private network',
  unspecified: 'this machine',
};
