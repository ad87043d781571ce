import type { Shopper } from '@pih/schemas';
import type { PersonalField } from '../../http/index.ts';
import { maskedEmail, maskedShopper } from './masks.ts';

/** E-mail addresses in running text and in addresses of pages; no part of it can be read in two ways. */
const emails = /[\p{L}\p{N}._%+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/giu;

/** One thing that must not be read, and what stands in its place. */
interface Hidden {
  value: string;
  instead: string;
  /** Long enough to be recognised in the middle of a text. */
  isTelling: boolean;
}

/** What nobody may read of a shopper, longest first, so that a part does not spoil the whole. */
function hiddenOf(shopper: Shopper, masked: ReadonlySet<PersonalField>): Hidden[] {
  const shown = maskedShopper(shopper, masked);
  const { address } = shopper;
  const hide = (value: string | undefined, instead = '•••', least = 4): Hidden[] =>
    value ? [{ value, instead, isTelling: value.length >= least }] : [];
  const digits = shopper.phone?.replace(/\D/g, '');
  return [
    ...(masked.has('name') ? hide(shopper.name, shown.name) : []),
    ...(masked.has('email') ? hide(shopper.email, shown.email) : []),
    ...(masked.has('phone') ? [...hide(shopper.phone, shown.phone, 5), ...hide(digits, shown.phone, 5)] : []),
    ...(masked.has('taxId') ? hide(shopper.taxId, shown.taxId, 5) : []),
    ...(masked.has('address')
      ? // A postcode alone may be any number, so only a text that is nothing else is taken for one.
        [...hide(address?.line1), ...hide(address?.line2), ...hide(address?.postcode, '•••', Infinity)]
      : []),
  ].sort((one, other) => other.value.length - one.value.length);
}

/** Words and ids of ours in a text field, or in a list of texts: what they say is the same for every shopper. */
const structural: ReadonlySet<string> = new Set(
  (
    'id type state kind method methods provider providers brand channel currency country language attention capture can ' +
    'masked attempt refund invoice message file reveal fields release arm createdAt updatedAt expiresAt startedAt ' +
    'endedAt at until since suggestion node nodes checkoutUrl'
  ).split(' '),
);

/** The merchant's own people, one of whom may bear a shopper's name. */
const colleagues: ReadonlySet<string> = new Set(['actor', 'by', 'askedBy', 'issuedBy']);

/** Whether something is a text, or texts only: what lies deeper is looked into whatever its name is. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((item) => typeof item !== 'object') : typeof value !== 'object';

/** What the merchant named: there a field called "type" may hold anything. */
const foreign: ReadonlySet<string> = new Set(['custom', 'metadata']);

/** Addresses of the merchant's pages: dots would break them, so one with a secret in it is left out. */
const addresses: ReadonlySet<string> = new Set(['returnUrl', 'cancelUrl']);

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** How the texts of a shopper are concealed; undefined when nothing is masked. */
export type Conceal = <Value>(value: Value) => Value;

/** Makes ready what `concealed` does, for somebody who has many things to conceal about one shopper. */
export function concealing(shopper: Shopper, masked: ReadonlySet<PersonalField>): Conceal {
  if (masked.size === 0) return (value) => value;
  const hidden = hiddenOf(shopper, masked);
  const whole = new Map(hidden.map(({ value, instead }) => [value.toLowerCase(), instead]));
  const telling = hidden.filter(({ isTelling }) => isTelling).map(({ value }) => literally(value));
  const anywhere = telling.length
    ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${telling.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
    : undefined;

  const text = (given: string): string => {
    const instead = whole.get(given.trim().toLowerCase());
    if (instead !== undefined) return instead;
    const known = anywhere ? given.replace(anywhere, (found) => whole.get(found.toLowerCase()) ?? '•••') : given;
    return masked.has('email') ? known.replace(emails, maskedEmail) : known;
  };

  const walk = (value: unknown, isForeign: boolean): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map((item) => walk(item, isForeign));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]: [string, unknown]): [string, unknown][] => {
        const isOurs = colleagues.has(key) || (structural.has(key) && isPlain(item));
        if (!isForeign && isOurs) return [[key, item]];
        const next = walk(item, isForeign || foreign.has(key));
        if (addresses.has(key) && !isForeign && next !== item) return [];
        // The merchant's own words may stand in the names of fields as well.
        return [[isForeign ? text(key) : key, next]];
      }),
    );
  };
  // Walking keeps the shape; only texts change, and addresses of pages go.
  return (value) => walk(value, false) as typeof value;
}

/**
 * Hides the masked fields of a shopper wherever they occur in something about them: in the order of the shop, in notes and
 * reasons that people typed, in what providers said. With e-mail addresses masked every address is, whosever it is.
 * @param value JSON, in the API's own field names; objects stay what they were but for their texts
 */
export const concealed = <Value>(value: Value, shopper: Shopper, masked: ReadonlySet<PersonalField>): Value =>
  concealing(shopper, masked)(value);
