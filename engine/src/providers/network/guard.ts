import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { DocumentRule, ParamsOf } from '@pih/schemas';
import { mayReach, type AddressRange } from './addresses.ts';

/** A configured address leads where the hub does not go. Nothing was sent. */
export class AddressRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'AddressRefused';
  }
}

/** Why the hub does not go to an address: a rule of documents, and what it names. */
export type Refusal = {
  [R in DocumentRule & `address-${string}`]: { rule: R; params: ParamsOf<R> };
}[DocumentRule & `address-${string}`];

const host = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Names that stand for the own machine wherever they are looked up (RFC 6761, section 6.3). */
const isOwnName = (name: string): boolean => /(^|\.)localhost\.?$/i.test(name);

/**
 * Why the text of an address alone tells that the hub does not go there; undefined when it may. The URL parser has written
 * decimal, octal, hexadecimal and shortened IPv4 the usual way before anything is compared. Names are looked up when the
 * connection is made.
 */
export function whyRefused(url: string, allowed: readonly AddressRange[]): Refusal | undefined {
  if (!URL.canParse(url)) return { rule: 'address-incomplete', params: {} };
  const parsed = new URL(url);
  const name = host(parsed);
  if (!/^https?:$/.test(parsed.protocol)) return { rule: 'address-scheme', params: {} };
  if (parsed.username || parsed.password) return { rule: 'address-with-password', params: {} };
  const isPrivate = isIP(name) ? !mayReach(name, allowed) : isOwnName(name) && !mayReach('127.0.0.1', allowed);
  return isPrivate ? { rule: 'address-private', params: { host: name } } : undefined;
}

/**
 * A look-up whose answers hold only addresses that may be reached. The connection is made to what it answers, so a name
 * cannot lead elsewhere between the check and the connection.
 */
export const guardedLookup =
  (allowed: readonly AddressRange[], lookup: LookupFunction = systemLookup): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found, family) => {
      if (error) return done(error, []);
      const addresses: LookupAddress[] = typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found;
      const [first, ...rest] = addresses.filter(({ address }) => mayReach(address, allowed));
      if (!first) {
        const where = addresses.map(({ address }) => address).join(', ');
        return done(new AddressRefused(`${name} leads to ${where}, which is not on the public internet`), []);
      }
      if (options.all) done(null, [first, ...rest]);
      else done(null, first.address, first.family);
    });
  };
