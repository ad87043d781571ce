import type { Decision } from '@pih/schemas';
import { decideOffers, deviceOf, gatherFacts, stickyKeyOf, type OffersQuestion } from '../../rules/index.ts';
import { chosen, type Part, type TriedKind } from '../canaries/index.ts';
import type { Change } from '../record/change.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';

/** What only the shopper's browser tells. */
export interface Visitor {
  userAgent?: string;
  /** Which of the languages (ISO 639-1) the browser prefers; undefined for none. */
  prefers: (languages: readonly string[]) => string | undefined;
}

const system = { type: 'system' } as const;

/** What of an order a flow decides by. */
export type Order = Pick<StoredPayment, 'brand' | 'total' | 'channel' | 'shopper' | 'items' | 'categories' | 'custom'>;

/** Stands for the payment that there is not yet. */
const noPayment = 'preview';

/** A flow's question about an order, with what it rests on. */
export interface Asked {
  question: OffersQuestion;
  /** What the page will speak. */
  language: string | undefined;
  /** In which canaries the order takes part, by what they try. */
  parts: { [K in TriedKind]?: Part };
}

/**
 * What the flow of a brand is asked about an order, and the language that its page will speak; undefined when the brand or
 * its flow is not live.
 * @param id of the payment; a split and a canary go by it where the shopper is not known. Absent when there is no payment:
 *   then a split gives everybody unknown the same branch, and nobody unknown takes part in a canary
 */
export function questionAbout(
  deps: PaymentDependencies,
  order: Order,
  visitor: Visitor,
  id: string | undefined,
): Asked | undefined {
  const live = deps.live();
  const stickyKey = stickyKeyOf(order.shopper, id ?? noPayment);
  const key = id !== undefined || stickyKey.shopper !== undefined ? stickyKey : undefined;
  const brand = chosen(live, 'checkout', order.brand, key);
  const flow = brand && chosen(live, 'flow', brand.document.flow, key);
  if (!brand || !flow) return undefined;
  const checkout = brand.document;
  const now = deps.now();
  // One of the brand's languages: the page speaks it, so the flow must not decide on another.
  const language =
    checkout.languages.find((known) => known === order.shopper.language) ??
    visitor.prefers(checkout.languages) ??
    checkout.languages[0];
  const facts = gatherFacts({
    ...order,
    shopper: { ...order.shopper, ...(language && { language }) },
    device: deviceOf(visitor.userAgent),
    language,
    now,
    timeZone: live.settings.timeZone,
  });
  const question: OffersQuestion = {
    flow: deps.compiled(flow.document),
    revision: flow.revision,
    facts,
    at: now,
    stickyKey,
    providers: new Map(live.all('provider').map(({ document }) => [document.id, document])),
    settings: live.settings,
  };
  const parts = { ...(flow.part && { flow: flow.part }), ...(brand.part && { checkout: brand.part }) };
  return { question, language, parts };
}

function canaryOf(parts: Asked['parts'], seenAt: Date): Pick<StoredPayment, 'canary'> {
  const { flow, checkout } = parts;
  if (!flow && !checkout) return {};
  return {
    canary: { ...(flow && { flow: { ...flow, seenAt } }), ...(checkout && { checkout: { ...checkout, seenAt } }) },
  };
}

/**
 * Decides which methods a payment is offered, once: the first time its shopper looks. The decision is stored with its facts
 * and its path, so that it can be explained for ever; a later publication does not change it.
 */
export async function decidePayment(
  deps: PaymentDependencies,
  payment: StoredPayment,
  visitor: Visitor,
): Promise<StoredPayment> {
  if (payment.decision || payment.state !== 'created' || payment.expiresAt <= deps.now()) return payment;
  const asked = questionAbout(deps, payment, visitor, payment._id);
  if (!asked) return payment;
  const decision = await decideOffers(asked.question);
  return deps.payments.change(
    payment._id,
    system,
    (current) => (current.decision || current.state !== 'created' ? undefined : decided(asked, decision)),
    payment,
  );
}

/** What a decision leaves behind: itself, so that it can be explained for ever, and what the page will speak. */
export function decided({ language, parts }: Pick<Asked, 'language' | 'parts'>, decision: Decision): Change {
  const { flow, revision, offers, fallback } = decision;
  const data = { flow, revision, methods: offers.map(({ method }) => method), fallback };
  return {
    events: [{ type: offers.length === 0 ? 'decision.empty' : 'decision.made', data }],
    set: { decision, ...canaryOf(parts, new Date(decision.at)), ...(language && { language }) },
  };
}
