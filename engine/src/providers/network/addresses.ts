import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A range of addresses: "192.168.7.0/24", "fd00:7::/64", or a single one. */
export type AddressRange = [address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number];

/** @throws Error when it is neither an address nor a range in CIDR notation */
export function parseRange(text: string): AddressRange {
  const [address = '', ...prefix] = text.split('/');
  const version = isIP(address);
  if (!version) throw new Error(`"${text}" is not an address`);
  return ipaddr.parseCIDR(prefix.length ? text : `${address}/${version === 4 ? 32 : 128}`);
}

/**
 * The ranges of a list: "192.168.7.0/24, 10.1.2.3".
 * @throws Error when one of them is no range, or so wide that it is no terminal's any more
 */
export function addressRanges(list: string): string[] {
  const ranges = list
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean);
  for (const range of ranges)
    if (parseRange(range)[1] < widest) throw new Error(`"${range}" would allow most addresses there are`);
  return ranges;
}

/** The widest private ranges are 10.0.0.0/8 and fd00::/8. */
const widest = 8;

/** The only part of IPv6 that is given out to the public (IANA, IPv6 Global Unicast Address Space). */
const global: AddressRange = ipaddr.parseCIDR('2000::/3');
/** RFC 6052: what stands behind is the IPv4 address in the last 32 bits. A network without IPv4 reaches everything so. */
const translated: AddressRange = ipaddr.parseCIDR('64:ff9b::/96');
/** A public address by its number, and yet the machine's own host answers there, with its metadata (Azure). */
const hostOfTheMachine: AddressRange = ipaddr.parseCIDR('168.63.129.16/32');

const isWithin = (address: ipaddr.IPv4 | ipaddr.IPv6, [range, prefix]: AddressRange): boolean =>
  address.kind() === range.kind() && address.match(range, prefix);

/** The address that is really meant: IPv4 that is wrapped in IPv6 is unwrapped. */
function meantBy(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const address = ipaddr.process(text);
  return isWithin(address, translated) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;
}

/**
 * Whether an address belongs to the public internet or to what is allowed besides. Loopback, private, link-local (where
 * clouds answer with credentials), shared, reserved, multicast and tunnelled addresses do not.
 * @param text an address as DNS answers it or as a URL holds it, without brackets; anything else is refused
 */
export function mayReach(text: string, allowed: readonly AddressRange[]): boolean {
  // ipaddr.js takes spellings such as 1.2.3 as well, which others read differently; a zone names an interface of ours.
  if (!isIP(text) || text.includes('%')) return false;
  const address = meantBy(text);
  if (allowed.some((range) => isWithin(address, range))) return true;
  if (address.range() !== 'unicast' || isWithin(address, hostOfTheMachine)) return false;
  return address.kind() === 'ipv4' || isWithin(address, global);
}
