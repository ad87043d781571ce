import type Stripe from 'stripe';
import {
  backLink,
  cardIcon,
  checkIcon,
  clockIcon,
  displayMoney,
  html,
  type Html,
  type HostedPage,
  type Language,
  notice,
  orderPanel,
  outcomePage,
} from '../hosted-page/index.ts';
import type { SessionRecord } from './account.ts';
import { toDecimal } from './currencies.ts';
import type { CardForm, FieldProblem } from './hosted-form.ts';
import { texts } from './texts.ts';

export interface PayingState {
  readonly form: CardForm;
  readonly problems: readonly FieldProblem[];
  /** The last decline, when there was one. */
  readonly decline: Stripe.PaymentIntent.LastPaymentError | null;
}

/** The page where the shopper pays: what is bought on one side, the card on the other. */
export function payingPage(record: SessionRecord, language: Language, state: PayingState): HostedPage {
  const say = texts[language];
  const content = html`<div class="sheet paying">
    ${orderOf(record, language)}${formPanel(record, language, state)}
  </div>`;
  return { language, make: 'bank', title: say.title, content };
}

/** What remains to be said once a session is over: a heading, a sentence and the way out. */
export function closedPage(record: SessionRecord, language: Language): HostedPage {
  const say = texts[language];
  const { session } = record;
  if (session.status === 'complete') {
    return plainPage(language, checkIcon, say.paidTitle, say.paidText, {
      href: successUrl(session),
      label: say.paidLink,
    });
  }
  const way = session.cancel_url === null ? undefined : { href: session.cancel_url, label: say.paidLink };
  return plainPage(language, clockIcon, say.expiredTitle, say.expiredText, way);
}

export function unknownPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, cardIcon, say.unknownTitle, say.unknownText);
}

/** Where the shopper goes after paying; `{CHECKOUT_SESSION_ID}` is the only value Stripe fills in. */
export function successUrl(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

const plainPage = (
  language: Language,
  icon: Html,
  title: string,
  text: string,
  way?: { href: string | undefined; label: string },
): HostedPage => outcomePage({ language, make: 'bank', title }, icon, text, way);

function orderOf({ session, lines, brand, plan }: SessionRecord, language: Language): Html {
  const say = texts[language];
  const sum = (amount: number): string => money(amount, session, language);
  const order = {
    payTo: say.payTo,
    payee: brand ?? say.testShop,
    total: sum(session.amount_total ?? 0),
    totalLabel: say.total,
    lines: lines.map(({ name, quantity, total }) => ({ name, quantity, sum: sum(total) })),
  };
  const reference = session.client_reference_id;
  return orderPanel(order, [
    plan.description && html`<p class="reference">${plan.description}</p>`,
    reference && html`<p class="reference">${say.reference} <code>${reference}</code></p>`,
  ]);
}

function formPanel({ session }: SessionRecord, language: Language, { form, problems, decline }: PayingState): Html {
  const say = texts[language];
  return html`<section class="form">
    <h1>${say.heading}</h1>
    ${decline && notice(say.declinedTitle, declineAdvice(decline, language))}
    <form method="post" novalidate>
      <div class="fields">
        ${field({
          id: 'card-number',
          name: 'card_number',
          label: say.cardNumber,
          value: form.number,
          isWide: true,
          autocomplete: 'cc-number',
          error: problems.includes('number') && say.wrongNumber,
        })}
        ${field({
          id: 'expiry',
          name: 'expiry',
          label: say.expiry,
          value: form.expiry,
          hint: say.expiryHint,
          autocomplete: 'cc-exp',
          error: problems.includes('expiry') && say.wrongExpiry,
        })}
        ${field({
          id: 'security-code',
          name: 'security_code',
          label: say.securityCode,
          value: form.securityCode,
          hint: say.securityCodeHint,
          autocomplete: 'cc-csc',
          error: problems.includes('securityCode') && say.wrongSecurityCode,
        })}
      </div>
      <div class="actions">
        <button id="pay" class="button primary" name="outcome" value="pay">
          ${say.pay(money(session.amount_total ?? 0, session, language))}
        </button>
        <button id="decline" class="button plain" name="outcome" value="decline">${say.decline}</button>
        ${session.cancel_url && backLink(session.cancel_url, say.back)}
      </div>
    </form>
    ${testCardList(language)}
  </section>`;
}

interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly autocomplete: string;
  readonly hint?: string;
  readonly isWide?: boolean;
  readonly error: string | false;
}

function field({ id, name, label, value, autocomplete, hint, isWide, error }: Field): Html {
  const described = error !== false || hint !== undefined;
  return html`<div class="${isWide ? 'field wide' : 'field'}">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      value="${value}"
      inputmode="numeric"
      autocomplete="${autocomplete}"
      maxlength="40"
      ${error !== false && html`aria-invalid="true"`}
      ${described && html`aria-describedby="${id}-note"`}
    />
    ${
      error !== false
        ? html`<span class="error" id="${id}-note">${error}</span>`
        : hint !== undefined && html`<span class="hint" id="${id}-note">${hint}</span>`
    }
  </div>`;
}

function testCardList(language: Language): Html {
  const say = texts[language];
  const rows = Object.entries(say.cards).map(
    ([number, effect]) =>
      html`<tr>
        <th scope="row"><code>${number}</code></th>
        <td>${effect}</td>
      </tr>`,
  );
  return html`<details>
    <summary>${say.testCards}</summary>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}

function declineAdvice(decline: Stripe.PaymentIntent.LastPaymentError, language: Language): string {
  const say = texts[language];
  return say.declines[decline.decline_code ?? decline.code ?? ''] ?? say.declinedAdvice;
}

const money = (amount: number, { currency }: Stripe.Checkout.Session, language: Language): string =>
  displayMoney(toDecimal(amount, currency ?? ''), currency ?? '', language);
