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

/** Metadata services in networks that are private otherwise. */
const PRIVATE_METADATA = ['100.100.100.200', 'fd00:ec2::254'];
const OWN_RANGES = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** The same where an operator says that the server is theirs: this machine and private networks are asked too. */
export function reasonNotAServer(address: string): string | undefined {
  const parsed = ipaddr.process(address);
  if (PRIVATE_METADATA.some((each) => ipaddr.parse(each).toString() === parsed.toString())) return 'a metadata service';
  return OWN_RANGES.has(parsed.range()) ? undefined : reasonNotPublic(address);
}

const NAMES: Readonly<Record<string, string>> = {
  loopback: 'this machine',
  linkLocal: 'link-local, where metadata services answer',
  private: 'a private network',
  uniqueLocal: 'a private network',
  carrierGradeNat: 'a private network',
  unspecified: 'this machine',
};
