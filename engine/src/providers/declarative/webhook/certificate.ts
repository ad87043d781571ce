import { X509Certificate, type KeyObject } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { ProviderCertificate } from '@pih/schemas';
import { WebhookNotChecked } from '../../problems.ts';
import { createWire, WireFault } from '../../wire.ts';
import { certificatesIn, trustedRoots } from '../certificates.ts';
import { fitsUse } from '../keys.ts';
import { fillText, parseTemplate } from '../templates.ts';
import { keyFrom, type CheckNeeds } from './genuine.ts';
import { textAt, type Received } from './received.ts';

/** The key of the certificate that news name; undefined when it cannot be trusted. @throws WebhookNotChecked */
export type CertificateKey = (received: Received) => Promise<KeyObject | undefined>;

interface Kept {
  readonly key: KeyObject;
  readonly until: number;
}

/** An address in news is a stranger's: few are kept, and asked for at once, and none is kept for longer than a day. */
const mostKept = 20;
const mostAsked = 20;
const keptMs = 24 * 3_600_000;

/**
 * Fetches the certificate that news name, once a day, from the hosts that the document trusts and by https only.
 * It has to be in force, to lead to a trusted root, and to hold an RSA key.
 */
export function createCertificateKey(needs: CheckNeeds, certificate: ProviderCertificate): CertificateKey {
  const wire = createWire(needs.deps);
  // Only keys that can be trusted are kept, so that no stranger's address pushes them out, and no bad hour lasts a day.
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<KeyObject | undefined>>();
  const notChecked = () => new WebhookNotChecked({ provider: needs.document.id });

  const fetchKey = async (url: string): Promise<KeyObject | undefined> => {
    const { status, text } = await wire({ method: 'GET', url, headers: { accept: 'application/x-pem-file' } });
    if (status >= 500 || status === 429) throw new WireFault('unreadable_answer');
    if (status !== 200) return undefined;
    const roots = certificate.root ? await keyFrom(needs, certificate.root, trustedRoots) : usualRoots();
    return trustedKey(text, certificate.subject, roots, needs.deps.now());
  };

  /** One question an address at a time, and few in all. */
  const askFor = (url: string): Promise<KeyObject | undefined> => {
    const asked = asking.get(url);
    if (asked) return asked;
    if (asking.size >= mostAsked) throw notChecked();
    const question = fetchKey(url)
      .catch((fault: unknown) => {
        throw fault instanceof WireFault ? notChecked() : fault;
      })
      .finally(() => asking.delete(url));
    asking.set(url, question);
    return question;
  };

  return async (received) => {
    const url = fillText(parseTemplate(certificate.url), (part) => textAt(received, part));
    if (!isTrustedAddress(url, certificate.hosts)) return undefined;
    const now = needs.deps.now().getTime();
    const known = kept.get(url);
    if (known && now < known.until) return known.key;
    const key = await askFor(url);
    kept.delete(url);
    if (key) kept.set(url, { key, until: now + keptMs });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return key;
  };
}

/** By https, on the usual port, without a password, on a host that the document names. */
export function isTrustedAddress(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
}

/**
 * The key of the first certificate of a PEM text, if a chain of valid certificates leads from it to a root.
 * @param subject the host name that it has to be made out to, where the document says so
 */
export function trustedKey(
  pem: string,
  subject: string | undefined,
  roots: readonly X509Certificate[],
  now: Date,
): KeyObject | undefined {
  try {
    const [leaf, ...between] = certificatesIn(pem);
    if (!leaf || !isInForce(leaf, now) || leaf.ca) return undefined;
    if (subject !== undefined && leaf.checkHost(subject) === undefined) return undefined;
    if (!isAnchored(leaf, between.slice(0, 5), roots, now)) return undefined;
    return fitsUse(leaf.publicKey, 'RS256') ? leaf.publicKey : undefined;
  } catch {
    return undefined; // what OpenSSL cannot read is no certificate
  }
}

const isInForce = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);

/** Follows the issuers upwards. Each has to be a certificate authority in force, and to have signed the one below. */
function isAnchored(
  below: X509Certificate,
  between: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): boolean {
  const issued = (issuer: X509Certificate) =>
    issuer.ca && isInForce(issuer, now) && below.checkIssued(issuer) && below.verify(issuer.publicKey);
  if (roots.some(issued)) return true;
  return between.some((issuer, index) => issued(issuer) && isAnchored(issuer, between.toSpliced(index, 1), roots, now));
}

let parsedRoots: X509Certificate[] | undefined;
const usualRoots = (): X509Certificate[] => (parsedRoots ??= rootCertificates.map((pem) => new X509Certificate(pem)));
