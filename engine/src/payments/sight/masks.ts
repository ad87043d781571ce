import type { Shopper, ShownShopper } from '@pih/schemas';
import type { PersonalField } from '../../http/index.ts';

const dot = '•';
const dots = dot.repeat(3);

/** "Giulia Rossi" becomes "G••••• R••••". */
const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [first = '', ...rest] = [...word];
      // A single letter would not be hidden by showing it.
      return rest.length ? first + dot.repeat(rest.length) : dot;
    })
    .join(' ');

/** "giulia@brand.example" becomes "g•••@b•••.example". */
export function maskedEmail(email: string): string {
  const [local = '', domain = ''] = email.split(/@|%40/i);
  const name = domain.split('.');
  const ending = name.length > 1 ? `.${name.at(-1) ?? ''}` : '';
  const begun = (part: string) => (part.length > 1 ? (part[0] ?? '') : '') + dots;
  return `${begun(local)}@${begun(name[0] ?? '')}${ending}`;
}

/** The last signs of a number; of a short one fewer, so that most of it is hidden. */
const lastOf = (text: string, shown: number): string =>
  dots + dots + (text.length > 2 * shown ? text.slice(-shown) : '');

type Address = NonNullable<Shopper['address']>;

/** City and country; the fields that every address has are dotted. */
const maskedAddress = ({ city, country }: Address): Address => ({ line1: dots, city, postcode: dots, country });

/** A shopper with some fields shown in part only. */
export function maskedShopper(shopper: Shopper, masked: ReadonlySet<PersonalField>): ShownShopper {
  const { name, email, phone, address, taxId } = shopper;
  return {
    ...shopper,
    ...(name !== undefined && masked.has('name') && { name: maskedName(name) }),
    ...(email !== undefined && masked.has('email') && { email: maskedEmail(email) }),
    ...(phone !== undefined && masked.has('phone') && { phone: lastOf(phone.replace(/\D/g, ''), 2) }),
    ...(address && masked.has('address') && { address: maskedAddress(address) }),
    ...(taxId !== undefined && masked.has('taxId') && { taxId: lastOf(taxId, 3) }),
  };
}
