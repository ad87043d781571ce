/** A payment as it is named and linked. */
interface Named {
  id: string;
  reference?: string;
}

/** Payments of which the same is to be said. */
export interface PaymentGroup {
  id: string;
  title: string;
  text?: string;
  payments: Named[];
}

/** Puts together what reads the same: hundreds of payments are refused for two or three reasons. */
export function grouped<One extends Named>(
  ones: readonly One[],
  said: (one: One) => Omit<PaymentGroup, 'payments'>,
): PaymentGroup[] {
  const groups = new Map<string, PaymentGroup>();
  for (const one of ones) {
    const about = said(one);
    const known = groups.get(about.id);
    if (known) known.payments.push(one);
    else groups.set(about.id, { ...about, payments: [one] });
  }
  return [...groups.values()];
}
