import type { StoredAttempt } from '../record/payment.ts';
import type { Chance } from './random.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const hex = '0123456789abcdef';
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const uuid = (chance: Chance): string => [8, 4, 4, 4, 12].map((length) => chance.text(length, hex)).join('-');

/** What one provider's own identifiers look like, and what its connector remembers of an attempt that brought money. */
interface Names {
  /** Whether it says how a refund went when it is asked. */
  tellsOfRefunds: boolean;
  attempt: (chance: Chance) => string;
  refund: (chance: Chance) => string;
  held: (reference: string, chance: Chance) => Record<string, string>;
  paid: (known: Readonly<Record<string, string>>, chance: Chance) => Record<string, string>;
}

const nothing = () => ({});

const names: Readonly<Record<string, Names>> = {
  stripe: {
    tellsOfRefunds: true,
    attempt: (chance) => `cs_test_${chance.text(40, letters)}`,
    refund: (chance) => `re_${chance.text(24, letters)}`,
    held: (_reference, chance) => ({ intent: `pi_${chance.text(24, letters)}` }),
    paid: ({ intent }, chance) => ({ intent: intent ?? `pi_${chance.text(24, letters)}` }),
  },
  paypal: {
    tellsOfRefunds: true,
    attempt: (chance) => chance.text(17, capitals),
    refund: (chance) => chance.text(17, capitals),
    held: (_reference, chance) => ({ authorization: chance.text(17, capitals) }),
    paid: (_known, chance) => ({ capture: chance.text(17, capitals) }),
  },
  satispay: {
    tellsOfRefunds: true,
    attempt: uuid,
    refund: uuid,
    held: (reference) => ({ held: reference }),
    paid: nothing,
  },
  scalapay: {
    tellsOfRefunds: false,
    attempt: (chance) => chance.text(10, capitals),
    refund: (chance) => chance.text(10, capitals),
    held: (reference) => ({ authorization: reference }),
    paid: nothing,
  },
  mollie: {
    tellsOfRefunds: true,
    attempt: (chance) => `tr_${chance.text(10, letters)}`,
    refund: (chance) => `re_${chance.text(10, letters)}`,
    held: (reference) => ({ held: reference }),
    paid: nothing,
  },
};

export const referenceAt = (provider: string, chance: Chance): string =>
  names[provider]?.attempt(chance) ?? chance.text(16, digits);

export const tellsOfRefunds = (provider: string): boolean => names[provider]?.tellsOfRefunds ?? false;

export const refundReferenceAt = (provider: string, chance: Chance): string =>
  names[provider]?.refund(chance) ?? chance.text(16, digits);

/** What the provider's connector would have asked to remember. */
export function partsAt(
  { provider, reference = '', memory }: Pick<StoredAttempt, 'provider' | 'reference' | 'memory'>,
  kind: 'authorized' | 'paid',
  chance: Chance,
): Record<string, string> {
  const about = names[provider];
  if (!about) return {};
  return kind === 'paid' ? about.paid(memory, chance) : about.held(reference, chance);
}
