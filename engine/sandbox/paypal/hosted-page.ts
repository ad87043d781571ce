import {
  backLink,
  checkIcon,
  clockIcon,
  displayMoney,
  html,
  type Html,
  type HostedPage,
  type Language,
  walletIcon,
  outcomePage,
} from '../hosted-page/index.ts';
import type { Order } from './account.ts';
import { payerId } from './representation.ts';
import { texts } from './texts.ts';

/** Where the shopper goes after agreeing: PayPal adds the order and who pays. Nothing about it is signed. */
export const returnUrl = (order: Order): string | undefined =>
  withQuery(order.experience.returnUrl, { token: order.id, PayerID: payerId });

/** Where the shopper goes after giving up. */
export const cancelUrl = (order: Order): string | undefined =>
  withQuery(order.experience.cancelUrl, { token: order.id });

/** The page where the shopper agrees to pay, refuses or leaves. */
export function approvalPage(order: Order, language: Language): HostedPage {
  const say = texts[language];
  const { unit, experience } = order;
  const sum = displayMoney(unit.amount.value, unit.amount.currency_code, language);
  const back = cancelUrl(order);
  const content = html`<div class="sheet paying">
    <section class="order">
      <p class="payee">${say.payTo} <strong>${experience.brandName ?? say.testShop}</strong></p>
      <p class="amount">${sum}</p>
      ${unit.description !== undefined && html`<p class="reference">${unit.description}</p>`}
      ${unit.invoiceId !== undefined && html`<p class="reference">${say.reference} <code>${unit.invoiceId}</code></p>`}
    </section>
    <section class="form">
      <h1>${say.title}</h1>
      <div class="person">
        <span class="initials" aria-hidden="true">AS</span>
        <div>
          <p>Alex Sample</p>
          <p>${say.signedIn}</p>
        </div>
      </div>
      <div class="source">
        ${walletIcon}
        <div>
          <p>${say.source}</p>
          <p>${say.sourceDetail}</p>
        </div>
      </div>
      <form method="post">
        <div class="actions">
          <button id="pay" class="button primary" name="outcome" value="approve">
            ${experience.userAction === 'PAY_NOW' ? say.pay(sum) : say.carryOn}
          </button>
          <button id="decline" class="button plain" name="outcome" value="decline" aria-describedby="decline-note">
            ${say.decline}
          </button>
          <p id="decline-note" class="hint centred">${say.declineHint}</p>
          ${back !== undefined && backLink(back, say.back)}
        </div>
      </form>
    </section>
  </div>`;
  return { language, make: 'wallet', title: say.title, content };
}

export function closedPage(order: Order, language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, checkIcon, say.closedTitle, say.closedText, {
    href: returnUrl(order),
    label: say.closedLink,
  });
}

export function unknownPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, clockIcon, say.unknownTitle, say.unknownText);
}

/** Orders may be created without a return address; then the shopper stays here. */
export function approvedPage(language: Language): HostedPage {
  const say = texts[language];
  return plainPage(language, checkIcon, say.lostTitle, say.lostText);
}

const plainPage = (
  language: Language,
  icon: Html,
  title: string,
  text: string,
  way?: { href: string | undefined; label: string },
): HostedPage => outcomePage({ language, make: 'wallet', title }, icon, text, way);

function withQuery(address: string | undefined, query: Record<string, string>): string | undefined {
  if (address === undefined) return undefined;
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
