import type { BackTestMethod, BackTestResult, Requirement } from '@pih/schemas';
import type { DecidedPayment } from '../../payments/index.ts';
import type { Offered } from '../../rules/index.ts';
import { methodsOf, type Difference } from './compare.ts';

type Amounts = BackTestMethod['amounts'][number];
interface MethodCount extends Omit<BackTestMethod, 'amounts'> {
  amounts: Map<string, Amounts>;
}

/** Where the money was held or taken. */
const succeeded: ReadonlySet<string> = new Set(['authorized', 'paid', 'partially_refunded', 'refunded']);

/** One payment, decided as it was and as it would have been. */
export interface Compared {
  payment: DecidedPayment;
  before: Offered;
  after: Offered;
  differences: readonly Difference[];
  /** Whether the revision that decided it gives the stored decision again. */
  reproduced: boolean;
}

const share = () => ({ of: 0, succeeded: 0 });
const change = () => ({ before: 0, after: 0 });

/** What the payments of a back-test add up to. It grows with methods, currencies and requirements, not with payments. */
export class Tally {
  readonly #methods = new Map<string, MethodCount>();
  readonly #requirements = new Map<Requirement, { before: number; after: number }>();
  readonly #counts = { payments: 0, changed: 0, notReproduced: 0 };
  readonly #by: Record<Difference, number> = { methods: 0, order: 0, providers: 0, requirements: 0 };
  readonly #noMethod = change();

  add({ payment, before, after, differences, reproduced }: Compared): void {
    this.#counts.payments += 1;
    if (differences.length > 0) this.#counts.changed += 1;
    if (!reproduced) this.#counts.notReproduced += 1;
    for (const each of differences) this.#by[each] += 1;
    if (before.offers.length === 0) this.#noMethod.before += 1;
    if (after.offers.length === 0) this.#noMethod.after += 1;
    this.#addMethods(payment, methodsOf(before.offers), methodsOf(after.offers));
    for (const each of before.requirements) this.#requirement(each).before += 1;
    for (const each of after.requirements) this.#requirement(each).after += 1;
  }

  get result(): BackTestResult {
    const methods = [...this.#methods.values()].map((count) => ({
      ...count,
      amounts: [...count.amounts.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1)),
    }));
    return {
      ...this.#counts,
      otherMethods: this.#by.methods,
      otherOrder: this.#by.order,
      otherProviders: this.#by.providers,
      otherRequirements: this.#by.requirements,
      noMethod: { ...this.#noMethod },
      methods: methods.sort(
        (one, other) => other.shown.before - one.shown.before || (one.method < other.method ? -1 : 1),
      ),
      requirements: [...this.#requirements].map(([requirement, counts]) => ({ requirement, ...counts })),
    };
  }

  #addMethods(payment: DecidedPayment, saw: readonly string[], would: readonly string[]): void {
    const hasPaid = succeeded.has(payment.state);
    const { amount, currency } = payment.total;
    for (const method of saw) {
      const count = this.#method(method);
      count.shown.before += 1;
      count.saw.of += 1;
      if (hasPaid) count.saw.succeeded += 1;
      if (!would.includes(method)) count.lost += 1;
      amountsOf(count, currency).before += amount;
    }
    for (const method of would) {
      const count = this.#method(method);
      count.shown.after += 1;
      if (!saw.includes(method)) count.gained += 1;
      amountsOf(count, currency).after += amount;
    }
    if (payment.method !== undefined) this.#addUse(payment, payment.method, hasPaid, !would.includes(payment.method));
  }

  #addUse({ total: { amount, currency } }: DecidedPayment, method: string, hasPaid: boolean, isLost: boolean): void {
    const count = this.#method(method);
    for (const each of isLost ? [count.used, count.lostUsers] : [count.used]) {
      each.of += 1;
      if (hasPaid) each.succeeded += 1;
    }
    if (!hasPaid) return;
    const amounts = amountsOf(count, currency);
    amounts.paid += amount;
    if (isLost) amounts.atRisk += amount;
  }

  #method(method: string): MethodCount {
    const known = this.#methods.get(method);
    if (known) return known;
    const shares = { used: share(), saw: share(), lostUsers: share() };
    const fresh = { method, shown: change(), gained: 0, lost: 0, ...shares, amounts: new Map<string, Amounts>() };
    this.#methods.set(method, fresh);
    return fresh;
  }

  #requirement(requirement: Requirement): { before: number; after: number } {
    const known = this.#requirements.get(requirement) ?? change();
    this.#requirements.set(requirement, known);
    return known;
  }
}

function amountsOf({ amounts }: MethodCount, currency: string): Amounts {
  const known = amounts.get(currency) ?? { currency, before: 0, after: 0, paid: 0, atRisk: 0 };
  amounts.set(currency, known);
  return known;
}
