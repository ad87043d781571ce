import type { FactDefinition } from '@pih/schemas';
import { sealed, type Domain } from './domains/domain.ts';
import { entries } from './domains/entries.ts';
import { names, type Name } from './domains/names.ts';
import { numbers } from './domains/numbers.ts';
import { sums } from './domains/sums.ts';
import { times } from './domains/times.ts';

/** What values a fact may have, and whether a payment may be without it. */
export interface Having {
  domain: Domain<unknown>;
  mayMiss: boolean;
}

const matching =
  (form: RegExp) =>
  (name: Name): boolean =>
    typeof name === 'string' && form.test(name);

/** Whether a text is a day of the calendar: '2026-02-30' is none. */
const isDay = (name: Name): boolean => {
  if (typeof name !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(name)) return false;
  const day = new Date(`${name}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(name);
};

const slug = matching(/^[a-z0-9][a-z0-9-]{0,62}$/);

/**
 * What is known of the built-in facts beyond their types: how `gatherFacts` gives them, and what the schema of a payment lets
 * them be. One that is not listed may be absent and anything of its type.
 */
const builtIn: Readonly<Record<string, (options: readonly string[] | undefined) => Having>> = {
  amount: () => ({ domain: sealed(sums), mayMiss: false }),
  currency: () => ({ domain: sealed(sums), mayMiss: false }),
  brand: () => ({ domain: sealed(names(undefined, slug)), mayMiss: false }),
  channel: (options) => ({ domain: sealed(names(options)), mayMiss: false }),
  country: () => ({ domain: sealed(names(undefined, matching(/^[A-Z]{2}$/))), mayMiss: true }),
  // Shops may send categories that the settings do not list.
  categories: () => ({ domain: sealed(entries(slug)), mayMiss: false }),
  itemCount: () => ({ domain: sealed(numbers({ from: 1, to: Number.MAX_SAFE_INTEGER - 1 })), mayMiss: true }),
  weekday: (options) => ({ domain: sealed(names(options)), mayMiss: false }),
  timeOfDay: () => ({ domain: sealed(times), mayMiss: false }),
  date: () => ({ domain: sealed(names(undefined, isDay)), mayMiss: false }),
};

/** By type alone. A payment's custom facts are of their type and among their options, or it is not taken in. */
function byType({ type, options }: FactDefinition): Domain<unknown> | undefined {
  switch (type) {
    case 'text':
      return sealed(names(options));
    case 'number':
      return sealed(numbers());
    case 'boolean':
      return sealed(names([true, false]));
    case 'list':
      return sealed(entries((word) => options?.includes(word) ?? true));
    case 'time':
      return sealed(times);
    case 'money':
      return undefined;
  }
}

/** What values a fact may have; undefined when nothing is known about it. */
export function domainOf(fact: FactDefinition): Having | undefined {
  const known = builtIn[fact.id];
  if (known) return known(fact.options);
  const domain = byType(fact);
  return domain && { domain, mayMiss: true };
}
